import { posix } from 'node:path'
import { readFile, readTree, resolveCommit } from '../github/index.ts'
import type { Package } from '../ownership/index.ts'
import type { Enquiry } from './enquiry.ts'
import { largestManifest, type ManifestRule, manifestRule } from './manifest-names.ts'

/** Where a package is looked for. */
export interface SourcePlace {
  readonly owner: string
  readonly repo: string
  /** Commit, tag or branch. */
  readonly ref: string
  /** Where it is said to be; null for the root. */
  readonly directory: string | null
}

/** A manifest with its path within the repository. */
export interface FoundManifest {
  readonly path: string
  readonly text: string
}

/** Of a monorepo's many manifests, the likeliest are read. */
const mostManifests = 6

/**
 * Looks for the manifest that bears a package's name: in the directory that is said to hold it, at the root, then in the whole tree.
 *
 * @returns null where none was found; the enquiry's notes say so where it could not be looked for
 */
export async function findManifest(
  wanted: Package,
  place: SourcePlace,
  enquiry: Enquiry,
): Promise<FoundManifest | null> {
  const rule = manifestRule(wanted.ecosystem)
  if (rule === null) return null
  const known = new Set<string>()
  const { usual } = rule
  if (usual !== null) {
    const folders = [...new Set([place.directory ?? '', ''])].filter((folder) => isHome(folder, wanted))
    for (const path of folders.map((folder) => posix.join(folder, usual))) {
      known.add(path)
      const found = await readIfOf(path, rule, wanted, place, enquiry)
      if (found !== null) return found
    }
  }
  for (const path of await likelyPaths(rule, wanted, place, enquiry)) {
    if (known.has(path)) continue
    const found = await readIfOf(path, rule, wanted, place, enquiry)
    if (found !== null) return found
  }
  return null
}

/** A file of a repository as text; null where there is none, or a larger one than any manifest. */
export async function readTextAt(path: string, place: SourcePlace, enquiry: Enquiry): Promise<string | null> {
  const { owner, repo, ref } = place
  const what = `${path} of ${owner}/${repo} at ${ref}`
  const file = await enquiry.once(`file ${what}`, () =>
    enquiry.ask(what, 'request', (github) => readFile(github, { owner, repo, ref, path, limit: largestManifest })),
  )
  return file?.bytes ? Buffer.from(file.bytes).toString('utf8') : null
}

async function readIfOf(path: string, rule: ManifestRule, wanted: Package, place: SourcePlace, enquiry: Enquiry) {
  const text = await readTextAt(path, place, enquiry)
  return text !== null && rule.isOf(text, wanted) ? { path, text } : null
}

/** Those in a folder of the package's name first, then those nearest to the root. */
async function likelyPaths(
  rule: ManifestRule,
  wanted: Package,
  { owner, repo, ref }: SourcePlace,
  enquiry: Enquiry,
): Promise<string[]> {
  const what = `the files of ${owner}/${repo}`
  const tree = await enquiry.once(`${what} at ${ref}`, () =>
    enquiry.ask(what, 'request', async (github) => {
      const commit = await resolveCommit(github, { owner, repo, ref })
      return commit === null ? null : readTree(github, { owner, repo, commit })
    }),
  )
  const last = lastPart(wanted)
  const distance = (path: string): number => {
    const folders = posix.dirname(path).toLowerCase().split('/')
    return folders.length + (folders.at(-1) === last || posix.basename(path).startsWith(`${last}.`) ? 0 : 1_000)
  }
  return (tree?.files ?? [])
    .filter(({ path, size }) => rule.file.test(posix.basename(path)) && size <= largestManifest)
    .filter(({ path }) => isHome(posix.dirname(path), wanted))
    .map(({ path }) => ({ path, away: distance(path) }))
    .sort((a, b) => a.away - b.away || (a.path < b.path ? -1 : 1))
    .slice(0, mostManifests)
    .map(({ path }) => path)
}

/** Folders that hold the packages of others: copies, samples, what tests are made of. */
const foreignFolder =
  /^(?:node_modules|bower_components|vendor(?:ed)?|third[-_]?party|deps|externals?|fixtures?|__\w+__|tests?|specs?|testdata|test[-_]?fixtures|samples?|examples?|demos?|playgrounds?|templates?|benchmarks?)$/i

/** A manifest in such a folder proves nothing, unless the folder is the package's own: `packages/test` of `@acme/test`. */
function isHome(folder: string, wanted: Package): boolean {
  const segments = folder.split('/')
  const above = segments.at(-1)?.toLowerCase() === lastPart(wanted) ? segments.slice(0, -1) : segments
  return !above.some((segment) => foreignFolder.test(segment))
}

function lastPart({ name }: Package): string {
  return name.split('/').at(-1)?.toLowerCase() ?? ''
}
