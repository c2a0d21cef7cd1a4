// pdm.lock, lock_version 4.x, as PDM 2 writes it; read together with the project's pyproject.toml, since the lockfile does not list
// the project. Specified by src/pdm/formats and src/pdm/project/lockfile of https://github.com/pdm-project/pdm.

import type { Package, ServiceFile } from '../types.ts'
import { field, fieldsOf, listOf, scalarText, textOf } from './fields.ts'
import { gitRepository } from './git-repository.ts'
import { malformed, unsupported } from './malformed.ts'
import { visibilityOf } from './public-sources.ts'
import { type PythonEntry, pythonPackages } from './python/python-packages.ts'
import { readPyproject } from './python/read-pyproject.ts'
import { readRequirement } from './python/read-requirement.ts'
import { readToml } from './read-toml.ts'
import { showText } from './show-text.ts'

/**
 * @param lockfile a pdm.lock
 * @param manifests the service's pyproject.toml files
 * @throws HeadwaterError `lockfile-malformed` or `lockfile-unsupported`
 */
export function parsePdmLock(lockfile: ServiceFile, manifests: readonly ServiceFile[]): Package[] {
  const document = readToml(lockfile)
  const version = textOf(fieldsOf(document, 'metadata'), 'lock_version')
  if (version === null) {
    throw malformed(lockfile.path, 1, 'no lock_version below [metadata]; accepted: the whole file as PDM wrote it')
  }
  if (!/^4(?:\.\d+)*$/.test(version)) {
    throw unsupported(lockfile.path, `lock_version ${showText(version)}`, 'lock_version 4.x')
  }
  const project = readPyproject(lockfile, manifests)
  const entries = listOf(document, 'package').map((entry, index) =>
    readEntry(entry, index, lockfile.path, project.indexes),
  )
  return pythonPackages(lockfile, entries, project)
}

function readEntry(entry: unknown, index: number, path: string, indexes: readonly string[]): PythonEntry {
  const name = textOf(entry, 'name')
  const place = `package ${index + 1} (${showText(name ?? '')})`
  if (!name) throw malformed(path, place, 'no name; accepted: one, as text')
  const git = textOf(entry, 'git')
  const isElsewhere = git !== null || textOf(entry, 'url') !== null || textOf(entry, 'path') !== null
  return {
    place,
    name,
    version: textOf(entry, 'version'),
    own: field(entry, 'editable') === true || isFolder(textOf(entry, 'path')),
    visibility: isElsewhere ? 'private' : visibilityOf('pypi', indexes),
    repository: git === null ? null : gitRepository(git),
    asks: listOf(entry, 'dependencies').flatMap((text) => readRequirement(scalarText(text))?.name ?? []),
  }
}

/** A path may also lead to an archive. */
function isFolder(path: string | null): boolean {
  return path !== null && !/\.(?:whl|zip|tar\.\w+|tgz)$/.test(path)
}
