import { folderOf } from '../../folder-of.ts'
import type { Package, ServiceFile } from '../../types.ts'
import { assemblePackages, ownPackage, type StatedPackage } from '../assemble-packages.ts'
import type { Place } from '../malformed.ts'
import { ownName } from '../own-name.ts'
import type { NugetSources } from './read-nuget-sources.ts'

/** A package or project as a lockfile of .NET states it. */
export interface NugetEntry {
  readonly place: Place
  readonly name: string
  readonly version: string | null
  readonly own: boolean
  /** Names of the assemblies that it brings, without `.dll`; its own name where the lockfile states none. */
  readonly assemblies: readonly string[]
  readonly asks: readonly string[]
}

/**
 * Makes packages of a lockfile's entries. NuGet compares names without regard to case.
 *
 * @param asks what the project itself asks for
 * @param root the project's name, where the lockfile does not list it; null where it does
 */
export function nugetPackages(
  lockfile: ServiceFile,
  entries: readonly NugetEntry[],
  sources: NugetSources,
  root: { readonly name: string; readonly asks: readonly string[] } | null,
): Package[] {
  const stated = entries.map(
    ({ place, name, version, own, assemblies, asks }): StatedPackage => ({
      place,
      name,
      version,
      own,
      visibility: own ? 'private' : sources(name),
      repository: null,
      libraryNames: assemblies.length === 0 ? [name] : assemblies,
      keys: [name.toLowerCase()],
      asks: asks.map((asked) => asked.toLowerCase()),
    }),
  )
  const project = root === null ? [] : [projectOf(root)]
  return assemblePackages('nuget', lockfile.path, [...project, ...stated], 'asked-by-own')
}

function projectOf({ name, asks }: { readonly name: string; readonly asks: readonly string[] }): StatedPackage {
  return {
    ...ownPackage,
    place: 'the project',
    name,
    version: null,
    libraryNames: [name],
    keys: [],
    asks: asks.map((asked) => asked.toLowerCase()),
  }
}

/** The name of the one project file (`Acme.Checkout.csproj`) in the lockfile's folder; the folder's where there is none or several. */
export function projectName(lockfile: ServiceFile, manifests: readonly ServiceFile[]): string {
  const folder = folderOf(lockfile.path)
  const names = manifests.flatMap(({ path }) =>
    folderOf(path) === folder && isProjectFile(path) ? path.slice(folder.length).replace(/\.\w+proj$/, '') : [],
  )
  const [only] = names
  return names.length === 1 && only !== undefined ? only : ownName(lockfile.path, '')
}

/** Whether a path is that of a project file of MSBuild. */
export function isProjectFile(path: string): boolean {
  return /\.(?:cs|fs|vb)proj$/.test(path)
}

/**
 * The names by which frames know files of a package: an assembly without its ending (`lib/net6.0/Acme.Wire.dll` is `Acme.Wire`), a
 * shared object with it.
 */
export function assembliesIn(files: readonly string[]): string[] {
  const names = files.map((file) => file.slice(file.lastIndexOf('/') + 1))
  const known = names.filter((name) => /\.(?:dll|exe|so|dylib)$/.test(name))
  return [...new Set(known.map((name) => name.replace(/\.(?:dll|exe)$/, '')))]
}
