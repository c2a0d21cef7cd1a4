import { createHmac, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type IssueReference, type Person, textAt } from '../standin/index.ts'
import { until } from './helpers.ts'
import { type RunningApp, startApp, webhookPath, webhookSecret } from './start-app.ts'

let app: RunningApp
const as = (login: string): Person => app.standin.as(login)

beforeAll(async () => {
  app = await startApp()
}, 120_000)
afterAll(() => app.stop())

const openIssue = (login = 'wendy', labels?: string[]): Promise<IssueReference> =>
  as(login).openIssue({
    repository: 'acme/checkout',
    title: 'CPU at 100%',
    ...(labels ? { labels, form: true } : {}),
  })

/** Reactions of the App to a comment. */
const reactions = async (comment: number): Promise<string[]> =>
  app.standin.requests
    .filter(({ path, status }) => path.endsWith(`/issues/comments/${comment}/reactions`) && status < 300)
    .map(({ body }) => textAt(body, 'content'))

/**
 * What the App says on an issue after it has looked at everything so far: requests of an issue are answered in order, so that
 * the answer to one more stands at the end.
 */
const saidBefore = async (issue: IssueReference): Promise<string[]> => {
  await as('wendy').comment(issue, '/upstream help')
  await app.saysAtLast(issue, help)
  return (await app.comments(issue)).filter((comment) => !comment.includes(help))
}
const help = 'What Headwater understands here'

/** Delivers what the stand-in would not. */
const deliver = (event: string, payload: object, headers: Record<string, string> = {}) => {
  const body = JSON.stringify(payload)
  const signature = `sha256=${createHmac('sha256', webhookSecret).update(body).digest('hex')}`
  return fetch(`${app.service.url}${webhookPath}`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-github-event': event,
      'x-github-delivery': randomUUID(),
      'x-hub-signature-256': signature,
      ...headers,
    },
  })
}

describe('the label', () => {
  it('starts a diagnosis when somebody with write permission sets it', async () => {
    const issue = await openIssue()
    await as('wendy').label(issue, 'incident-profile')
    await app.saysAtLast(issue, 'No diagnosis')
    expect(await app.comments(issue)).toHaveLength(1)
  })

  it('is not answered when it is another one', async () => {
    const issue = await openIssue()
    await as('wendy').label(issue, 'bug')
    expect(await saidBefore(issue)).toEqual([])
  })

  it('waits for a command when a triager sets it', async () => {
    const issue = await openIssue()
    await as('trish').label(issue, 'incident-profile')
    expect(await app.saysAtLast(issue, 'Waiting for a command')).toMatch(/no write permission/)
  })

  it('waits for a command when whoever set it may only read by now', async () => {
    const issue = await openIssue()
    const now = new Date().toISOString()
    await deliver('issues', {
      action: 'labeled',
      label: { name: 'incident-profile' },
      issue: { number: issue.number, created_at: '2025-02-01T00:00:00Z', updated_at: now },
      repository: await app.standin.look('/repos/acme/checkout'),
      sender: { login: 'rita', type: 'User' },
      installation: { id: 7 },
    })
    expect(await app.saysAtLast(issue, 'Waiting for a command')).toMatch(/no write permission/)
  })

  it('waits for a command when an issue form set it, whoever filled that in', async () => {
    for (const login of ['rita', 'wendy']) {
      const comments = await saidBefore(await openIssue(login, ['incident-profile']))
      expect(comments).toHaveLength(1)
      expect(comments[0]).toMatch(/Waiting for a command[\s\S]*came with the issue/)
    }
  })
})

describe('a command', () => {
  it('is reacted to and carried out in the same one comment', async () => {
    const issue = await openIssue('rita', ['incident-profile'])
    await app.saysAtLast(issue, 'Waiting')
    const comment = await as('wendy').comment(issue, '/upstream diagnose')
    await app.saysAtLast(issue, 'No diagnosis')
    await until(async () => (await reactions(comment)).includes('rocket'))
    expect(await reactions(comment)).toEqual(['eyes', 'rocket'])
    expect(await app.comments(issue)).toHaveLength(1)
  })

  for (const login of ['rita', 'trish']) {
    it(`of ${login}, who may not write, is refused with a reaction and nothing else`, async () => {
      const issue = await openIssue()
      const comment = await as(login).comment(issue, '/upstream diagnose')
      expect(await saidBefore(issue)).toEqual([])
      expect(await reactions(comment)).toEqual(['-1'])
    })
  }

  const unheard: Record<string, (issue: IssueReference) => Promise<unknown>> = {
    'of a bot': (issue) => as('helper[bot]').comment(issue, '/upstream diagnose'),
    'in a quotation': (issue) => as('wendy').comment(issue, '> /upstream diagnose'),
    'in a code block': (issue) => as('wendy').comment(issue, '```\n/upstream diagnose\n```'),
    'that was edited into a comment': async (issue) => {
      const comment = await as('wendy').comment(issue, 'Look at this')
      await as('wendy').editComment('acme/checkout', comment, '/upstream diagnose')
    },
  }
  for (const [what, write] of Object.entries(unheard)) {
    it(`${what} is not heard`, async () => {
      const issue = await openIssue()
      await write(issue)
      expect(await saidBefore(issue)).toEqual([])
    })
  }

  it('that is unknown is answered with the nearest one, once', async () => {
    const issue = await openIssue()
    const comment = await as('wendy').comment(issue, '/upstream diagnos')
    const answer = await app.saysAtLast(issue, '/upstream diagnose')
    expect(answer).toContain('`/upstream diagnos`')
    expect(await reactions(comment)).toEqual(['confused'])
    expect(await app.comments(issue)).toHaveLength(1)
  })

  it('that arrives more than a day after it was written is answered and not carried out', async () => {
    const issue = await openIssue()
    const id = await as('wendy').comment(issue, 'The same as a payload of the day before yesterday:')
    const answer = await deliver('issue_comment', {
      action: 'created',
      comment: {
        id,
        body: '/upstream diagnose',
        created_at: '2025-02-03T04:05:06Z',
        user: { login: 'wendy', type: 'User' },
      },
      issue: { number: issue.number, created_at: '2025-02-01T00:00:00Z', updated_at: '2025-02-03T04:05:06Z' },
      repository: await app.standin.look('/repos/acme/checkout'),
      sender: { login: 'wendy', type: 'User' },
      installation: { id: 7 },
    })
    expect(answer.status).toBe(200)
    const said = await saidBefore(issue)
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(/more than a day/)
    expect(await reactions(id)).toEqual(['confused'])
  })

  it('for help is answered with the commands', async () => {
    const issue = await openIssue()
    await as('wendy').comment(issue, '/upstream help')
    expect(await app.saysAtLast(issue, '/upstream suspect NAME')).toContain('`/upstream diagnose`')
  })
})

describe('a delivery', () => {
  it('with a wrong signature is refused', async () => {
    const answer = await deliver('issues', { action: 'labeled' }, { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` })
    expect(answer.status).toBe(401)
  })

  it('without a signature is refused', async () => {
    expect((await deliver('issues', { action: 'labeled' }, { 'x-hub-signature-256': '' })).status).toBe(401)
  })

  it('of more than 25 MB is refused unread', async () => {
    const answer = await deliver('issues', { action: 'labeled', filler: 'x'.repeat(26 * 1024 * 1024) })
    expect(answer.status).toBe(413)
  })

  it('that is sent again is answered and done once', async () => {
    const issue = await openIssue()
    await as('wendy').label(issue, 'incident-profile')
    await app.saysAtLast(issue, 'No diagnosis')
    const labelled = app.standin.deliveries.findLast(({ action }) => action === 'labeled')
    const looks = () =>
      app.standin.requests.filter(({ path }) => path.endsWith('/collaborators/wendy/permission')).length
    const before = looks()
    await app.standin.redeliver(labelled?.guid ?? '')
    expect(app.standin.deliveries.at(-1)).toMatchObject({ redelivery: true, statusCode: 200 })
    expect(await saidBefore(issue)).toHaveLength(1)
    // The one look is for the command by which this waits.
    expect(looks()).toBe(before + 1)
  })
})

it('sends GitHub nothing that its own description would not allow', () => {
  expect(app.standin.violations).toEqual([])
})
