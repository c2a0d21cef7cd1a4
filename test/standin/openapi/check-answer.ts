import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { at, isObject, type Json } from '../json.ts'
import { findOperation } from './find-operation.ts'
import { plainSchema } from './plain-schema.ts'
import { readDescription, readWholeDescription, referredSchemas } from './read-description.ts'

let whole: Json | undefined

/**
 * Where an answer departs from GitHub's description of it; for the stand-in's own tests, as it reads 13 MB.
 * @returns one line for each departure.
 */
export function checkAnswer(method: string, path: string, status: number, body: Json | undefined): string[] {
  whole ??= readWholeDescription()
  const found = findOperation(readDescription(), method, path)
  if (!found) return [`${method} ${path}: not described`]
  const responses = at(whole, 'paths', found.operation.template, method.toLowerCase(), 'responses')
  const described = resolve(whole, at(responses, String(status)))
  if (described === undefined) return [`${method} ${path}: status ${status} is not described`]
  const schema = at(described, 'content', 'application/json', 'schema')
  if (!isObject(schema)) return []
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false })
  addFormats.default(ajv)
  const plain = plainSchema(schema)
  ajv.addSchema({ $id: 'github', components: { schemas: referredSchemas(whole, plain) } })
  const text = JSON.stringify(plain).replaceAll('"#/components/', '"github#/components/')
  const validate = ajv.compile(JSON.parse(text))
  if (validate(body)) return []
  return (validate.errors ?? []).map(({ instancePath, message, params }) => {
    return `${method} ${path}: ${instancePath || 'answer'} ${message} ${JSON.stringify(params)}`
  })
}

function resolve(document: Json, value: Json | undefined): Json | undefined {
  const reference = at(value, '$ref')
  return typeof reference === 'string' ? at(document, ...reference.slice(2).split('/')) : value
}
