// What Python projects ask for: pyproject.toml (https://packaging.python.org/en/latest/specifications/pyproject-toml/ with the tables of
// Poetry before its version 2), Pipfile (https://github.com/pypa/pipfile), requirements files
// (https://pip.pypa.io/en/stable/reference/requirements-file-format/), setup.cfg and setup.py (https://setuptools.pypa.io).

import { entriesOf, field, pythonName, textOf } from '../../../ownership/index.ts'
import { readToml } from '../../read-safely.ts'
import { absent, type Requirement, range } from './types.ts'

/** Allows every version. */
const everyVersion = '*'
/** One condition of `acme-lib[fast] >=1.2,<2 ; python_version < "4"`. */
const condition = /^(?:===|[<>=!~]=|[<>])[\w.*+!-]+$/
const longestEntry = 512

export function inPyproject(text: string, dependency: string): Requirement {
  const manifest = readToml(text)
  const project = field(manifest, 'project')
  const lists = [
    field(project, 'dependencies'),
    ...entriesOf(field(project, 'optional-dependencies')).map(([, list]) => list),
    ...entriesOf(field(manifest, 'dependency-groups')).map(([, list]) => list),
  ]
  const poetry = field(field(manifest, 'tool'), 'poetry')
  const groups = entriesOf(field(poetry, 'group')).map(([, group]) => field(group, 'dependencies'))
  // Poetry 2 keeps the range in the project's list, and in its own table what that list cannot say.
  const found = inLists(lists, dependency)
  return found.kind === 'absent' ? inTables([field(poetry, 'dependencies'), ...groups], dependency) : found
}

export function inPipfile(text: string, dependency: string): Requirement {
  const manifest = readToml(text)
  return inTables([field(manifest, 'packages'), field(manifest, 'dev-packages')], dependency)
}

/** Line by line: a requirements file, setup.cfg, and what setup.py states in plain text. */
export function inLines(text: string, dependency: string): Requirement {
  return inLists([text.split('\n')], dependency)
}

function inLists(lists: readonly unknown[], dependency: string): Requirement {
  for (const entry of lists.flat()) {
    const stated = typeof entry === 'string' && entry.length <= longestEntry ? readSpecifier(entry) : null
    if (stated !== null && pythonName(stated.name) === pythonName(dependency)) return range(stated.versions)
  }
  return absent
}

/** https://packaging.python.org/en/latest/specifications/dependency-specifiers/ */
function readSpecifier(entry: string): { name: string; versions: string } | null {
  const [, name, rest = ''] = /^\s*["']?([A-Za-z\d][\w.-]*)(.*)/.exec(entry) ?? []
  if (name === undefined) return null
  // Without extras and brackets, and up to a marker, a comment, an option, the end of a quoted text.
  const [stated = ''] = rest.replace(/^\s*\[[^\]]*\]/, '').split(/[;#"'\\]|\s--?\w/, 1)
  const versions = stated.replaceAll(/[\s()]/g, '').replace(/,$/, '')
  if (versions === '') return { name, versions: everyVersion }
  return versions.split(',').every((one) => condition.test(one)) ? { name, versions } : null
}

function inTables(tables: readonly unknown[], dependency: string): Requirement {
  for (const [name, stated] of tables.flatMap(entriesOf)) {
    if (pythonName(name) !== pythonName(dependency)) continue
    const version = typeof stated === 'string' ? stated : textOf(stated, 'version')
    if (version !== null) return range(version)
  }
  return absent
}
