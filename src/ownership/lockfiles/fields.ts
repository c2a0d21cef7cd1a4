/** What a JSON, TOML or YAML reader returns for an object. Its keys are foreign: read it through `field` and `entriesOf` only. */
export type Fields = Readonly<Record<string, unknown>>

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** An own field, so that a key named `constructor` or `__proto__` never reaches a prototype; undefined where there is none. */
export function field(value: unknown, key: string): unknown {
  return isFields(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

export function fieldsOf(value: unknown, key: string): Fields {
  const found = field(value, key)
  return isFields(found) ? found : {}
}

/** The entries of an object; none for anything else. */
export function entriesOf(value: unknown): [string, unknown][] {
  return isFields(value) ? Object.entries(value) : []
}

export function textOf(value: unknown, key: string): string | null {
  const found = field(value, key)
  return typeof found === 'string' ? found : null
}

export function listOf(value: unknown, key: string): readonly unknown[] {
  const found = field(value, key)
  return Array.isArray(found) ? found : []
}

/** A scalar as text; nothing for an object, whose own `toString` would be the file's. */
export function scalarText(value: unknown): string {
  return typeof value === 'object' || value === undefined ? '' : String(value)
}
