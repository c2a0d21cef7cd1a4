/** A line of a TOML file that gives a key a value, with the table that it stands in. */
export interface TomlLine {
  /** The header's keys, without quotes: `target`, `cfg(unix)`, `dependencies`; empty before the first header. */
  readonly table: readonly string[]
  /** Whether the header is of an array of tables, and which of them this is, from 0. */
  readonly entry: number
  /** The line's own keys. */
  readonly keys: readonly string[]
  /** Offset of what follows the equals sign, and that text up to the end of the line. */
  readonly start: number
  readonly value: string
}

const key = String.raw`(?:[\w-]+|"[^"\n]*"|'[^'\n]*')`
const dotted = String.raw`${key}(?:[ \t]*\.[ \t]*${key})*`
const header = new RegExp(String.raw`^[ \t]*\[(\[)?[ \t]*(${dotted})[ \t]*\]`)
const assignment = new RegExp(String.raw`^([ \t]*(${dotted})[ \t]*=[ \t]*)(.*)$`)

/**
 * The lines of a TOML file that are `key = value`, by a scan: positions are kept, which a parser throws away. What stands inside
 * a text of several lines can look like one, so an edit made by these positions has to be parsed and compared.
 */
export function tomlLines(text: string): TomlLine[] {
  const lines: TomlLine[] = []
  const seen = new Map<string, number>()
  let table: readonly string[] = []
  let entry = 0
  let offset = 0
  for (const line of text.split('\n')) {
    const opened = header.exec(line)
    const assigned = opened ? null : assignment.exec(line.replace(/\r$/, ''))
    if (opened) {
      table = keysOf(opened[2] ?? '')
      const name = table.join('\n')
      entry = opened[1] ? (seen.get(name) ?? -1) + 1 : 0
      seen.set(name, entry)
    } else if (assigned) {
      const [, before = '', keys = '', value = ''] = assigned
      lines.push({ table, entry, keys: keysOf(keys), start: offset + before.length, value })
    }
    offset += line.length + 1
  }
  return lines
}

function keysOf(text: string): string[] {
  return [...text.matchAll(new RegExp(key, 'g'))].map(([found]) => found.replace(/^(["'])(.*)\1$/, '$2'))
}
