import { createHash } from 'node:crypto'
import {
  type GateContext,
  makeRedactor,
  type ProposalText,
  plainLine,
  readMarker,
  renderProposal,
  signMarker,
} from '../contribution/index.ts'
import {
  findPullRequest,
  type GitHub,
  isRefusal,
  listBranchCommits,
  listBranches,
  type PullRequest,
  pushProposal,
  putPullRequest,
  statusOf,
} from '../github/index.ts'
import type { ServiceFile } from '../ownership/index.ts'
import type { OutcomeComment } from '../report/index.ts'
import type { Scene } from './at-incident.ts'
import { outcome } from './draft/outcome.ts'
import { readAuthor } from './draft/read-author.ts'
import type { Study } from './study-incident.ts'

/** A pull request on the service. */
export interface ProposedChange {
  readonly kind: 'upgrade' | 'instrument'
  /** The command that asks for it. */
  readonly command: string
  readonly title: string
  readonly text: Omit<ProposalText, 'incident'>
  readonly files: readonly ServiceFile[]
  /** The commit of the default branch that the files were made from. */
  readonly base: string
}

/**
 * Opens a pull request on the service: a branch of ours, then the request. One that is open for the same incident is never
 * doubled, and a branch that exists never written to. Every step looks before it acts, so that it can be done again.
 *
 * @returns what came of it
 */
export async function propose(scene: Scene, study: Study, change: ProposedChange): Promise<OutcomeComment> {
  const github = await clientFor(scene)
  if (github === null) return mayNot(change)
  const open = await findOpen(scene, github, study, change)
  if (open !== null) return open
  const { incident, tools } = scene
  const digest = createHash('sha256').update(JSON.stringify(change.files.map(({ path, text }) => [path, text])))
  const branch = `${prefixOf(scene, change)}${digest.digest('hex').slice(0, 8)}`
  const content = { ...placeOf(scene), kind: change.kind, id: branch }
  const marker = signMarker(content, tools.markerKey)
  const pushed = await pushProposal(github, {
    ...incident,
    branch,
    base: change.base,
    files: change.files,
    message: `${plainLine(change.title)}\n\n${marker}`,
  })
  if (pushed === 'refused') return cannotPush(branch, change)
  const { names } = study.diagnosed
  const gate: GateContext = {
    repository: `${incident.owner}/${incident.repo}`,
    webOrigin: tools.site.webOrigin,
    marker,
    redact: names === null ? null : makeRedactor(names),
  }
  const url = `${study.repository.url}/issues/${incident.issue}`
  try {
    const pull = await putPullRequest(github, {
      ...incident,
      head: branch,
      base: study.repository.defaultBranch,
      title: plainLine(change.title),
      body: renderProposal({ ...change.text, incident: { label: `#${incident.issue}`, url } }, gate),
      draft: false,
      isOurs: (body) => isOurs(scene, change, body),
    })
    return opened(pull, change)
  } catch (error) {
    if (!isRefusal(error)) throw error
    const compare = `${study.repository.url}/compare/${study.repository.defaultBranch}...${branch}?expand=1`
    return outcome('The branch is there, but GitHub does not let the App open a pull request from it', {
      links: [{ label: 'Open it', url: compare }],
      next: ['Open the pull request by the link, or let the App do it: pull requests in its permissions.'],
    })
  }
}

/** Null where the installation was not granted what is needed. */
async function clientFor({ tools, incident }: Scene): Promise<GitHub | null> {
  try {
    const permissions = { contents: 'write', pull_requests: 'write' } as const
    return await tools.github.forRepository({ ...incident, permissions })
  } catch (error) {
    if ([403, 422].includes(statusOf(error))) return null
    throw error
  }
}

/** Says that our pull request of this kind is open already; null where none is. */
async function findOpen(
  scene: Scene,
  github: GitHub,
  { repository }: Study,
  change: ProposedChange,
): Promise<OutcomeComment | null> {
  const { incident } = scene
  for (const branch of await listBranches(github, { ...incident, prefix: prefixOf(scene, change) })) {
    const pull = await findPullRequest(github, { ...incident, head: branch })
    if (pull?.state !== 'open') continue
    const { email } = await readAuthor(scene)
    const commits = await listBranchCommits(github, { ...incident, branch, base: repository.defaultBranch })
    const isTheirs = commits?.some(({ authorEmail }) => authorEmail !== email) === true
    return outcome(`The pull request is open already: #${pull.number}`, {
      links: [{ label: `#${pull.number}`, url: pull.url }],
      details: isTheirs ? ["It holds a person's commits, so it is left as it is."] : [],
      next: [
        `Go on with it; or close it and delete its branch, and comment \`${change.command}\` to have it made anew.`,
      ],
    })
  }
  return null
}

function isOurs(scene: Scene, { kind }: ProposedChange, body: string): boolean {
  return readMarker(body, scene.tools.markerKey, placeOf(scene))?.kind === kind
}

function opened({ number, url }: PullRequest, { text }: ProposedChange): OutcomeComment {
  return outcome(`A pull request is open: #${number}`, {
    links: [{ label: `#${number}`, url }],
    details: [...text.edits, ...text.mind],
    next: text.commands.length > 0 ? ['Run this in its branch, and push what it changes:'] : ['Review it.'],
    commands: text.commands,
  })
}

function mayNot({ command }: ProposedChange): OutcomeComment {
  return outcome('The App may not open pull requests in this repository', {
    next: [`Grant its installation contents and pull requests, for writing, and comment \`${command}\` again.`],
  })
}

function cannotPush(branch: string, { command }: ProposedChange): OutcomeComment {
  return outcome(`No pull request: this repository does not take the branch \`${branch}\``, {
    details: ['A ruleset or a protected pattern forbids it, or the App lacks a permission. Nothing was written.'],
    next: [`Let the App make branches that begin with \`headwater/\`, and comment \`${command}\` again.`],
  })
}

function prefixOf({ incident }: Scene, { kind }: ProposedChange): string {
  return `headwater/${kind}-${incident.issue}-`
}

function placeOf({ incident }: Scene) {
  return { repositoryId: incident.repositoryId, incident: incident.issue }
}
