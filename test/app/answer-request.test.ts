import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answerRequest } from '../../src/app/answer-request.ts'
import { markComment } from '../../src/app/carry-out.ts'
import { createTools } from '../../src/app/create-tools.ts'
import type { RequestQueue } from '../../src/app/job-queue.ts'
import type { Request, Work } from '../../src/app/jobs.ts'
import { noPackageClients } from '../../src/app/package-clients.ts'
import type { Command } from '../../src/app/read-commands.ts'
import type { Tools } from '../../src/app/tools.ts'
import { type IssueReference, numberAt, type Standin, startStandin, textAt } from '../standin/index.ts'
import { silentLog } from './helpers.ts'
import { seed, settingsFor } from './start-app.ts'

let standin: Standin
let tools: Tools
let added: { work: Work; cause: string }[]
let put: { request: Request; afterSeconds: number | undefined }[]
/** With which labels the issue was opened; null where that was not heard of. */
let opening: string[] | null
let isBusy: boolean
let issue: IssueReference

beforeAll(async () => {
  standin = await startStandin(seed)
  tools = createTools({
    settings: settingsFor(standin),
    addWork: async (work, cause) => {
      added.push({ work, cause })
    },
    clock: () => new Date(),
    log: silentLog,
    packages: noPackageClients,
  })
})
beforeEach(async () => {
  added = []
  put = []
  opening = []
  isBusy = false
  issue = await standin.as('wendy').openIssue({ repository: 'acme/checkout', title: 'CPU' })
})
afterAll(async () => {
  expect(standin.violations).toEqual([])
  await standin.close()
})

const queue: RequestQueue = {
  addRequest: async (request, _cause, afterSeconds) => {
    put.push({ request, afterSeconds })
  },
  hasWork: async () => isBusy,
  ledger: { openingOf: async () => opening },
}
const said = async () =>
  (await standin.comments(issue))
    .filter((comment) => textAt(comment, 'user', 'login') === 'headwater[bot]')
    .map((comment) => textAt(comment, 'body'))
const request = async () => ({
  incident: {
    installationId: 7,
    repositoryId: numberAt(await standin.look('/repos/acme/checkout'), 'id'),
    owner: 'acme',
    repo: 'checkout',
    issue: issue.number,
  },
  delivery: 'a-delivery',
  actor: 'wendy',
  at: new Date().toISOString(),
})
const command = async (commentId: number, commands: readonly Command[] = [{ verb: 'diagnose' }]) =>
  answerRequest({ ...(await request()), kind: 'commands', commentId, commands }, tools, queue)
const label = async (change: object = {}) =>
  answerRequest(
    { ...(await request()), kind: 'labelled', label: 'incident-profile', sinceOpening: false, ...change },
    tools,
    queue,
  )
const comment = (text = '/upstream diagnose') => standin.as('wendy').comment(issue, text)

describe('commands of one comment', () => {
  it('become work once each, and a report only once where nothing comes between', async () => {
    const id = await comment()
    await command(id, [
      { verb: 'suspect', name: 'rustls' },
      { verb: 'unknown', said: '/upstream xyzzy', meant: '/upstream help' },
      { verb: 'diagnose' },
    ])
    expect(added.map(({ work, cause }) => [work.kind, work.answerTo, cause])).toEqual([
      ['diagnose', `${id}-2`, expect.stringMatching(`^command \\d+ ${id}-2$`)],
    ])
  })

  it('are looked at again with the same outcome', async () => {
    const id = await comment()
    const commands: Command[] = [{ verb: 'diagnose' }, { verb: 'help' }]
    await command(id, commands)
    await command(id, commands)
    expect(new Set(added.map(({ cause }) => cause)).size).toBe(1)
    expect(await standin.comments(issue)).toHaveLength(2)
  })

  it('are taken back when the comment is deleted', async () => {
    const id = await comment()
    await standin.as('wendy').deleteComment('acme/checkout', id)
    await command(id)
    expect(added).toEqual([])
  })

  it('are refused to somebody whose permission was taken away meanwhile', async () => {
    const id = await comment()
    standin.setRole('wendy', 'acme/checkout', 'read')
    await command(id)
    standin.setRole('wendy', 'acme/checkout', 'write')
    expect(added).toEqual([])
  })
})

describe('a label', () => {
  it('is another one where the configuration says so', async () => {
    await standin.repository('acme/checkout').commit({ files: { '.github/headwater.yml': 'label: cpu\n' } })
    await label()
    await label({ label: 'cpu' })
    await standin.repository('acme/checkout').commit({ files: { '.github/headwater.yml': '' } })
    expect(added).toHaveLength(1)
  })

  it('that was set more than a day ago waits for a command', async () => {
    await label({ at: '2025-02-11T05:46:00Z' })
    expect(added).toEqual([])
    expect(textAt((await standin.comments(issue))[0], 'body')).toMatch(
      /Waiting for a command[\s\S]*more than a day ago/,
    )
  })

  it('on an issue that is gone is let go', async () => {
    await standin.as('mona').deleteIssue(issue)
    await label({ actor: 'trish' })
    expect(added).toEqual([])
  })

  describe('that is told of before the issue that it came with', () => {
    const early = { sinceOpening: true }

    it('starts nothing, and is looked at again until the opening is heard of', async () => {
      opening = null
      await label(early)
      expect([added, await said()]).toEqual([[], []])
      expect(put).toEqual([{ request: expect.objectContaining({ kind: 'labelled', looks: 1 }), afterSeconds: 1 }])
      opening = ['incident-profile']
      await label({ ...early, looks: 1 })
      expect(added).toEqual([])
      expect(await said()).toEqual([expect.stringMatching(/Waiting for a command[\s\S]*came with the issue/)])
    })

    it('waits for a command where the opening is never heard of', async () => {
      opening = null
      await label({ ...early, looks: 4 })
      expect([added, put]).toEqual([[], []])
      expect(await said()).toEqual([expect.stringContaining('Waiting for a command')])
    })

    it('starts the diagnosis where the issue was opened without it: a person set it, quickly', async () => {
      await label(early)
      expect(added).toHaveLength(1)
    })
  })
})

describe('an incident that is held against GitHub', () => {
  const reconcile = async () => {
    const { incident } = await request()
    await answerRequest({ kind: 'reconcile', incident, delivery: 'reconcile' }, tools, queue)
  }

  it('is diagnosed where a writer labelled it and no webhook told of it', async () => {
    await standin.as('wendy').label(issue, 'incident-profile')
    await reconcile()
    expect(added.map(({ work }) => [work.kind, work.askedBy])).toEqual([['diagnose', 'wendy']])
  })

  it('waits for a command where the label came with it', async () => {
    opening = ['incident-profile']
    await standin.as('wendy').label(issue, 'incident-profile')
    await reconcile()
    expect([added, await said()]).toEqual([[], [expect.stringContaining('Waiting for a command')]])
  })

  it('has its commands carried out that bear no sign of ours, under the same name as by webhook', async () => {
    const id = await comment()
    await command(id)
    await reconcile()
    expect(added).toHaveLength(2)
    expect(new Set(added.map(({ cause }) => cause)).size).toBe(1)
  })

  const settled: [string, () => Promise<void>][] = [
    ['done', async () => carryOutMark('rocket')],
    ['given up', async () => carryOutMark('-1')],
  ]
  let id: number
  const carryOutMark = async (reaction: 'rocket' | '-1') =>
    markComment({ incident: (await request()).incident, completes: id }, tools, reaction)
  for (const [what, mark] of settled) {
    it(`leaves a command alone that is ${what}`, async () => {
      id = await comment()
      await mark()
      await reconcile()
      expect(added).toEqual([])
    })
  }

  it('believes no reaction but its own', async () => {
    id = await comment()
    const path = `/repos/acme/checkout/issues/comments/${id}/reactions`
    await standin.as('rita').request('POST', path, { content: 'rocket' })
    await reconcile()
    expect(added).toHaveLength(1)
  })

  it('is left alone while work is under way', async () => {
    await comment()
    isBusy = true
    await reconcile()
    expect(added).toEqual([])
  })

  it('loses the doubles of our comments', async () => {
    await label({ actor: 'trish' })
    const [status = ''] = await said()
    const { github } = tools
    const { incident } = await request()
    const client = await github.forRepository({ ...incident, permissions: { issues: 'write' } })
    await client.rest.issues.createComment({
      owner: 'acme',
      repo: 'checkout',
      issue_number: issue.number,
      body: status,
    })
    expect(await said()).toHaveLength(2)
    await reconcile()
    expect(await said()).toEqual([status])
  })
})
