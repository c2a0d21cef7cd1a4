// pyproject.toml: the project's name, what it imports as, and what it asks for, in the spellings of PEP 621, PEP 735 (dependency
// groups) and Poetry. Specified by https://packaging.python.org/en/latest/specifications/pyproject-toml/ and
// https://python-poetry.org/docs/pyproject/.

import type { ServiceFile } from '../../types.ts'
import { entriesOf, field, fieldsOf, listOf, textOf } from '../fields.ts'
import { ownName } from '../own-name.ts'
import { manifestBeside, readManifest } from '../read-manifest.ts'
import { readToml } from '../read-toml.ts'
import { pythonName } from './python-name.ts'
import { indexesOfUv } from './read-pip-indexes.ts'
import { readRequirement } from './read-requirement.ts'

/** The project that a Python lockfile is for. */
export interface PythonProject {
  /** As PEP 503 compares it; the folder's name where none is stated. */
  readonly name: string
  readonly version: string | null
  /** The names that its own code is imported by. */
  readonly importNames: readonly string[]
  /** Names of what it asks for; null where nothing states it. */
  readonly asks: readonly string[] | null
  /** Addresses of the indexes that its tools are told to use. */
  readonly indexes: readonly string[]
  /** Address of the index from which a package comes, by name, where its tools are told so; empty for an index that is not stated. */
  readonly indexOf: ReadonlyMap<string, string>
}

/** Reads the pyproject.toml beside a lockfile, as far as there is one. */
export function readPyproject(lockfile: ServiceFile, manifests: readonly ServiceFile[]): PythonProject {
  const file = manifestBeside(lockfile, manifests, 'pyproject.toml')
  const document = readManifest(file, readToml)
  const project = fieldsOf(document, 'project')
  const tools = fieldsOf(document, 'tool')
  const poetry = fieldsOf(tools, 'poetry')
  const name = textOf(project, 'name') || textOf(poetry, 'name') || ownName(lockfile.path, '')
  const asks = [...standardAsks(project, document), ...poetryAsks(poetry)]
  return {
    name: pythonName(name),
    version: textOf(project, 'version') ?? textOf(poetry, 'version'),
    importNames: [...new Set([name.replaceAll(/[-.]/g, '_'), ...packagesOf(tools)])],
    asks: file === undefined ? null : asks,
    indexes: indexesOf(tools),
    indexOf: namedIndexes(tools),
  }
}

function standardAsks(project: unknown, document: unknown): string[] {
  const groups = [fieldsOf(project, 'optional-dependencies'), fieldsOf(document, 'dependency-groups')]
  const texts = [
    ...listOf(project, 'dependencies'),
    ...groups.flatMap((group) => Object.keys(group).flatMap((key) => listOf(group, key))),
  ]
  return texts.flatMap((text) => (typeof text === 'string' ? (readRequirement(text)?.name ?? []) : []))
}

function poetryAsks(poetry: unknown): string[] {
  const groups = entriesOf(fieldsOf(poetry, 'group')).map(([, group]) => group)
  const sections = [
    fieldsOf(poetry, 'dev-dependencies'),
    ...[poetry, ...groups].map((at) => fieldsOf(at, 'dependencies')),
  ]
  return sections.flatMap((section) => Object.keys(section)).map(pythonName)
}

/** The packages that a build tool is told to take, where it is told by name. */
function packagesOf(tools: unknown): string[] {
  const included = listOf(fieldsOf(tools, 'poetry'), 'packages').map((entry) => textOf(entry, 'include'))
  const listed = listOf(fieldsOf(tools, 'setuptools'), 'packages')
  const names = [...included, ...listed].filter((name) => typeof name === 'string')
  return names.map((name) => name.split(/[/.]/, 1)[0] ?? '').filter((name) => name !== '' && name !== '*')
}

function indexesOf(tools: unknown): string[] {
  const sources = listOf(fieldsOf(tools, 'poetry'), 'source').filter(
    (source) => textOf(source, 'priority') !== 'explicit',
  )
  const urls = [...sources, ...listOf(fieldsOf(tools, 'pdm'), 'source')].map((source) => textOf(source, 'url'))
  return [...indexesOfUv(field(tools, 'uv')), ...urls.filter((url) => url !== null)]
}

/** `[tool.uv.sources] wire = { index = "acme" }`, `[tool.poetry.dependencies] wire = { version = "1", source = "acme" }`. */
function namedIndexes(tools: unknown): Map<string, string> {
  const uv = fieldsOf(tools, 'uv')
  const poetry = fieldsOf(tools, 'poetry')
  const stated = [...listOf(uv, 'index'), ...listOf(poetry, 'source')]
  const urls = new Map(stated.map((one) => [textOf(one, 'name') ?? '', textOf(one, 'url') ?? '']))
  const asked = [
    ...entriesOf(fieldsOf(uv, 'sources')).map(([name, source]) => [name, textOf(source, 'index')] as const),
    ...entriesOf(fieldsOf(poetry, 'dependencies')).map(([name, source]) => [name, textOf(source, 'source')] as const),
  ]
  return new Map(asked.flatMap(([name, index]) => (index === null ? [] : [[pythonName(name), urls.get(index) ?? '']])))
}
