import { makePurl } from '../lockfiles/make-purl.ts'
import type { Ecosystem, FrameReading, Owner, PackageIndex } from '../types.ts'

type Ownership = Pick<FrameReading, 'owner' | 'reason'>

/** No service runs so many versions of one package: beyond, they are not named. */
const mostNamed = 8

/**
 * The owner for a package that a frame names without its version.
 *
 * @param candidates packages that go by the name, at least one
 * @param rule how the frame names it, for the reason
 */
export function ownerAmong(candidates: readonly number[], rule: string, index: PackageIndex): Ownership {
  const [first = -1] = candidates
  if (candidates.length === 1) return { owner: index.ownerOf(first), reason: rule }
  const purls = [...new Set(candidates.slice(0, mostNamed).map((entry) => index.graph.packages[entry]?.purl))]
  // The same version in two lockfiles is one package.
  if (purls.length < 2) return { owner: index.ownerOf(first), reason: rule }
  const reason = `${rule}; the frame does not tell which of ${purls.join(', ')} it is; the first is taken`
  return { owner: index.ownerOf(first), reason }
}

/**
 * The owner for a package that a frame names with its version, which is what ran, whatever the lockfile says now.
 *
 * @param name as the ecosystem writes it
 * @param candidates packages of that name, if any
 */
export function ownerOfVersion(
  { ecosystem, name, version }: { ecosystem: Ecosystem; name: string; version: string },
  candidates: readonly number[],
  rule: string,
  index: PackageIndex,
): Ownership {
  const listed = candidates.find((entry) => index.graph.packages[entry]?.version === version)
  if (listed !== undefined) return { owner: index.ownerOf(listed), reason: rule }
  const owner: Owner = { kind: 'dependency', package: null, name: makePurl(ecosystem, name, version) }
  return { owner, reason: `${rule}; no lockfile has this version` }
}
