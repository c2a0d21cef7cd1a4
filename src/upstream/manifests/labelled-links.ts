import { presentOnes, sourcesOf } from './stated.ts'
import type { ManifestClaims } from './types.ts'

/** A link of a project's metadata, with the label that its author chose: `Source Code`. */
export type LabelledLink = readonly [label: string, address: string]

const source = /^(?:source|sourcecode|sourcecodeuri|code|repo|repository|git|github|gitlab|scm|development)$/
const tracker = /^(?:bugs?|bugtracker|bugtrackeruri|issues?|issuetracker|issuestracker|tracker|bugreports?)$/
const home = /^(?:home|homepage|homepageuri|website|project|projecthomepage)$/

/**
 * Sorts the links of a project by their labels, read without case, spaces and signs as
 * https://packaging.python.org/en/latest/specifications/well-known-project-urls/ does it.
 *
 * @param homepage where it is stated apart from the links
 */
export function sortLinks(
  links: readonly LabelledLink[],
  homepage: string | null,
): Pick<ManifestClaims, 'sources' | 'pages' | 'tracker'> {
  const labelled = (label: RegExp): string[] =>
    links.filter(([name]) => label.test(plain(name))).map(([, address]) => address)
  const trackers = presentOnes(labelled(tracker))
  return {
    sources: sourcesOf(labelled(source)),
    pages: [...presentOnes([homepage, ...labelled(home)]), ...trackers],
    tracker: trackers[0] ?? null,
  }
}

function plain(label: string): string {
  return label.toLowerCase().replaceAll(/[^a-z]/g, '')
}
