import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { incidentSeed } from '../../test/app/incident-seed.ts'
import { type RunningApp, startApp } from '../../test/app/start-app.ts'
import { at, type IssueReference, listAt, textAt } from '../../test/standin/index.ts'
import { mergeSeeds } from '../../test/standin/seeds/merge-seeds.ts'
import { tlsUpstream } from '../../test/standin/seeds/tls-upstream.ts'
import { canonicalIncident } from './canonical-incident.ts'
import { commentPage } from './comment-page.ts'
import type { Story } from './story.ts'

const patienceMs = 300_000

/** A comment of the App's. */
export interface Said {
  readonly text: string
  readonly link: string
}

/** A team on the stand-in of GitHub with the App installed, and an upstream as it was on a day. */
export interface IncidentWorld extends Pick<RunningApp, 'standin' | 'stop'> {
  /** Files the incident with its profile. */
  readonly openIncident: (access: 'private-never' | 'public') => Promise<IssueReference>
  /** The address of a file that is attached to an issue. */
  readonly attach: (file: string, access: 'private-never' | 'public') => string
  /** Waits for a comment of the App's. */
  readonly answer: (issue: IssueReference, expected: RegExp) => Promise<Said>
  /** Wendy, who may write, comments; waits for the App's answer, in a comment that is new or written anew. */
  readonly command: (issue: IssueReference, comment: string, expected: RegExp) => Promise<Said>
  /** Keeps a text of the App's as Markdown and as a page, with its pictures. */
  readonly keep: (folder: string, name: string, text: string) => Promise<string[]>
}

/** Starts stand-in and App on one clock. @param day how much upstream knows */
export async function startWorld(story: Story, day: '2024-05-15' | 'today', clock: () => Date): Promise<IncidentWorld> {
  const team = {
    ...incidentSeed,
    users: [...(incidentSeed.users ?? []), { login: 'headwater[bot]', type: 'Bot' as const }],
  }
  const { standin, stop } = await startApp(mergeSeeds(team, tlsUpstream(day)), undefined, clock)
  const attach: IncidentWorld['attach'] = (file, access) =>
    standin.attach({ name: basename(file), content: { file }, access, repository: canonicalIncident.repository })
  const ours = async (issue: IssueReference): Promise<Said[]> =>
    (await standin.comments(issue))
      .filter((comment) => textAt(comment, 'user', 'login') === 'headwater[bot]')
      .map((comment) => ({ text: textAt(comment, 'body'), link: textAt(comment, 'html_url') }))
  const answer = async (issue: IssueReference, expected: RegExp, known: readonly Said[] = []): Promise<Said> => {
    const end = performance.now() + patienceMs
    for (;;) {
      const said = await ours(issue)
      const isNew = ({ text }: Said): boolean => known.every((one) => one.text !== text)
      const found = said.find((one) => expected.test(one.text) && isNew(one))
      if (found) return found
      if (performance.now() > end) {
        const [last] = (said.at(-1)?.text ?? 'nothing').split('\n')
        throw new Error(`no comment says ${expected} within ${patienceMs / 1000} s; the last one says: ${last}`)
      }
      await setTimeout(100)
    }
  }
  return {
    standin,
    stop,
    attach,
    answer,
    openIncident: async (access) => {
      const { title, repository, profile, text } = canonicalIncident
      const body = `### Deployed commit\n\nv1.4.0\n\n### Symptom\n\n${await readFile(text, 'utf8')}\n\n### Profiles\n\n[${basename(profile)}](${attach(profile, access)})`
      return standin.as('wendy').openIssue({ repository, title, body })
    },
    command: async (issue, comment, expected) => {
      const known = await ours(issue)
      await standin.as('wendy').comment(issue, comment)
      return answer(issue, expected, known)
    },
    keep: async (folder, name, text) => {
      const pictures = new Map<string, string>()
      const files: Record<string, string | Uint8Array> = {}
      for (const [address, owner, repo, commit, path] of text.matchAll(
        /http:[^\s()"]*?\/([\w-]+)\/([\w-]+)\/raw\/([0-9a-f]{40})\/([^\s()"]+\.png)/g,
      )) {
        const png = await standin.repository(`${owner}/${repo}`).read(commit ?? '', path ?? '')
        if (!png) throw new Error(`the picture ${path} is not in ${owner}/${repo} at ${commit}`)
        const file = `${name}${pictures.size === 0 ? '' : `-${pictures.size + 1}`}.png`
        pictures.set(address, file)
        files[file] = png
      }
      return story.keep(folder, { [`${name}.html`]: commentPage(name, text, pictures), [`${name}.md`]: text, ...files })
    },
  }
}

/** The open pull requests of a repository, the newest last. */
export async function pullRequests({ standin }: IncidentWorld, repository: string) {
  const pulls = listAt(await standin.look(`/repos/${repository}/pulls?state=open&direction=asc`))
  return pulls.map((pull) => ({
    title: textAt(pull, 'title'),
    body: textAt(pull, 'body'),
    link: textAt(pull, 'html_url'),
    branch: textAt(pull, 'head', 'ref'),
    base: textAt(pull, 'base', 'repo', 'full_name'),
    isDraft: at(pull, 'draft') === true,
  }))
}
