/**
 * The GraphQL endpoint. Documents are checked against GitHub's published schema (@octokit/graphql-schema), and what is
 * asked is read from the same store as the REST answers. A field that the schema has and the resolvers lack is an error
 * in the answer and a violation: add it to the resolvers when Headwater comes to use it.
 */
import { readFileSync } from 'node:fs'
import {
  buildSchema,
  execute,
  type GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  parse,
  validate,
} from 'graphql'
import { json, problem, requiresAuthentication } from '../answers.ts'
import { isObject, type Json, type JsonObject, textAt } from '../json.ts'
import type { Answer, Call, World } from '../types.ts'
import { makeQuery } from './query.ts'

let schema: GraphQLSchema | undefined

function readSchema(): GraphQLSchema {
  // The package's own entry reads and checks 5 MB more than is needed here.
  const file = new URL('schema.graphql', import.meta.resolve('@octokit/graphql-schema'))
  schema ??= buildSchema(readFileSync(file, 'utf8'), { assumeValid: true })
  return schema
}

export async function answerGraphql(world: World, call: Call): Promise<Answer> {
  if (call.actor.kind === 'anonymous') return requiresAuthentication()
  if (call.method !== 'POST' || !isObject(call.json)) return problem(400, 'Problems parsing JSON')
  const source = textAt(call.json, 'query')
  const report = (what: string) => world.violations.push({ method: 'POST', path: '/graphql', what })
  let document: ReturnType<typeof parse>
  try {
    document = parse(source)
  } catch (error) {
    report((error as GraphQLError).message)
    return json({ errors: [describe(error as GraphQLError)] })
  }
  const errors = validate(readSchema(), document)
  if (errors.length > 0) {
    for (const error of errors) report(error.message)
    return json({ errors: errors.map(describe) })
  }
  const result = await execute({
    schema: readSchema(),
    document,
    rootValue: makeQuery(world, call),
    variableValues: isObject(call.json.variables) ? call.json.variables : {},
    fieldResolver: resolveField(report),
    typeResolver: (value) => textAt(value as Json, '__typename'),
  })
  const answer: JsonObject = { data: (result.data ?? null) as Json }
  if (result.errors) answer.errors = result.errors.map(describe)
  return json(answer)
}

/** As graphql's own, but loud about what is not there. */
function resolveField(report: (what: string) => void): GraphQLFieldResolver<unknown, unknown> {
  return (source, parameters, _, info) => {
    const value = (source as Record<string, unknown>)[info.fieldName]
    if (value === undefined) {
      const what = `the stand-in does not know ${info.parentType.name}.${info.fieldName}`
      report(what)
      throw new Error(what)
    }
    return typeof value === 'function' ? value(parameters) : value
  }
}

function describe(error: GraphQLError): JsonObject {
  return {
    ...(typeof error.extensions?.type === 'string' ? { type: error.extensions.type } : {}),
    ...(error.path ? { path: [...error.path] } : {}),
    locations: (error.locations ?? []).map(({ line, column }) => ({ line, column })),
    message: error.message,
  }
}
