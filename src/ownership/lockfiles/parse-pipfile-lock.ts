// Pipfile.lock, pipfile-spec 6, as pipenv writes it; read together with the Pipfile, which says what own code asks for. It states no
// edges. Specified by https://github.com/pypa/pipfile and pipenv/utils/locking.py of https://github.com/pypa/pipenv.

import type { Package, ServiceFile } from '../types.ts'
import { entriesOf, field, fieldsOf, listOf, scalarText, textOf } from './fields.ts'
import { gitRepository } from './git-repository.ts'
import { malformed, unsupported } from './malformed.ts'
import { visibilityOf } from './public-sources.ts'
import { pythonName } from './python/python-name.ts'
import { type PythonEntry, pythonPackages } from './python/python-packages.ts'
import { readPyproject } from './python/read-pyproject.ts'
import { readJson } from './read-json.ts'
import { manifestBeside, readManifest } from './read-manifest.ts'
import { readToml } from './read-toml.ts'
import { showText } from './show-text.ts'

/**
 * @param lockfile a Pipfile.lock
 * @param manifests the service's Pipfile and pyproject.toml files
 * @throws HeadwaterError `lockfile-malformed` or `lockfile-unsupported`
 */
export function parsePipfileLock(lockfile: ServiceFile, manifests: readonly ServiceFile[]): Package[] {
  const document = readJson(lockfile)
  const meta = fieldsOf(document, '_meta')
  const version = field(meta, 'pipfile-spec')
  if (version === undefined) {
    throw malformed(lockfile.path, 1, 'no pipfile-spec below _meta; accepted: the whole file as pipenv wrote it')
  }
  if (version !== 6) throw unsupported(lockfile.path, `pipfile-spec ${showText(scalarText(version))}`, 'pipfile-spec 6')
  const indexes = new Map(
    listOf(meta, 'sources').map((source) => [textOf(source, 'name') ?? '', textOf(source, 'url') ?? '']),
  )
  const sections = entriesOf(document).filter(([section]) => section !== '_meta')
  const entries = sections.flatMap(([section, packages]) =>
    entriesOf(packages).map(([name, entry]) => readEntry(name, entry, `${section} ${showText(name)}`, indexes)),
  )
  const asks = readAsks(manifestBeside(lockfile, manifests, 'Pipfile'))
  return pythonPackages(lockfile, entries, { ...readPyproject(lockfile, manifests), asks })
}

function readEntry(name: string, entry: unknown, place: string, indexes: ReadonlyMap<string, string>): PythonEntry {
  const git = textOf(entry, 'git')
  const path = textOf(entry, 'path') ?? textOf(entry, 'file')
  const index = textOf(entry, 'index')
  const sources = index === null ? [...indexes.values()] : [indexes.get(index) ?? index]
  return {
    place,
    name,
    version: /^={2,3}\s*(\S+)$/.exec(textOf(entry, 'version') ?? '')?.[1] ?? null,
    own: field(entry, 'editable') === true && git === null,
    visibility: git !== null || path !== null ? 'private' : visibilityOf('pypi', sources),
    repository: git === null ? null : gitRepository(git),
    asks: [],
  }
}

/** Every table of a Pipfile but its settings is a group of packages. */
function readAsks(pipfile: ServiceFile | undefined): string[] | null {
  if (pipfile === undefined) return null
  const settings = new Set(['source', 'requires', 'scripts', 'pipenv', 'pipfile'])
  return entriesOf(readManifest(pipfile, readToml))
    .filter(([section]) => !settings.has(section))
    .flatMap(([, packages]) => entriesOf(packages).map(([name]) => pythonName(name)))
}
