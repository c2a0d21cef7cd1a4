// uv.lock, version 1, as uv 0.4 and later write it; read together with the project's pyproject.toml.
// Specified by crates/uv-resolver/src/lock/mod.rs of https://github.com/astral-sh/uv and https://docs.astral.sh/uv/concepts/projects/layout/.

import type { Package, ServiceFile } from '../types.ts'
import { entriesOf, field, fieldsOf, listOf, scalarText, textOf } from './fields.ts'
import { gitRepository } from './git-repository.ts'
import { malformed, unsupported } from './malformed.ts'
import { visibilityOf } from './public-sources.ts'
import { type PythonEntry, pythonPackages } from './python/python-packages.ts'
import { readPyproject } from './python/read-pyproject.ts'
import { readToml } from './read-toml.ts'
import { showText } from './show-text.ts'

/**
 * @param lockfile a uv.lock
 * @param manifests the service's pyproject.toml files
 * @throws HeadwaterError `lockfile-malformed` or `lockfile-unsupported`
 */
export function parseUvLock(lockfile: ServiceFile, manifests: readonly ServiceFile[]): Package[] {
  const document = readToml(lockfile)
  const version = field(document, 'version')
  if (version === undefined) throw malformed(lockfile.path, 1, 'no version; accepted: the whole file as uv wrote it')
  if (version !== 1) throw unsupported(lockfile.path, `version ${showText(scalarText(version))}`, 'version 1')
  const entries = listOf(document, 'package').map((entry, index) => readEntry(entry, index, lockfile.path))
  return pythonPackages(lockfile, entries, readPyproject(lockfile, manifests))
}

function readEntry(entry: unknown, index: number, path: string): PythonEntry {
  const name = textOf(entry, 'name')
  const place = `package ${index + 1} (${showText(name ?? '')})`
  if (!name) throw malformed(path, place, 'no name; accepted: one, as text')
  const source = fieldsOf(entry, 'source')
  const git = textOf(source, 'git')
  const registry = textOf(source, 'registry')
  return {
    place,
    name,
    version: textOf(entry, 'version'),
    own: ['editable', 'virtual', 'directory'].some((kind) => field(source, kind) !== undefined),
    // An address, a file or a folder: nobody else has it for sure.
    visibility: visibilityOf('pypi', [registry ?? '']),
    repository: git === null ? null : gitRepository(git),
    asks: asksOf(entry),
  }
}

function asksOf(entry: unknown): string[] {
  const groups = [fieldsOf(entry, 'optional-dependencies'), fieldsOf(entry, 'dev-dependencies')]
  const all = [...listOf(entry, 'dependencies'), ...groups.flatMap(entriesOf).flatMap(([, list]) => asList(list))]
  return all.map((asked) => {
    // The version is stated only where the lockfile has several of the name.
    const version = textOf(asked, 'version')
    return `${textOf(asked, 'name') ?? ''}${version === null ? '' : ` ${version}`}`
  })
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
