import { isObject, type Json, type JsonObject } from '../json.ts'

/** Words of OpenAPI 3.0 that say nothing about validity. */
const silent = new Set([
  'description',
  'example',
  'examples',
  'deprecated',
  'externalDocs',
  'xml',
  'readOnly',
  'default',
])

/** Turns a schema of OpenAPI 3.0 into JSON Schema: `nullable` becomes a type, and prose goes. */
export function plainSchema(schema: JsonObject): JsonObject {
  const plain: JsonObject = {}
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'properties' && isObject(value)) plain[key] = mapValues(value, plainSchema)
    else if (!silent.has(key) && !key.startsWith('x-') && key !== 'nullable') plain[key] = plainValue(value)
  }
  return schema.nullable === true ? allowNull(plain) : plain
}

function plainValue(value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) return value.map((item) => plainValue(item) ?? null)
  return isObject(value) ? plainSchema(value) : value
}

function allowNull(schema: JsonObject): JsonObject {
  const { type, ...rest } = schema
  if (typeof type !== 'string') return { anyOf: [{ type: 'null' }, schema] }
  const choices = Array.isArray(rest.enum) && !rest.enum.includes(null) ? { enum: [...rest.enum, null] } : {}
  return { ...rest, ...choices, type: [type, 'null'] }
}

/**
 * Forbids fields that an object's description does not name. GitHub ignores such fields; whoever sends them has most
 * likely misspelt one.
 */
export function closeObjects(schema: JsonObject): JsonObject {
  const closed: JsonObject = {}
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'properties' && isObject(value)) closed[key] = mapValues(value, closeObjects)
    else if (key === 'items' && isObject(value)) closed[key] = closeObjects(value)
    else closed[key] = value
  }
  const isOpen = schema.additionalProperties === undefined && schema.allOf === undefined
  if (isObject(schema.properties) && isOpen) closed.additionalProperties = false
  return closed
}

function mapValues(value: JsonObject, change: (schema: JsonObject) => JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, isObject(item) ? change(item) : item]))
}
