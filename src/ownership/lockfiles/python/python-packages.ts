import type { Package, ServiceFile, Visibility } from '../../types.ts'
import { assemblePackages, ownPackage, type StatedPackage } from '../assemble-packages.ts'
import { malformed, type Place } from '../malformed.ts'
import { showText } from '../show-text.ts'
import { importNamesOf } from './python-import-names.ts'
import { pythonName } from './python-name.ts'
import type { PythonProject } from './read-pyproject.ts'

/** A package as a Python lockfile states it. */
export interface PythonEntry {
  readonly place: Place
  /** In any spelling. */
  readonly name: string
  readonly version: string | null
  /** Taken from a folder of the service. */
  readonly own: boolean
  readonly visibility: Visibility
  readonly repository: string | null
  /** What it asks for, in any spelling: a name, or name and version with a space where the lockfile tells versions apart. */
  readonly asks: readonly string[]
}

/**
 * Makes packages of a Python lockfile's entries, with the project itself where the lockfile does not list it.
 *
 * @param project says how own code is imported and what it asks for
 * @throws HeadwaterError `lockfile-malformed` for a name that no index would take
 */
export function pythonPackages(
  lockfile: ServiceFile,
  entries: readonly PythonEntry[],
  project: PythonProject,
): Package[] {
  const listed = entries.map((entry) => statedPackage(lockfile.path, entry, project))
  const root: StatedPackage = {
    ...ownPackage,
    place: 'the project',
    name: project.name,
    version: project.version,
    libraryNames: project.importNames,
    keys: [],
    asks: project.asks ?? [],
  }
  const isListed = listed.some(({ own, name }) => own && name === project.name)
  const statesAsks = isListed || project.asks !== null
  const direct = statesAsks ? 'asked-by-own' : 'asked-by-own-or-none'
  return assemblePackages('pypi', lockfile.path, isListed ? listed : [root, ...listed], direct)
}

function statedPackage(path: string, entry: PythonEntry, project: PythonProject): StatedPackage {
  if (!/^[A-Za-z0-9][\w.-]*$/.test(entry.name)) {
    const what = `${showText(entry.name)} is no name of a Python package`
    throw malformed(path, entry.place, `${what}; accepted: letters, digits, ".", "-" and "_"`)
  }
  const name = pythonName(entry.name)
  const isProject = entry.own && name === project.name
  return {
    place: entry.place,
    name,
    version: entry.version,
    own: entry.own,
    visibility: entry.own ? 'private' : entry.visibility,
    repository: entry.own ? null : entry.repository,
    libraryNames: isProject ? project.importNames : importNamesOf(name),
    keys: [name, `${name} ${entry.version}`],
    asks: entry.asks.map((asked) => {
      const [askedName = '', version] = asked.split(' ')
      return version === undefined ? pythonName(askedName) : `${pythonName(askedName)} ${version}`
    }),
  }
}
