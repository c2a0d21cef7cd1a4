// One crate's entry in a Cargo.lock of version 2 to 4, which states a checksum in each entry. Written by cargo's encoder,
// src/cargo/core/resolver/encode.rs: entries sorted by name, a name alone in `dependencies` where only one version is locked.

import { parse } from 'smol-toml'
import { replaceText } from './replace-text.ts'
import { type TomlLine, tomlLines } from './toml-lines.ts'

export interface CrateMove {
  readonly name: string
  readonly from: string
  readonly to: string
  /** SHA-256 of the crate file, in hexadecimal digits. */
  readonly checksum: string
}

/**
 * Moves a crate of which one version is locked.
 *
 * @returns the edited text; null where the lockfile has several versions of the crate, or none from a registry
 */
export function editCargoLock(text: string, { name, from, to, checksum }: CrateMove): string | null {
  if (!/^[0-9a-f]{64}$/.test(checksum) || !/^[\w.+-]+$/.test(to)) return null
  const lines = tomlLines(text).filter(({ table }) => table.length === 1 && table[0] === 'package')
  const entries = lines.filter(({ keys, value }) => keys[0] === 'name' && unquoted(value) === name)
  const [entry] = entries
  if (!entry || entries.length > 1) return null
  const lineOf = (key: string): TomlLine | undefined =>
    lines.find((line) => line.entry === entry.entry && line.keys[0] === key)
  const [version, sum] = [lineOf('version'), lineOf('checksum')]
  if (!version || !sum || unquoted(version.value) !== from) return null
  const edited = replaceText(
    text,
    [
      { line: version, text: `"${to}"` },
      { line: sum, text: `"${checksum}"` },
    ].map(({ line, text: value }) => ({ start: line.start, end: line.start + line.value.length, text: value })),
  )
  return isSameButFor(text, edited, { name, from, to, checksum }) ? edited : null
}

function isSameButFor(text: string, edited: string, move: CrateMove): boolean {
  try {
    const before = parse(text)
    const entries = before.package
    if (!Array.isArray(entries)) return false
    const moved = entries.map((entry) =>
      typeof entry === 'object' && 'name' in entry && entry.name === move.name
        ? { ...entry, version: move.to, checksum: move.checksum }
        : entry,
    )
    return JSON.stringify({ ...before, package: moved }) === JSON.stringify(parse(edited))
  } catch {
    return false
  }
}

function unquoted(value: string): string | null {
  return /^"([^"\\]*)"[ \t]*$/.exec(value)?.[1] ?? null
}
