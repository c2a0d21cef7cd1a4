// One requirement, as pip, pyproject.toml and pdm.lock write it: `name[extra] >= 1 ; marker`, `name @ url`.
// Specified by https://packaging.python.org/en/latest/specifications/dependency-specifiers/.

import { pythonName } from './python-name.ts'

/** What a requirement says. */
export interface Requirement {
  /** As PEP 503 compares it. */
  readonly name: string
  /** Where exactly one version is accepted. */
  readonly version: string | null
  /** The address behind `@`. */
  readonly url: string | null
}

/** @returns null where the text begins with no name of a package */
export function readRequirement(text: string): Requirement | null {
  const found = /^\s*([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*\(?(@?)([^;]*)/.exec(text)
  if (found === null) return null
  const [, name = '', at, rest = ''] = found
  // Neither does a name end so, nor does anything else follow it.
  if (/[-._]$/.test(name) || !/^\s*(?:$|[;(<>=!~#])/.test(at === '@' ? '' : rest)) return null
  if (at === '@') return { name: pythonName(name), version: null, url: rest.trim().split(/\s/, 1)[0] ?? null }
  const exact = /^\s*={2,3}\s*([^\s,;)#*]+)\s*\)?\s*$/.exec(rest.replace(/\s#.*$/, ''))
  return { name: pythonName(name), version: exact?.[1] ?? null, url: null }
}
