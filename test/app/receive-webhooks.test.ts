import { generateKeyPairSync } from 'node:crypto'
import { Probot } from 'probot'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Request } from '../../src/app/jobs.ts'
import { receiveWebhooks } from '../../src/app/receive-webhooks.ts'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

let stored: Request[]
let isStoring: () => Promise<boolean>
let probot: Probot

beforeEach(async () => {
  stored = []
  isStoring = async () => true
  probot = new Probot({
    appId: 1,
    privateKey: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
    secret: 'a secret of the tests',
    logLevel: 'fatal',
  })
  await probot.ready()
  receiveWebhooks(probot, {
    async store(_delivery, request) {
      stored.push(request)
      return isStoring()
    },
    ledger: { noteOpening: async () => {} },
  })
})

const base = {
  installation: { id: 7 },
  repository: { id: 1, name: 'checkout', owner: { login: 'acme' } },
  issue: { number: 1, labels: [], created_at: '2026-02-11T05:00:00Z', updated_at: '2026-02-11T05:46:00Z' },
  sender: { login: 'wendy', type: 'User' },
}
/** GitHub's payloads are much larger; this is what is looked at. */
const receive = (name: string, payload: object) =>
  probot.receive({ id: 'a-delivery', name, payload: { ...base, ...payload } } as unknown as Parameters<
    Probot['receive']
  >[0])
const comment = (body: string, user: object = base.sender) => ({
  action: 'created',
  comment: { id: 5, body, user, created_at: '2026-02-11T05:46:00Z' },
})
const labelled = { action: 'labeled', label: { name: 'incident-profile' } }

describe('a webhook', () => {
  it('is answered when its job is stored, not before', async () => {
    let finish = (_isNew: boolean) => {}
    isStoring = () =>
      new Promise((resolve) => {
        finish = resolve
      })
    let isAnswered = false
    const answer = receive('issues', labelled).then(() => {
      isAnswered = true
    })
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(isAnswered).toBe(false)
    finish(true)
    await answer
    expect(stored).toHaveLength(1)
  })

  it('is answered with an error when its job could not be stored, so that it can be delivered again', async () => {
    isStoring = async () => Promise.reject(new Error('the database is away'))
    await expect(receive('issues', labelled)).rejects.toThrow(/the database is away/)
  })

  it('says what is asked for, by whom, where', async () => {
    await receive('issue_comment', comment('/upstream suspect rustls'))
    expect(stored).toEqual([
      {
        kind: 'commands',
        incident: { installationId: 7, repositoryId: 1, owner: 'acme', repo: 'checkout', issue: 1 },
        delivery: 'a-delivery',
        actor: 'wendy',
        at: '2026-02-11T05:46:00Z',
        commentId: 5,
        commands: [{ verb: 'suspect', name: 'rustls' }],
      },
    ])
  })

  const unheard: Record<string, [string, object]> = {
    'a label that a bot sets': ['issues', { ...labelled, sender: { login: 'helper[bot]', type: 'Bot' } }],
    "a bot's comment": ['issue_comment', comment('/upstream diagnose', { login: 'headwater[bot]', type: 'Bot' })],
    'an edited comment': ['issue_comment', { ...comment('/upstream diagnose'), action: 'edited' }],
    'a comment without a command': ['issue_comment', comment('Thanks!')],
    'a comment on a pull request': [
      'issue_comment',
      { ...comment('/upstream diagnose'), issue: { ...base.issue, pull_request: {} } },
    ],
    'an issue without labels': ['issues', { action: 'opened' }],
    'an event of another kind': ['issues', { action: 'closed' }],
  }
  for (const [what, [name, payload]] of Object.entries(unheard)) {
    it(`asks for nothing by ${what}`, async () => {
      await receive(name, payload)
      expect(stored).toEqual([])
    })
  }
})
