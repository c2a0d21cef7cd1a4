// packages.lock.json, version 1 and 2, as NuGet 4.9 and later write it where a project asks for it; it states no assemblies, so that
// each package is taken to bring the one of its own name.
// Specified by https://learn.microsoft.com/nuget/consume-packages/package-references-in-project-files#locking-dependencies and
// NuGet.ProjectModel/ProjectLockFile of https://github.com/NuGet/NuGet.Client.

import type { Package, ServiceFile } from '../types.ts'
import { entriesOf, field, fieldsOf, isFields, scalarText, textOf } from './fields.ts'
import { malformed, unsupported } from './malformed.ts'
import { type NugetEntry, nugetPackages, projectName } from './nuget/nuget-packages.ts'
import { readNugetSources } from './nuget/read-nuget-sources.ts'
import { readJson } from './read-json.ts'
import { showText } from './show-text.ts'

/**
 * @param lockfile a packages.lock.json
 * @param manifests the service's project files and nuget.config
 * @returns the project and its packages, those of all its frameworks together
 * @throws HeadwaterError `lockfile-malformed` or `lockfile-unsupported`
 */
export function parsePackagesLock(lockfile: ServiceFile, manifests: readonly ServiceFile[]): Package[] {
  const document = readJson(lockfile)
  const version = field(document, 'version')
  if (version === undefined || !isFields(field(document, 'dependencies'))) {
    throw malformed(lockfile.path, 1, 'no version or no dependencies; accepted: the whole file as NuGet wrote it')
  }
  if (version !== 1 && version !== 2) {
    throw unsupported(lockfile.path, `version ${showText(scalarText(version))}`, 'versions 1 and 2')
  }
  const asks: string[] = []
  const entries: NugetEntry[] = []
  for (const [framework, packages] of entriesOf(fieldsOf(document, 'dependencies'))) {
    for (const [name, entry] of entriesOf(packages)) {
      const type = textOf(entry, 'type')
      const own = type === 'Project'
      if (own || type === 'Direct') asks.push(name)
      const resolved = textOf(entry, 'resolved')
      const place = `${showText(framework)} ${showText(name)}`
      if (!own && resolved === null)
        throw malformed(lockfile.path, place, 'no resolved version; accepted: one, as text')
      const asked = Object.keys(fieldsOf(entry, 'dependencies'))
      entries.push({ place, name, version: own ? null : resolved, own, assemblies: [], asks: asked })
    }
  }
  const root = { name: projectName(lockfile, manifests), asks }
  return nugetPackages(lockfile, entries, readNugetSources(lockfile, manifests), root)
}
