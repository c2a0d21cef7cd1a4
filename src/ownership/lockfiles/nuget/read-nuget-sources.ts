// nuget.config: the feeds that a solution restores from, and which packages come from which of them.
// Specified by https://learn.microsoft.com/nuget/reference/nuget-config-file.

import type { ServiceFile, Visibility } from '../../types.ts'
import { field, fieldsOf, textOf } from '../fields.ts'
import { matchesGlob } from '../match-glob.ts'
import { visibilityOf } from '../public-sources.ts'
import { manifestsAbove } from '../read-manifest.ts'
import { elements, readXml } from '../read-xml.ts'

/** The feeds of a service: what each package's name says of where it comes from. */
export type NugetSources = (packageName: string) => Visibility

interface Feed {
  readonly url: string
  /** Patterns of the packages that come from it; none where the configuration maps nothing. */
  readonly patterns: readonly string[]
}

/** Whether a file of this name is a nuget.config, which NuGet finds in any case of letters. */
export function isNugetConfig(basename: string): boolean {
  return basename.toLowerCase() === 'nuget.config'
}

/**
 * Reads the configuration in a lockfile's folder and above.
 *
 * @param further addresses of feeds that the lockfile itself states
 * @throws HeadwaterError `lockfile-malformed` where one cannot be read: what is private must not be guessed
 */
export function readNugetSources(
  lockfile: ServiceFile,
  manifests: readonly ServiceFile[],
  further: readonly string[] = [],
): NugetSources {
  const files = manifestsAbove(lockfile, manifests).filter(({ path }) =>
    isNugetConfig(path.slice(path.lastIndexOf('/') + 1)),
  )
  const feeds = files.flatMap(feedsIn)
  const isMapped = feeds.some(({ patterns }) => patterns.length > 0)
  return (packageName) => {
    const name = packageName.toLowerCase()
    // The longest pattern that matches decides.
    const matching = feeds.flatMap(({ url, patterns }) =>
      patterns.filter((pattern) => matchesGlob(pattern, name)).map((pattern) => ({ url, length: pattern.length })),
    )
    const longest = Math.max(...matching.map(({ length }) => length))
    const mapped = matching.filter(({ length }) => length === longest).map(({ url }) => url)
    return visibilityOf('nuget', isMapped ? mapped : [...feeds.map(({ url }) => url), ...further])
  }
}

function feedsIn(file: ServiceFile): Feed[] {
  const configuration = field(readXml(file), 'configuration')
  const mappings = elements(fieldsOf(configuration, 'packageSourceMapping'), 'packageSource')
  return elements(fieldsOf(configuration, 'packageSources'), 'add').map((feed) => {
    const key = textOf(feed, '@key')
    const mapping = mappings.find((candidate) => textOf(candidate, '@key') === key)
    const patterns = elements(mapping, 'package').flatMap((one) => textOf(one, '@pattern')?.toLowerCase() ?? [])
    return { url: textOf(feed, '@value') ?? '', patterns }
  })
}
