import type { Tag } from '../../github/index.ts'
import type { Package } from '../../ownership/index.ts'
import type { VersionRules } from '../versions/index.ts'

/** A tag of one package's releases, read. */
export interface ReleaseTag {
  readonly tag: string
  readonly version: string
  /** ISO time of its commit. */
  readonly committedAt: string | null
}

/** What a prefix tells: that the locked version has it, that it bears the package's name, that it is anybody's. */
const weights = { locked: 4, named: 3, repository: 2, general: 2 }

const general = /^(?:v|r|rel|release|releases|version|ver)?[-_/.]?v?$/i

/**
 * The tags that mark a package's releases, among those of a repository that may hold many packages: all of one prefix, as `v`, `v/`,
 * `lib-v`, `@acme/lib@`.
 *
 * @param repo the repository's name
 * @param directory of a Go module within its repository: its tags begin with it
 */
export function releaseTags(
  tags: readonly Tag[],
  wanted: Package,
  { repo, directory }: { readonly repo: string; readonly directory: string | null },
  rules: VersionRules,
): ReleaseTag[] {
  const byPrefix = new Map<string, ReleaseTag[]>()
  for (const { name, committedAt } of tags) {
    const read = splitTag(name, rules)
    if (read === null) continue
    const known = byPrefix.get(read.prefix) ?? []
    byPrefix.set(read.prefix, known)
    known.push({ tag: name, version: read.version, committedAt })
  }
  if (wanted.ecosystem === 'golang') return byPrefix.get(directory === null ? '' : `${directory}/`) ?? []
  const rated = [...byPrefix].map(([prefix, found]) => ({ found, rating: rate(prefix, found, wanted, repo) }))
  rated.sort((a, b) => b.rating - a.rating || b.found.length - a.found.length)
  const [best] = rated
  return best === undefined || best.rating === 0 ? [] : best.found
}

/** The longest end of a tag that is a version, and what stands before. */
function splitTag(tag: string, rules: VersionRules): { prefix: string; version: string } | null {
  // Within a word or a number no version begins; the `v` before it belongs to some ecosystems' versions and to others' prefix.
  for (const { index } of tag.matchAll(/(?<![a-uw-z\d.])v?(?=\d)/gi)) {
    for (const start of tag.charAt(index) === 'v' ? [index, index + 1] : [index]) {
      const version = tag.slice(start)
      if (rules.isVersion(version)) return { prefix: tag.slice(0, start), version }
    }
  }
  return null
}

function rate(prefix: string, found: readonly ReleaseTag[], wanted: Package, repo: string): number {
  const word = plain(prefix)
  const names = [wanted.name, wanted.name.split('/').at(-1) ?? ''].map(plain)
  const isNamed = word !== '' && names.includes(word)
  const isGeneral = general.test(prefix)
  const isRepository = word !== '' && word === plain(repo)
  if (!isNamed && !isGeneral && !isRepository) return 0
  return (
    (isNamed ? weights.named : isGeneral ? weights.general : weights.repository) +
    (found.some(({ version }) => version === wanted.version) ? weights.locked : 0)
  )
}

/** `@acme/my_lib-v` is `acmemylib`. */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/[-_/@.]v?$/, '')
    .replaceAll(/[^a-z\d]/g, '')
}
