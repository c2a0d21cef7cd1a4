import { posix } from 'node:path'
import { type IssueName, listFolder, listReleases, type RepositoryName, readFile } from '../../github/index.ts'
import type { Package } from '../../ownership/index.ts'
import type { Enquiry } from '../enquiry.ts'
import type { VersionRules } from '../versions/index.ts'
import { changelogSections } from './changelog-sections.ts'
import { chooseStated, type StatedChoice } from './choose-stated.ts'
import { isSameThread, mentionsIn } from './mentions-of.ts'
import { releaseTags } from './release-tags.ts'

/** What is looked for in changelogs and release notes. */
export interface StatedQuestion {
  readonly place: RepositoryName & { readonly directory: string | null }
  /** Where the package lies within the repository; empty for its root. */
  readonly folder: string
  readonly wanted: Package
  readonly locked: string | null
  readonly rules: VersionRules
  /** The issue and the pull requests; any of them will do. */
  readonly threads: readonly IssueName[]
}

export interface StatedRelease extends StatedChoice {
  /** Who says so, for people: `CHANGELOG.md names acme/lib#5 under 1.2.4`. */
  readonly reason: string
}

/** GitHub gives no larger ones. */
const largestChangelog = 1024 * 1024
const changelogName =
  /^(?:change[-_]?log|changes|history|news|release[-_]?notes|releases)(?:\.(?:md|rst|txt|markdown|adoc))?$/i

/** The release that maintainers say cures a trouble: in the changelog of the default branch, or in the notes of a release. */
export async function statedRelease(question: StatedQuestion, enquiry: Enquiry): Promise<StatedRelease | null> {
  return (await inChangelog(question, enquiry)) ?? (await inNotes(question, enquiry))
}

async function inChangelog(question: StatedQuestion, enquiry: Enquiry): Promise<StatedRelease | null> {
  const { place, folder: own, rules } = question
  for (const folder of new Set([own, ''])) {
    const path = await changelogPath(folder, question, enquiry)
    if (path === null) continue
    const { owner, repo } = place
    const file = await enquiry.ask(`${path} of ${owner}/${repo}`, 'request', (github) =>
      readFile(github, { owner, repo, path, limit: largestChangelog }),
    )
    const text = file?.bytes ? Buffer.from(file.bytes).toString('utf8') : ''
    const found = choose(
      changelogSections(text, rules).map((section) => ({ ...section, where: `${path} under ${section.version}` })),
      question,
    )
    if (found !== null) return found
  }
  return null
}

async function changelogPath(folder: string, { place }: StatedQuestion, enquiry: Enquiry): Promise<string | null> {
  const { owner, repo } = place
  const names = await enquiry.askGraphql(`the files of ${owner}/${repo}`, 'point', (github) =>
    listFolder(github, { owner, repo, ref: 'HEAD', path: folder }),
  )
  const name = names?.find((one) => changelogName.test(one))
  return name === undefined ? null : posix.join(folder, name)
}

async function inNotes(question: StatedQuestion, enquiry: Enquiry): Promise<StatedRelease | null> {
  const { place, wanted, rules } = question
  const { owner, repo } = place
  const releases = await enquiry.ask(`the release notes of ${owner}/${repo}`, 'request', (github) =>
    listReleases(github, { owner, repo }),
  )
  const tags = (releases ?? []).map(({ tag }) => ({ name: tag, committedAt: null }))
  const versions = new Map(releaseTags(tags, wanted, place, rules).map(({ tag, version }) => [tag, version]))
  const told = (releases ?? []).flatMap(({ tag, text, isPrerelease }) => {
    const version = versions.get(tag)
    return version === undefined || isPrerelease ? [] : [{ version, text, where: `the notes of release ${tag}` }]
  })
  return choose(told, question)
}

interface Told {
  readonly version: string
  readonly text: string
  readonly where: string
}

function choose(told: readonly Told[], { place, locked, rules, threads }: StatedQuestion): StatedRelease | null {
  const naming = told.flatMap((one) => {
    const thread = mentionsIn(one.text, place).find((mention) => threads.some((name) => isSameThread(name, mention)))
    return thread === undefined ? [] : [{ ...one, thread }]
  })
  const choice = chooseStated(
    naming.map(({ version }) => version),
    locked,
    rules,
  )
  const said = naming.find(({ version }) => version === choice?.version)
  if (choice === null || said === undefined) return null
  const { owner, repo, issue } = said.thread
  return { ...choice, reason: `${owner}/${repo}#${issue} is named in ${said.where}` }
}
