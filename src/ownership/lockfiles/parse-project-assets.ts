// project.assets.json, version 2 to 4, which NuGet 4 and later write to a project's obj folder: what was restored, with the
// assemblies that each package brings and the feeds. Specified by NuGet.ProjectModel/LockFile of https://github.com/NuGet/NuGet.Client.

import type { Package, ServiceFile } from '../types.ts'
import { entriesOf, field, fieldsOf, isFields, scalarText, textOf } from './fields.ts'
import { malformed, unsupported } from './malformed.ts'
import { assembliesIn, type NugetEntry, nugetPackages } from './nuget/nuget-packages.ts'
import { readNugetSources } from './nuget/read-nuget-sources.ts'
import { ownName } from './own-name.ts'
import { readJson } from './read-json.ts'
import { showText } from './show-text.ts'

/**
 * @param lockfile a project.assets.json
 * @param manifests the service's nuget.config
 * @returns the project and its packages, those of all its frameworks together
 * @throws HeadwaterError `lockfile-malformed` or `lockfile-unsupported`
 */
export function parseProjectAssets(lockfile: ServiceFile, manifests: readonly ServiceFile[]): Package[] {
  const document = readJson(lockfile)
  const version = field(document, 'version')
  if (version === undefined || !isFields(field(document, 'targets'))) {
    throw malformed(lockfile.path, 1, 'no version or no targets; accepted: the whole file as NuGet wrote it')
  }
  if (version !== 2 && version !== 3 && version !== 4) {
    throw unsupported(lockfile.path, `version ${showText(scalarText(version))}`, 'versions 2 to 4')
  }
  const entries = entriesOf(fieldsOf(document, 'targets')).flatMap(([target, packages]) =>
    entriesOf(packages).map(([key, entry]) =>
      readEntry(key, entry, `${showText(target)} ${showText(key)}`, lockfile.path),
    ),
  )
  const project = fieldsOf(document, 'project')
  const restore = fieldsOf(project, 'restore')
  const frameworks = entriesOf(fieldsOf(project, 'frameworks')).map(([, framework]) => framework)
  // A referenced project is asked for too, and stands in none of the frameworks' lists.
  const projects = entries.filter(({ own }) => own).map(({ name }) => name)
  const root = {
    name: textOf(restore, 'projectName') || ownName(lockfile.path, ''),
    asks: [...frameworks.flatMap((framework) => Object.keys(fieldsOf(framework, 'dependencies'))), ...projects],
  }
  const sources = readNugetSources(lockfile, manifests, Object.keys(fieldsOf(restore, 'sources')))
  return nugetPackages(lockfile, entries, sources, root)
}

function readEntry(key: string, entry: unknown, place: string, path: string): NugetEntry {
  const [name = '', version = '', ...more] = key.split('/')
  if (name === '' || version === '' || more.length > 0)
    throw malformed(path, place, 'no package; accepted: NAME/VERSION')
  const files = ['runtime', 'runtimeTargets', 'native'].flatMap((kind) => Object.keys(fieldsOf(entry, kind)))
  return {
    place,
    name,
    version,
    own: textOf(entry, 'type') === 'project',
    assemblies: assembliesIn(files),
    asks: Object.keys(fieldsOf(entry, 'dependencies')),
  }
}
