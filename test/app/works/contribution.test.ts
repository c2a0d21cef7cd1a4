import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTools } from '../../../src/app/create-tools.ts'
import { doWork } from '../../../src/app/do-work.ts'
import type { Work } from '../../../src/app/jobs.ts'
import { noPackageClients } from '../../../src/app/package-clients.ts'
import type { Tools } from '../../../src/app/tools.ts'
import { type IssueReference, listAt, numberAt, type Standin, startStandin, textAt } from '../../standin/index.ts'
import { contributionSeed, upstreamName } from '../contribution-seed.ts'
import { silentLog } from '../helpers.ts'
import { incidentBody } from '../incident-seed.ts'
import { reachingOut } from '../reaching-out.ts'
import { settingsFor } from '../start-app.ts'

const forkName = 'acme/tls-tokio'
const service = 'acme/edge-proxy'
const patience = 240_000

let standin: Standin
let tools: Tools
const later: Work[] = []
let commands = 0

beforeAll(async () => {
  standin = await startStandin(contributionSeed())
  tools = createTools({
    settings: settingsFor(standin),
    packages: noPackageClients,
    addWork: async (work) => {
      later.push(work)
    },
    clock: () => new Date('2026-03-01T12:00:00Z'),
    log: silentLog,
  })
}, 60_000)
afterAll(async () => {
  expect(standin.violations).toEqual([])
  await standin.close()
})

type Spoken = {
  [Kind in Work['kind']]: Omit<Extract<Work, { kind: Kind }>, 'incident' | 'askedBy' | 'answerTo'>
}[Work['kind']]

/** Does a command as the queue would, and answers what our last comment says then. */
async function say(issue: IssueReference, spoken: Spoken): Promise<string> {
  const repositoryId = numberAt(await standin.look(`/repos/${service}`), 'id')
  const incident = { installationId: 7, repositoryId, owner: 'acme', repo: 'edge-proxy', issue: issue.number }
  commands += 1
  await doWork({ incident, askedBy: 'wendy', answerTo: `${commands}-0`, ...spoken } as Work, tools)
  return lastOf(issue)
}

const approve = (issue: IssueReference, hash: string) => say(issue, { kind: 'approve', hash, awaited: null })
const draft = (issue: IssueReference) => say(issue, { kind: 'draft', as: null })

async function lastOf(issue: IssueReference): Promise<string> {
  const ours = (await standin.comments(issue)).filter((one) => textAt(one, 'user', 'login') === 'headwater[bot]')
  return textAt(ours.at(-1), 'body')
}

/** An incident whose upstream issue a person has linked. */
async function openIncident(): Promise<IssueReference> {
  const issue = await standin.as('wendy').openIssue({ repository: service, title: 'CPU', body: incidentBody(standin) })
  await standin.as('wendy').comment(issue, `/upstream link ${upstreamName}#1`)
  return issue
}

const hashIn = (text: string) => /\/upstream approve ([0-9a-f]{16})\b/.exec(text)?.[1] ?? ''
const branchIn = (text: string) => /headwater\/incident-[\w-]+/.exec(text)?.[0] ?? ''
const git = (...args: string[]) =>
  execFileSync('git', ['-C', standin.repository(forkName).directory, ...args], { encoding: 'utf8' }).trim()
const branches = () =>
  git('for-each-ref', '--format=%(refname:short)', 'refs/heads/headwater').split('\n').filter(Boolean)
const drafts = async () => listAt(await standin.look(`/repos/${forkName}/pulls?state=all`))
const reached = () => reachingOut(standin, service)

describe('the draft for a trouble that upstream knows', () => {
  let issue: IssueReference
  let preview: string
  let hash: string
  let work: string

  it(
    'is shown whole, and reaches nobody',
    async () => {
      issue = await openIncident()
      preview = await draft(issue)
      hash = hashIn(preview)
      work = branchIn(preview)
      expect(hash).toHaveLength(16)
      expect(preview).toContain(`Draft of a comment on \`${upstreamName}#1\``)
      for (const part of ['## Evidence', 'your service', 'FILL IN', 'tests/reproduction.rs', 'stacks.folded', 'Sign']) {
        expect(preview).toContain(part)
      }
      expect(reached()).toEqual([])
    },
    patience,
  )

  it('stands byte for byte on the evidence branch of the service', async () => {
    const [, commit = ''] = /\/tree\/([0-9a-f]{40})\/incidents/.exec(preview) ?? []
    const folder = `incidents/${issue.number}/preview/${hash}`
    const png = await standin.repository(service).read(commit, `${folder}/evidence/flamegraph.png`)
    expect(png?.subarray(1, 4).toString()).toBe('PNG')
    expect(preview).toContain(`/raw/${commit}/${folder}/evidence/flamegraph.png`)
  })

  it(
    'has the same hash when it is made again',
    async () => {
      expect(hashIn(await draft(issue))).toBe(hash)
    },
    patience,
  )

  it(
    'is not published under a hash that was never shown',
    async () => {
      expect(await approve(issue, 'f'.repeat(16))).toContain('No preview in this incident has that hash')
      expect(reached()).toEqual([])
    },
    patience,
  )

  it(
    'waits for a fork that the App may not make, and says how a person makes it',
    async () => {
      const answer = await approve(issue, hash)
      expect(answer).toContain(`gh repo fork ${upstreamName} --org acme --clone=false`)
      expect(answer).toContain(`/${upstreamName}/fork)`)
      expect(later).toMatchObject([{ kind: 'approve', hash, awaited: { looks: 1 } }])
      expect(reached()).toEqual([])
    },
    patience,
  )

  it('goes on waiting while there is none', async () => {
    const [waiting] = later.splice(0)
    if (waiting) await doWork(waiting, tools)
    expect(later).toMatchObject([{ awaited: { looks: 2 } }])
  })

  it(
    'is pushed as it was shown when the fork is there',
    async () => {
      await standin.as('mona').request('POST', `/repos/${upstreamName}/forks`, { organization: 'acme' })
      await standin.repository(upstreamName).commit({ files: { 'NEWS.md': 'newer than the fork\n' } })
      const [waiting] = later.splice(0)
      // As when the job that asked for the fork is tried again: it does not know that it has asked.
      if (waiting?.kind === 'approve') await doWork({ ...waiting, awaited: null }, tools)
      const texts = (await standin.comments(issue)).map((one) => textAt(one, 'body')).join('\n')
      expect(texts).toContain(`The fork \`${forkName}\` is there`)
      expect(texts).not.toContain('gh repo fork')
      expect(branches()).toEqual([work.replace('incident', 'evidence'), work])
      expect(git('rev-parse', `${work}^`)).toBe(git('rev-parse', 'main'))
      expect(git('diff', '--name-only', `${work}^`, work).split('\n')).toEqual([
        'headwater-reproduction/Cargo.toml',
        'headwater-reproduction/README.md',
        'headwater-reproduction/tests/reproduction.rs',
      ])
      const evidence = work.replace('incident', 'evidence')
      expect(git('rev-list', '--count', evidence)).toBe('1')
      const [, commit = ''] = /\/tree\/([0-9a-f]{40})\/incidents/.exec(preview) ?? []
      const shown = await standin
        .repository(service)
        .read(commit, `incidents/${issue.number}/preview/${hash}/evidence/flamegraph.png`)
      expect(await standin.repository(forkName).read(evidence, 'flamegraph.png')).toEqual(shown)
    },
    patience,
  )

  it('is committed by the App, with no sign-off for anybody', () => {
    const log = git('log', '-1', '--format=%an <%ae>%n%cn%n%B', work)
    expect(log).toMatch(
      /^headwater\[bot\] <(?:\d+\+)?headwater\[bot\]@users\.noreply\.github\.com>\nheadwater\[bot\]\n/,
    )
    expect(log).not.toMatch(/signed-off-by/i)
  })

  it('is a draft pull request inside the fork, and nothing upstream', async () => {
    const [pull, ...more] = await drafts()
    expect(more).toEqual([])
    expect(pull).toMatchObject({ draft: true, state: 'open', base: { ref: 'main' }, head: { ref: work } })
    expect(textAt(pull, 'base', 'repo', 'full_name')).toBe(forkName)
    expect(listAt(await standin.look(`/repos/${upstreamName}/pulls?state=all`))).toEqual([])
    expect(
      reached().filter(({ path }) => path.startsWith(`/repos/${upstreamName}`) && !path.endsWith('/forks')),
    ).toEqual([])
  })

  it('is handed over with the link and the command, and with what to do about the stale fork', async () => {
    const texts = (await standin.comments(issue)).map((one) => textAt(one, 'body'))
    const handOver = texts.find((text) => text.includes('a person completes and sends it')) ?? ''
    expect(handOver).toContain(`gh issue comment 1 --repo ${upstreamName} --body-file`)
    expect(handOver).toContain(`gh repo sync ${forkName}`)
    expect(handOver).toContain(hash)
  })

  it(
    'is published once, however often it is approved',
    async () => {
      const before = git('rev-parse', work)
      await approve(issue, hash)
      expect(git('rev-parse', work)).toBe(before)
      expect(await drafts()).toHaveLength(1)
    },
    patience,
  )

  it(
    'is left alone when a person has commits on the branch',
    async () => {
      const fix = await standin.repository(forkName).commit({ branch: work, files: { 'src/lib.rs': 'fixed\n' } })
      expect(await approve(issue, hash)).toContain('Somebody works on the branch')
      const answer = await say(issue, { kind: 'withdraw' })
      expect(answer).toContain('Not all that was published can be withdrawn')
      expect(answer).toContain('Left alone, with its draft')
      expect(answer).toMatch(/Deleted in .*evidence/)
      expect(branches()).toEqual([work])
      expect(git('rev-parse', work)).toBe(fix)
    },
    patience,
  )

  it('stays published while a person has commits on its branch, and says so each time', async () => {
    const again = await say(issue, { kind: 'withdraw' })
    expect(again).toContain('Left alone, with its draft')
    expect(again).not.toContain('Deleted in')
    expect(again).not.toContain('nothing of this incident is published')
  })
})

describe('an approval that cannot be carried out', () => {
  let issue: IssueReference
  let hash: string
  const approval = async (askedBy: string): Promise<Work> => {
    const repositoryId = numberAt(await standin.look(`/repos/${service}`), 'id')
    const incident = { installationId: 7, repositoryId, owner: 'acme', repo: 'edge-proxy', issue: issue.number }
    return { kind: 'approve', incident, askedBy, answerTo: `${askedBy}-0`, hash, awaited: null }
  }
  beforeAll(async () => {
    issue = await openIncident()
    hash = hashIn(await draft(issue))
    await Promise.all(
      (await drafts()).map((pull) =>
        standin
          .as('mona')
          .request('PATCH', `/repos/${forkName}/pulls/${numberAt(pull, 'number')}`, { state: 'closed' }),
      ),
    )
  }, patience)
  const untouched = async () => {
    expect(branches().filter((branch) => branch.includes(`-${issue.number}-`))).toEqual([])
    expect((await drafts()).filter((pull) => textAt(pull, 'state') === 'open')).toEqual([])
  }

  it.each([
    [
      'refusing to allow a GitHub App to create or update workflow `.github/workflows/ci.yml` without `workflows` permission',
      'workflow files',
      'gh repo sync',
    ],
    [
      'error: GH006: Protected branch update failed for refs/heads/headwater/incident.',
      'protects the branches',
      'rulesets',
    ],
  ])(
    'says what to do when GitHub says: %s',
    async (line, what, next) => {
      standin.repository(forkName).refusePushes(line)
      const answer = await approve(issue, hash)
      expect(answer).toContain(what)
      expect(answer).toContain(next)
      expect(answer).toContain('Nothing was pushed')
      standin.repository(forkName).refusePushes(null)
      await untouched()
    },
    patience,
  )

  it(
    'says that the preview is out of date when the attachment changed since',
    async () => {
      await standin
        .as('wendy')
        .editIssue(issue, { body: incidentBody(standin, { profile: 'profile.legacy.script.gz' }) })
      expect(await approve(issue, hash)).toContain('That preview is out of date')
      await untouched()
    },
    patience,
  )

  it(
    'is not called out of date, nor a draft refused, while GitHub does not answer what it turns on: the job is tried again',
    async () => {
      const before = (await standin.comments(issue)).length
      const asked = await approval('wendy')
      const works: Work[] = [
        asked,
        { kind: 'draft', incident: asked.incident, askedBy: 'wendy', answerTo: 'w-1', as: null },
      ]
      for (const work of works) {
        standin.fail({ path: `/repos/${upstreamName}`, status: 'secondary-rate-limit' })
        await expect(doWork(work, tools)).rejects.toThrow('what upstream knows could not be read in full for now')
      }
      expect((await standin.comments(issue)).length).toBe(before)
      await untouched()
    },
    patience,
  )

  it('is nobody’s who may only read', async () => {
    const before = (await standin.comments(issue)).length
    await doWork(await approval('rita'), tools)
    expect((await standin.comments(issue)).length).toBe(before)
    await untouched()
  })

  it(
    'drafts nothing for an upstream that was archived',
    async () => {
      await standin.as('lena').request('PATCH', `/repos/${upstreamName}`, { archived: true })
      const answer = await draft(issue)
      expect(answer).toContain('is archived')
      expect(answer).toContain('/upstream target OWNER/REPO')
    },
    patience,
  )
})
