// poetry.lock, lock-version 1.x and 2.x, as Poetry 1.0 and later write it; read together with the project's pyproject.toml, since
// the lockfile does not list the project. Specified by src/poetry/packages/locker.py of https://github.com/python-poetry/poetry.

import type { Package, ServiceFile } from '../types.ts'
import { fieldsOf, listOf, textOf } from './fields.ts'
import { gitRepository } from './git-repository.ts'
import { malformed, unsupported } from './malformed.ts'
import { visibilityOf } from './public-sources.ts'
import { type PythonEntry, pythonPackages } from './python/python-packages.ts'
import { readPyproject } from './python/read-pyproject.ts'
import { readToml } from './read-toml.ts'
import { showText } from './show-text.ts'

/**
 * @param lockfile a poetry.lock
 * @param manifests the service's pyproject.toml files
 * @throws HeadwaterError `lockfile-malformed` or `lockfile-unsupported`
 */
export function parsePoetryLock(lockfile: ServiceFile, manifests: readonly ServiceFile[]): Package[] {
  const document = readToml(lockfile)
  const metadata = fieldsOf(document, 'metadata')
  // Poetry before 1.1 wrote no version of the format.
  const version = textOf(metadata, 'lock-version') ?? '1.0'
  if (!/^[12]\.\d+$/.test(version)) {
    throw unsupported(lockfile.path, `lock-version ${showText(version)}`, 'lock-version 1.x and 2.x')
  }
  if (textOf(metadata, 'content-hash') === null) {
    throw malformed(lockfile.path, 1, 'no content-hash below [metadata]; accepted: the whole file as Poetry wrote it')
  }
  const entries = listOf(document, 'package').map((entry, index) => readEntry(entry, index, lockfile.path))
  return pythonPackages(lockfile, entries, readPyproject(lockfile, manifests))
}

function readEntry(entry: unknown, index: number, path: string): PythonEntry {
  const name = textOf(entry, 'name')
  const version = textOf(entry, 'version')
  const place = `package ${index + 1} (${showText(name ?? '')})`
  if (!name || !version) throw malformed(path, place, 'no name or no version; accepted: both, as text')
  const source = fieldsOf(entry, 'source')
  const kind = textOf(source, 'type')
  const url = textOf(source, 'url') ?? ''
  return {
    place,
    name,
    version,
    own: kind === 'directory',
    // Without a source it comes from PyPI; `legacy` is any other index.
    visibility: kind === null ? 'public' : kind === 'legacy' ? visibilityOf('pypi', [url]) : 'private',
    repository: kind === 'git' ? gitRepository(url) : null,
    asks: Object.keys(fieldsOf(entry, 'dependencies')),
  }
}
