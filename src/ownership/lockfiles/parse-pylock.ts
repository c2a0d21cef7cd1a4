// pylock.toml and pylock.NAME.toml, lock-version 1.x: the lockfile that pip, uv, PDM and others can write.
// Specified by PEP 751, https://packaging.python.org/en/latest/specifications/pylock-toml/.

import type { Package, ServiceFile } from '../types.ts'
import { field, fieldsOf, listOf, textOf } from './fields.ts'
import { gitRepository } from './git-repository.ts'
import { malformed, unsupported } from './malformed.ts'
import { visibilityOf } from './public-sources.ts'
import { type PythonEntry, pythonPackages } from './python/python-packages.ts'
import { readPyproject } from './python/read-pyproject.ts'
import { readToml } from './read-toml.ts'
import { showText } from './show-text.ts'

/**
 * @param lockfile a pylock.toml
 * @param manifests the service's pyproject.toml files
 * @throws HeadwaterError `lockfile-malformed` or `lockfile-unsupported`
 */
export function parsePylock(lockfile: ServiceFile, manifests: readonly ServiceFile[]): Package[] {
  const document = readToml(lockfile)
  const version = textOf(document, 'lock-version')
  if (version === null) {
    throw malformed(lockfile.path, 1, 'no lock-version; accepted: the whole file, as PEP 751 specifies it')
  }
  if (!/^1\.\d+$/.test(version)) {
    throw unsupported(lockfile.path, `lock-version ${showText(version)}`, 'lock-version 1.x')
  }
  const entries = listOf(document, 'packages').map((entry, index) => readEntry(entry, index, lockfile.path))
  return pythonPackages(lockfile, entries, readPyproject(lockfile, manifests))
}

function readEntry(entry: unknown, index: number, path: string): PythonEntry {
  const name = textOf(entry, 'name')
  const place = `package ${index + 1} (${showText(name ?? '')})`
  if (!name) throw malformed(path, place, 'no name; accepted: one, as text')
  const git = textOf(fieldsOf(entry, 'vcs'), 'url')
  return {
    place,
    name,
    version: textOf(entry, 'version'),
    own: field(entry, 'directory') !== undefined,
    visibility: visibilityOf('pypi', sourcesOf(entry)),
    repository: git === null ? null : gitRepository(git),
    asks: listOf(entry, 'dependencies').map(askedPackage),
  }
}

/** What an edge states beside the name is what tells several packages of the name apart. */
function askedPackage(asked: unknown): string {
  const version = textOf(asked, 'version')
  return `${textOf(asked, 'name') ?? ''}${version === null ? '' : ` ${version}`}`
}

/** The index where one is stated, else the addresses of the files; a path of the service is none that others have. */
function sourcesOf(entry: unknown): string[] {
  const index = textOf(entry, 'index')
  if (index !== null) return [index]
  const origins = ['vcs', 'directory', 'archive', 'sdist'].flatMap((kind) => field(entry, kind) ?? [])
  return [...origins, ...listOf(entry, 'wheels')].map((origin) => textOf(origin, 'url') ?? textOf(origin, 'path') ?? '')
}
