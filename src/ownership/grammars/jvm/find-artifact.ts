import type { PackageIndex } from '../../types.ts'

const deepestPackage = 12
const mostCandidates = 64

/** The artifacts that can hold a class, and the prefix by which they were found. */
export interface FoundArtifacts {
  readonly packages: readonly number[]
  readonly prefix: string
}

/**
 * The artifact of a class, by the longest prefix of its package that one holds. Of several with one prefix it is own code's, else
 * the one whose name has most words of the package: `spring-jdbc` for `org.springframework.jdbc.core`.
 *
 * @returns all of them where the names do not tell; null where no artifact states prefixes
 */
export function findArtifact(parts: readonly string[], index: PackageIndex): FoundArtifacts | null {
  for (let length = Math.min(parts.length, deepestPackage); length > 0; length -= 1) {
    const prefix = parts.slice(0, length).join('.')
    const packages = index.byLibrary('maven', prefix)
    if (packages.length > 0) return { packages: narrow(packages, parts, index), prefix }
  }
  return null
}

function narrow(packages: readonly number[], parts: readonly string[], index: PackageIndex): readonly number[] {
  if (packages.length === 1 || packages.length > mostCandidates) return packages
  const own = packages.filter((entry) => index.graph.packages[entry]?.own)
  if (own.length > 0) return own
  const words = new Set(parts)
  const scores = packages.map((entry) => countWords(index.graph.packages[entry]?.name ?? '', words))
  const most = Math.max(...scores)
  return packages.filter((_, at) => scores[at] === most)
}

function countWords(name: string, words: ReadonlySet<string>): number {
  const artifact = name.slice(name.lastIndexOf('/') + 1)
  return artifact.split(/[-._]/).filter((word) => words.has(word)).length
}
