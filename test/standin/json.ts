/** What JSON can hold. */
export type Json = null | boolean | number | string | Json[] | JsonObject
export interface JsonObject {
  [key: string]: Json | undefined
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value at a path of keys, undefined where the path ends early. */
export function at(value: Json | undefined, ...keys: string[]): Json | undefined {
  let here: Json | undefined = value
  for (const key of keys) here = isObject(here) ? here[key] : undefined
  return here
}

/** The text at a path, empty where there is none. */
export function textAt(value: Json | undefined, ...keys: string[]): string {
  const found = at(value, ...keys)
  return typeof found === 'string' ? found : ''
}

/** The number at a path, 0 where there is none. */
export function numberAt(value: Json | undefined, ...keys: string[]): number {
  const found = at(value, ...keys)
  return typeof found === 'number' ? found : 0
}

/** The list at a path, empty where there is none. */
export function listAt(value: Json | undefined, ...keys: string[]): Json[] {
  const found = keys.length === 0 ? value : at(value, ...keys)
  return Array.isArray(found) ? found : []
}

/** The JSON in some bytes, undefined where they hold none. */
export function parseJson(bytes: Uint8Array | string): Json | undefined {
  try {
    return JSON.parse(typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('utf8')) as Json
  } catch {
    return undefined
  }
}
