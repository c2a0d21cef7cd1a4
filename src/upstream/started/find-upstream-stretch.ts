import { compareVersions, listFileChanges, type RepositoryName } from '../../github/index.ts'
import type { Package } from '../../ownership/index.ts'
import type { Enquiry } from '../enquiry.ts'
import { releaseTags } from '../fix/release-tags.ts'
import { listRecentTags } from '../list-recent-tags.ts'
import { versionRules } from '../versions/index.ts'
import { matchPath } from './match-path.ts'
import type { HotFile, UpstreamStretch } from './types.ts'

const mostFiles = 2
const mostCommits = 5

export interface StretchQuestion {
  readonly place: RepositoryName & { readonly directory: string | null }
  readonly wanted: Package
  readonly from: string
  readonly to: string
  /** Of the package. */
  readonly hotFiles: readonly HotFile[]
}

/** What upstream changed between two versions, narrowed to the files of hot frames; null where the versions have no tags. */
export async function findUpstreamStretch(
  { place, wanted, from, to, hotFiles }: StretchQuestion,
  enquiry: Enquiry,
): Promise<UpstreamStretch | null> {
  const { owner, repo } = place
  const rules = versionRules(wanted.ecosystem)
  if (rules === null) return null
  // The newest hundred will do: it is about a change of late.
  const tags = (await listRecentTags(place, Number.POSITIVE_INFINITY, enquiry)) ?? []
  const releases = releaseTags(tags, wanted, place, rules)
  const tagOf = (version: string) => releases.find((release) => release.version === version)
  const [older, newer] = [tagOf(from), tagOf(to)]
  if (older === undefined || newer === undefined) return null
  const what = `what ${owner}/${repo} changed from ${older.tag} to ${newer.tag}`
  const compared = await enquiry.ask(what, 'request', (github) =>
    compareVersions(github, { owner, repo, from: older.tag, to: newer.tag }),
  )
  if (compared === null) return null
  const inside = compared.files.filter((path) => place.directory === null || path.startsWith(`${place.directory}/`))
  const files = [...new Set(hotFiles.flatMap(({ path }) => matchPath(path, inside) ?? []))].slice(0, mostFiles)
  const between = new Set(compared.commits)
  const touching = []
  for (const path of files) {
    const bounds = { ref: newer.tag, path, first: 50, since: older.committedAt, until: null }
    const changes = await enquiry.askGraphql(`the changes to ${path} of ${owner}/${repo}`, 'point', (github) =>
      listFileChanges(github, { owner, repo, ...bounds }),
    )
    touching.push(...(changes ?? []).filter(({ sha }) => between.has(sha)))
  }
  const each = [...new Map(touching.map((change) => [change.sha, change])).values()]
  each.sort((a, b) => (a.at < b.at ? 1 : -1))
  return { url: compared.url, commits: compared.total, files, touching: each.slice(0, mostCommits) }
}
