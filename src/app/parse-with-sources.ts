import {
  gatherSources,
  type RepositoryReader,
  readServiceSourceAt,
  type ServiceFile,
  type Sourced,
} from '../intake/index.ts'
import type { Package } from '../ownership/index.ts'
import { fetchSource } from '../packages/index.ts'
import { type Parsed, type ParseRequest, parseProfiles } from './parse/index.ts'
import type { Tools } from './tools.ts'

/** Where the code that a diagnosis needs comes from. */
export interface CodePlaces {
  readonly tools: Pick<Tools, 'packages' | 'parseLimits'>
  /** Of the service's repository. */
  readonly reader: RepositoryReader
  /** The one that ran, as a full sha. */
  readonly commit: string
}

/**
 * Has profiles read and diagnosed in the child; fetches the code that the diagnosis needs, and has them diagnosed again. Own code is
 * read from the service's repository, public packages from their published archives, and nobody is asked for a private one.
 */
export function parseWithSources(request: ParseRequest, places: CodePlaces): Promise<Sourced<Parsed>> {
  return gatherSources({
    diagnose: (sources) =>
      parseProfiles(
        { ...request, sources: [...sources].map(([purl, files]) => ({ purl, files })) },
        places.tools.parseLimits,
      ),
    needsOf: ({ diagnosed }) =>
      diagnosed === null ? [] : diagnosed.neededPackages.flatMap((index) => diagnosed.graph.packages[index] ?? []),
    read: (wanted, signal) => readCode(wanted, signal, places),
  })
}

async function readCode(
  wanted: Package,
  signal: AbortSignal,
  { tools, reader, commit }: CodePlaces,
): Promise<readonly ServiceFile[] | null> {
  if (wanted.own) return readServiceSourceAt(reader, commit, wanted.ecosystem)
  return wanted.visibility === 'private' ? null : fetchSource(tools.packages.sources, wanted, signal)
}
