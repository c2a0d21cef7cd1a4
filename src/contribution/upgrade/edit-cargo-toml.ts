// The requirement of a dependency in a Cargo.toml, in each form that cargo reads: `name = "1"`, `name = { version = "1" }`,
// a table of its own, dotted keys, `package = "name"` under another key; in the tables of the package, of a target and of
// the workspace. https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html

import { parse } from 'smol-toml'
import { type Replacement, replaceText } from './replace-text.ts'
import { type TomlLine, tomlLines } from './toml-lines.ts'

type Tree = Record<string, unknown>

/**
 * @param name the crate
 * @param requirement what its version requirement comes to
 * @returns the edited text; null where the manifest states none that can be edited in place
 */
export function editCargoToml(text: string, name: string, requirement: string): string | null {
  if (!/^[\w.^~=<>*+, -]+$/.test(requirement)) return null
  const lines = tomlLines(text)
  const renamed = new Set(lines.flatMap((line) => renamedBy(line, name)))
  const replacements = lines.flatMap((line) => versionIn(line, name, renamed) ?? [])
  if (replacements.length === 0) return null
  const edited = replaceText(
    text,
    replacements.map((one) => ({ ...one, text: requirement })),
  )
  return changesOnlyRequirements(text, edited, name, requirement) ? edited : null
}

/** The key under which a dependency table lists a dependency, and the rest of the keys; null for other lines. */
function dependencyAt({ table, keys }: TomlLine): { readonly key: string; readonly rest: readonly string[] } | null {
  const path = [...table, ...keys]
  const at = path.findIndex((part, index) => isDependencyTable(path.slice(0, index), part))
  const key = path[at + 1]
  return at < 0 || key === undefined ? null : { key, rest: path.slice(at + 2) }
}

function isDependencyTable(above: readonly string[], part: string): boolean {
  if (!/^(?:dev-|build-)?dependencies$/.test(part)) return false
  return (
    above.length === 0 ||
    (above.length === 1 && above[0] === 'workspace') ||
    (above.length === 2 && above[0] === 'target')
  )
}

/** Keys under which the crate stands by another name. */
function renamedBy(line: TomlLine, name: string): string[] {
  const found = dependencyAt(line)
  if (found === null) return []
  const isInline = found.rest.length === 0 && inlineText(line.value, 'package')?.text === name
  const isOwnLine = found.rest.length === 1 && found.rest[0] === 'package' && quoted(line.value)?.text === name
  return isInline || isOwnLine ? [found.key] : []
}

function versionIn(line: TomlLine, name: string, renamed: ReadonlySet<string>): Replacement | null {
  const found = dependencyAt(line)
  if (found === null || (found.key !== name && !renamed.has(found.key))) return null
  if (found.rest.length > 1 || (found.rest.length === 1 && found.rest[0] !== 'version')) return null
  const inline = inlineText(line.value, 'package')?.text
  if (inline !== undefined && inline !== name) return null
  const value = quoted(line.value) ?? (found.rest.length === 0 ? inlineText(line.value, 'version') : null)
  if (value === null) return null
  const start = line.start + value.at
  return { start, end: start + value.text.length, text: '' }
}

/** A text at the beginning of a value: what stands within its quotes, and where. */
function quoted(value: string): { readonly text: string; readonly at: number } | null {
  const found = /^(["'])([^"'\\]*)\1/.exec(value)
  return found ? { text: found[2] ?? '', at: 1 } : null
}

/** An inline table stands in one line; a longer one is nobody's. */
const longestTable = 4096

/** A text in an inline table. */
function inlineText(value: string, key: string): { readonly text: string; readonly at: number } | null {
  const found = new RegExp(`^(\\{(?:[^#]*?[,{])?[ \\t]*${key}[ \\t]*=[ \\t]*(["']))([^"'\\\\]*)\\2`).exec(
    value.slice(0, longestTable),
  )
  return found ? { text: found[3] ?? '', at: (found[1] ?? '').length } : null
}

/** Parses both and compares: the crate's requirements differ, and nothing else. */
function changesOnlyRequirements(text: string, edited: string, name: string, requirement: string): boolean {
  try {
    const [before, after] = [parse(text) as Tree, parse(edited) as Tree]
    return JSON.stringify(withRequirement(before, name, requirement)) === JSON.stringify(after)
  } catch {
    return false
  }
}

/** A parsed manifest with the crate's requirements replaced. */
function withRequirement(manifest: Tree, name: string, requirement: string): Tree {
  const inTable = (value: unknown): unknown => {
    if (!isTree(value)) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, entry]) => {
        const named = isTree(entry) && typeof entry.package === 'string' ? entry.package : key
        if (named !== name) return [key, entry]
        if (typeof entry === 'string') return [key, requirement]
        return [key, isTree(entry) && 'version' in entry ? { ...entry, version: requirement } : entry]
      }),
    )
  }
  const inTables = (tree: Tree): Tree =>
    Object.fromEntries(
      Object.entries(tree).map(([key, value]) => [key, isDependencyTable([], key) ? inTable(value) : value]),
    )
  const edited = inTables(manifest)
  if (isTree(edited.workspace)) edited.workspace = inTables(edited.workspace)
  if (isTree(edited.target)) {
    edited.target = Object.fromEntries(
      Object.entries(edited.target).map(([key, value]) => [key, isTree(value) ? inTables(value) : value]),
    )
  }
  return edited
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
