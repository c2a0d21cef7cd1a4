import { setTimeout } from 'node:timers/promises'
import { type IssueReference, listAt, numberAt, type Seed, type Standin, textAt } from '../standin/index.ts'
import { contributionSeed, upstreamName } from './contribution-seed.ts'
import { incidentBody } from './incident-seed.ts'
import { kindOfComment } from './kind-of-comment.ts'
import type { ServedProcess } from './served-process.ts'

const service = 'acme/edge-proxy'
const fork = 'acme/tls-tokio'
/** Where it writes nothing, it is killed all the same. */
const longestMs = 60_000

/** A team whose fork of the culprit's upstream is there already, once `makeFork` was called. */
export const killSeed: Seed = contributionSeed()

export async function makeFork(standin: Standin): Promise<void> {
  await standin.as('mona').request('POST', `/repos/${upstreamName}/forks`, { organization: 'acme' })
}

export interface KillOptions {
  readonly standin: Standin
  /** Started already; one of them is killed each time, and started again. */
  readonly processes: readonly ServedProcess[]
  readonly incidents: number
  readonly kills: number
  /** How many incidents are worked on at the same time. */
  readonly atOnce: number
  /** A kill comes after at most so many requests by which the App changes something. */
  readonly mostWrites: number
  /** From 0 to below 1. */
  readonly random: () => number
  readonly deadlineMs: number
  readonly tell: (line: string) => void
}

/** What an incident came to. */
export interface KillOutcome {
  readonly issue: number
  readonly statusComments: number
  readonly previews: number
  readonly handOvers: number
  /** To commands that are answered in a comment of their own: the one for `instrument`. */
  readonly answers: number
  readonly drafts: number
  readonly branches: number
  readonly proposals: number
  readonly proposalBranches: number
  /** Commands without the mark that they are done. */
  readonly undone: number
  readonly trouble: string
}

/**
 * Lets a team work on incidents, label to draft, while processes of the App are killed at random moments.
 *
 * @returns what each incident came to
 */
export async function killAtRandom(options: KillOptions): Promise<KillOutcome[]> {
  const { standin, incidents, atOnce, tell } = options
  const killing = killProcesses(options)
  const waiting = Array.from({ length: incidents }, (_, index) => index)
  const outcomes: KillOutcome[] = []
  const worker = async () => {
    for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
      const outcome = await playIncident(standin, index, options.deadlineMs)
      outcomes.push(outcome)
      tell(`incident ${outcomes.length} of ${incidents}: ${JSON.stringify(outcome)}`)
    }
  }
  await Promise.all([killing, ...Array.from({ length: atOnce }, worker)])
  // What came late is seen too, and doubles with it.
  await standin.settled()
  await setTimeout(3_000)
  return Promise.all(
    outcomes.map(({ issue, trouble }) => lookAt(standin, { repository: service, number: issue }, trouble)),
  )
}

async function killProcesses({ standin, processes, kills, mostWrites, random, tell }: KillOptions): Promise<void> {
  for (let time = 1; time <= kills; time++) {
    // By what the App wrote meanwhile, so that a slow machine is killed at the same stages; and then at any moment of them.
    const writes = countWrites(standin) + 1 + random() * mostWrites
    const end = performance.now() + longestMs
    while (countWrites(standin) < writes && performance.now() < end) await setTimeout(100)
    await setTimeout(random() * 1_000)
    const victim = processes[Math.floor(random() * processes.length)]
    await victim?.kill('SIGKILL')
    await victim?.start()
    if (time % 10 === 0 || time === kills) tell(`${time} of ${kills} kills`)
  }
}

/** Questions by GraphQL are posted, too, but change nothing: counted, they would kill each draft before its end. */
function countWrites({ requests }: Standin): number {
  return requests.filter(
    ({ method, path, actor }) => method !== 'GET' && path !== '/graphql' && actor.kind === 'installation',
  ).length
}

/** One team's way: label, report, draft, approval, instrumentation. */
async function playIncident(standin: Standin, index: number, deadlineMs: number): Promise<KillOutcome> {
  const wendy = standin.as('wendy')
  const issue = await wendy.openIssue({ repository: service, title: `CPU ${index}`, body: incidentBody(standin) })
  const until = (text: RegExp) => untilSaid(standin, issue, text, deadlineMs)
  let trouble = ''
  try {
    await wendy.label(issue, 'incident-profile')
    await until(/tokio-rustls/)
    await wendy.comment(issue, '/upstream draft')
    const [, hash = ''] = await until(/`?\/upstream approve ([0-9a-f]{16})/)
    await wendy.comment(issue, `/upstream approve ${hash}`)
    await until(/completes and sends it/)
    const last = await wendy.comment(issue, '/upstream instrument')
    await untilMarked(standin, last, deadlineMs)
  } catch (error) {
    trouble = error instanceof Error ? error.message : String(error)
  }
  return lookAt(standin, issue, trouble)
}

async function untilSaid(
  standin: Standin,
  issue: IssueReference,
  text: RegExp,
  deadlineMs: number,
): Promise<RegExpExecArray> {
  const end = performance.now() + deadlineMs
  for (;;) {
    for (const body of await saidOn(standin, issue)) {
      const found = text.exec(body)
      if (found) return found
    }
    if (performance.now() > end) throw new Error(`nothing said ${text.source} in time`)
    await setTimeout(250)
  }
}

async function untilMarked(standin: Standin, comment: number, deadlineMs: number): Promise<void> {
  const end = performance.now() + deadlineMs
  while (!(await isDone(standin, comment))) {
    if (performance.now() > end) throw new Error(`comment ${comment} was not marked as done in time`)
    await setTimeout(250)
  }
}

async function isDone(standin: Standin, comment: number): Promise<boolean> {
  const reactions = await standin.as('wendy').request('GET', `/repos/${service}/issues/comments/${comment}/reactions`)
  return listAt(reactions).some((one) => textAt(one, 'content') === 'rocket')
}

async function saidOn(standin: Standin, issue: IssueReference): Promise<string[]> {
  const comments = await standin.comments(issue)
  return comments.filter((one) => textAt(one, 'user', 'login') === 'headwater[bot]').map((one) => textAt(one, 'body'))
}

async function lookAt(standin: Standin, issue: IssueReference, trouble: string): Promise<KillOutcome> {
  const kinds = (await saidOn(standin, issue)).map(kindOfComment)
  const pulls = async (repository: string, start: string) => {
    const found = listAt(await standin.look(`/repos/${repository}/pulls?state=all&per_page=100`))
    return found.filter((pull) => textAt(pull, 'head', 'ref').startsWith(start)).length
  }
  const branches = async (repository: string, start: string) =>
    listAt(await standin.look(`/repos/${repository}/git/matching-refs/heads/${start}`)).length
  const work = `headwater/incident-${issue.number}-`
  const proposal = `headwater/instrument-${issue.number}-`
  return {
    issue: issue.number,
    statusComments: kinds.filter((kind) => kind === 'status').length,
    previews: kinds.filter((kind) => kind === 'preview').length,
    handOvers: kinds.filter((kind) => kind === 'published').length,
    answers: kinds.filter((kind) => kind === 'answer').length,
    drafts: await pulls(fork, work),
    branches: await branches(fork, work),
    proposals: await pulls(service, proposal),
    proposalBranches: await branches(service, proposal),
    undone: await countUndone(standin, issue),
    trouble,
  }
}

async function countUndone(standin: Standin, issue: IssueReference): Promise<number> {
  let undone = 0
  for (const comment of await standin.comments(issue)) {
    if (!textAt(comment, 'body').startsWith('/upstream ')) continue
    if (!(await isDone(standin, numberAt(comment, 'id')))) undone += 1
  }
  return undone
}

/** What every incident comes to where nothing was lost and nothing was doubled. */
export const inOrder: Omit<KillOutcome, 'issue'> = {
  statusComments: 1,
  previews: 1,
  handOvers: 1,
  answers: 1,
  drafts: 1,
  branches: 1,
  proposals: 1,
  proposalBranches: 1,
  undone: 0,
  trouble: '',
}
