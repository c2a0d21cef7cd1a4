import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answerRequest } from '../../src/app/answer-request.ts'
import { createTools } from '../../src/app/create-tools.ts'
import type { Work } from '../../src/app/jobs.ts'
import { noPackageClients } from '../../src/app/package-clients.ts'
import type { Command } from '../../src/app/read-commands.ts'
import type { Tools } from '../../src/app/tools.ts'
import { type IssueReference, numberAt, type Standin, startStandin, textAt } from '../standin/index.ts'
import { silentLog } from './helpers.ts'
import { seed, settingsFor } from './start-app.ts'

let standin: Standin
let tools: Tools
let added: { work: Work; cause: string }[]
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
  issue = await standin.as('wendy').openIssue({ repository: 'acme/checkout', title: 'CPU' })
})
afterAll(async () => {
  expect(standin.violations).toEqual([])
  await standin.close()
})

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
  answerRequest({ ...(await request()), kind: 'commands', commentId, commands }, tools)
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
      ['diagnose', `${id}-2`, `a-delivery ${id}-2`],
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
  const label = async (change: object = {}) =>
    answerRequest(
      { ...(await request()), kind: 'labelled', label: 'incident-profile', sinceOpening: false, ...change },
      tools,
    )

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
})
