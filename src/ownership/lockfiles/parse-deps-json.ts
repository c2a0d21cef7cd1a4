// NAME.deps.json, which the .NET SDK (since .NET Core 1.0) puts beside a built program: the packages that run, and the assemblies that each
// brings. Specified by https://github.com/dotnet/sdk/blob/main/documentation/specs/runtime-configuration-file.md.

import type { Package, ServiceFile } from '../types.ts'
import { entriesOf, field, fieldsOf, isFields, textOf } from './fields.ts'
import { malformed } from './malformed.ts'
import { assembliesIn, type NugetEntry, nugetPackages } from './nuget/nuget-packages.ts'
import { readNugetSources } from './nuget/read-nuget-sources.ts'
import { readJson } from './read-json.ts'
import { showText } from './show-text.ts'

/**
 * @param lockfile a file whose name ends in .deps.json
 * @param manifests the service's nuget.config
 * @returns packages and projects; the runtime itself (`runtimepack`) is none of them
 * @throws HeadwaterError `lockfile-malformed`
 */
export function parseDepsJson(lockfile: ServiceFile, manifests: readonly ServiceFile[]): Package[] {
  const document = readJson(lockfile)
  const targetName = textOf(fieldsOf(document, 'runtimeTarget'), 'name') ?? ''
  const target = field(fieldsOf(document, 'targets'), targetName)
  const libraries = fieldsOf(document, 'libraries')
  if (!isFields(target)) {
    throw malformed(
      lockfile.path,
      1,
      'no target of the name that runtimeTarget has; accepted: the whole file as the .NET SDK wrote it',
    )
  }
  const entries = entriesOf(target).flatMap(([key, entry]) => {
    const type = textOf(field(libraries, key), 'type')
    return type === 'runtimepack' ? [] : [readEntry(key, entry, type, lockfile.path)]
  })
  return nugetPackages(lockfile, entries, readNugetSources(lockfile, manifests), null)
}

function readEntry(key: string, entry: unknown, type: string | null, path: string): NugetEntry {
  const [name = '', version = '', ...more] = key.split('/')
  const place = `target ${showText(key)}`
  if (name === '' || version === '' || more.length > 0)
    throw malformed(path, place, 'no package; accepted: NAME/VERSION')
  const files = ['runtime', 'runtimeTargets', 'native'].flatMap((kind) => Object.keys(fieldsOf(entry, kind)))
  return {
    place,
    name,
    version,
    own: type === 'project',
    assemblies: assembliesIn(files),
    asks: Object.keys(fieldsOf(entry, 'dependencies')),
  }
}
