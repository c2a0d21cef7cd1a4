import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import { isObject, type Json, type JsonObject } from '../json.ts'
import type { FoundOperation } from './find-operation.ts'
import type { Description, Operation, Parameter } from './read-description.ts'

export interface Finding {
  /** One line for people. */
  readonly what: string
  /** GitHub's answer 422 names this field; null where GitHub would not mind. */
  readonly field: string | null
  readonly code: 'missing_field' | 'invalid'
}

interface Validators {
  readonly body: ValidateFunction | null
  readonly parameters: ReadonlyMap<string, ValidateFunction>
}

const compilers = new WeakMap<Description, (operation: Operation) => Validators>()

/** Where a request departs from GitHub's description of it: path, query, body. */
export function checkRequest(
  description: Description,
  found: FoundOperation,
  query: URLSearchParams,
  bytes: Buffer,
  json: Json | undefined,
): Finding[] {
  const validators = compilerOf(description)(found.operation)
  return [...checkParameters(found, query, validators), ...checkBody(found.operation, bytes, json, validators)]
}

/** Validators are compiled when an operation is first used: most never are. */
function compilerOf(description: Description): (operation: Operation) => Validators {
  const known = compilers.get(description)
  if (known) return known
  const { ajv, use } = makeAjv(description)
  const cache = new Map<Operation, Validators>()
  const compile = (operation: Operation): Validators => {
    let validators = cache.get(operation)
    if (!validators) {
      validators = {
        body: operation.body ? ajv.compile(use(operation.body.schema)) : null,
        parameters: new Map(operation.parameters.map(({ name, schema }) => [name, ajv.compile(use(schema))])),
      }
      cache.set(operation, validators)
    }
    return validators
  }
  compilers.set(description, compile)
  return compile
}

function makeAjv(description: Description) {
  const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: false, logger: false })
  addFormats.default(ajv)
  ajv.addSchema({ $id: 'github', components: { schemas: description.schemas } })
  const use = (schema: JsonObject): JsonObject =>
    JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"github#/components/')) as JsonObject
  return { ajv, use }
}

function checkParameters(found: FoundOperation, query: URLSearchParams, validators: Validators): Finding[] {
  const described = new Map(found.operation.parameters.map((parameter) => [parameter.name, parameter]))
  const findings: Finding[] = []
  for (const name of new Set(query.keys())) {
    if (described.get(name)?.in !== 'query') findings.push(finding(`query ${name} is not described`, null))
  }
  for (const parameter of described.values()) {
    const value = parameter.in === 'path' ? found.parameters[parameter.name] : (query.get(parameter.name) ?? undefined)
    if (value === undefined) {
      if (parameter.required) findings.push(finding(`${parameter.in} ${parameter.name} is missing`, parameter.name))
      continue
    }
    const validate = validators.parameters.get(parameter.name)
    if (validate && !validate(readValue(parameter, value))) {
      findings.push(finding(`${parameter.in} ${parameter.name} ${message(validate.errors)}`, parameter.name))
    }
  }
  return findings
}

/** A value in a path or query is text; its schema may want a number, a truth value or a list. */
function readValue(parameter: Parameter, value: string): Json {
  const wanted = JSON.stringify(parameter.schema)
  if (parameter.schema.type === 'array') return value.split(',')
  if (/"(?:integer|number)"/.test(wanted) && /^-?\d+$/.test(value)) return Number(value)
  if (wanted.includes('"boolean"') && (value === 'true' || value === 'false')) return value === 'true'
  return value
}

function checkBody(operation: Operation, bytes: Buffer, json: Json | undefined, validators: Validators): Finding[] {
  // Octokit sends {} where there is nothing to say.
  const isEmpty = bytes.length === 0 || (isObject(json) && Object.keys(json).length === 0)
  if (!operation.body) return isEmpty ? [] : [finding('body is not described', null)]
  if (operation.body.type !== 'application/json') return []
  if (bytes.length === 0) return operation.body.required ? [finding('body is missing', 'body')] : []
  if (json === undefined) return [finding('body is not JSON', 'body')]
  if (!validators.body || validators.body(json)) return []
  return (validators.body.errors ?? []).map(describe)
}

function describe(error: ErrorObject): Finding {
  const place = error.instancePath.slice(1).replaceAll('/', '.')
  if (error.keyword === 'additionalProperties') {
    const extra = String(error.params.additionalProperty)
    return finding(`body has a field that is not described: ${place ? `${place}.` : ''}${extra}`, null)
  }
  if (error.keyword === 'required') {
    const missing = String(error.params.missingProperty)
    return { what: `body lacks ${missing}`, field: missing, code: 'missing_field' }
  }
  return finding(`body ${place || 'as a whole'} ${error.message ?? 'is invalid'}`, place.split('.')[0] || 'body')
}

function finding(what: string, field: string | null): Finding {
  return { what, field, code: what.endsWith('is missing') ? 'missing_field' : 'invalid' }
}

function message(errors: ErrorObject[] | null | undefined): string {
  return errors?.[0]?.message ?? 'is invalid'
}
