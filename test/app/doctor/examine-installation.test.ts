import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { load } from 'js-yaml'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wantedEvents, wantedPermissions } from '../../../src/app/doctor/check-permissions.ts'
import { type CheckName, checkNames } from '../../../src/app/doctor/types.ts'
import { examineInstallation } from '../../../src/app/index.ts'
import { type Standin, startStandin } from '../../standin/index.ts'
import { embeddedDatabase } from '../helpers.ts'
import { seed, webhookPath, webhookSecret } from '../start-app.ts'

let standin: Standin
let dataFolder: string

beforeAll(async () => {
  standin = await startStandin(seed)
  standin.setWebhookUrl(`https://headwater.example.com${webhookPath}`)
  dataFolder = await embeddedDatabase()
}, 120_000)
afterAll(async () => {
  expect(standin.violations).toEqual([])
  await standin.close()
  await rm(dataFolder, { recursive: true })
})

const environment = () => ({
  APP_ID: String(standin.app?.id),
  PRIVATE_KEY: standin.app?.privateKey ?? '',
  WEBHOOK_SECRET: webhookSecret,
  GITHUB_API_URL: standin.url,
  GITHUB_STORAGE_URL: standin.objectsUrl,
  HEADWATER_DATA: dataFolder,
  HEADWATER_PACING: 'off',
})
const examine = (change: Record<string, string> = {}) =>
  examineInstallation({ ...environment(), ...change }, () => new Date())
const found = async (check: CheckName, change: Record<string, string> = {}) =>
  (await examine(change)).filter((one) => one.check === check)

it('an installation in order has nothing to do, and every check says so', async () => {
  const wendy = standin.as('wendy')
  const address = standin.attach({ name: 'cpu.txt', content: 'main;parse 60\n', repository: 'acme/checkout' })
  const issue = await wendy.openIssue({ repository: 'acme/checkout', title: 'CPU', body: `[cpu.txt](${address})` })
  await wendy.label(issue, 'incident-profile')
  const findings = await examine()
  expect(findings.filter(({ state, check }) => state !== 'ok' && check !== 'deliveries')).toEqual([])
  expect([...new Set(findings.map(({ check }) => check))]).toEqual([...checkNames])
}, 60_000)

describe('what is wrong is found, with what to do about it', () => {
  const cases: [string, CheckName, Record<string, string>, RegExp, RegExp][] = [
    ['a secret that is too short', 'settings', { WEBHOOK_SECRET: 'short' }, /WEBHOOK_SECRET must have/, /\.env/],
    ['the number of another App', 'credentials', { APP_ID: '7' }, /does not take the key of App 7/, /APP_ID/],
    [
      'a GitHub that is out of reach',
      'credentials',
      { GITHUB_API_URL: 'http://127.0.0.1:9' },
      /does not answer/,
      /HTTPS/,
    ],
    ['a folder that cannot be', 'database', { HEADWATER_DATA: '/dev/null/x' }, /cannot be stored/, /HEADWATER_DATA/],
    [
      'a server that is away',
      'database',
      { DATABASE_URL: 'postgres://headwater:hunter2@127.0.0.1:9/headwater' },
      /cannot be stored/,
      /DATABASE_URL/,
    ],
  ]
  for (const [what, check, change, said, remedy] of cases) {
    it(what, async () => {
      const findings = await found(check, change)
      expect(findings).toEqual([
        { check, state: 'finding', what: expect.stringMatching(said), remedy: expect.stringMatching(remedy) },
      ])
      expect(JSON.stringify(findings)).not.toContain('hunter2')
    })
  }

  it('a clock that runs ahead', async () => {
    const ahead = await examineInstallation(environment(), () => new Date(Date.now() + 45_000))
    expect(ahead.find(({ check, state }) => check === 'credentials' && state === 'finding')?.what).toMatch(
      /\d\d seconds ahead/,
    )
  })

  it('a webhook that leads elsewhere, or nowhere', async () => {
    standin.setWebhookUrl('https://headwater.example.com/hooks')
    expect((await found('webhook')).map(({ remedy }) => remedy)).toEqual([expect.stringContaining(webhookPath)])
    standin.setWebhookUrl(null)
    expect((await found('webhook')).map(({ what }) => what)).toEqual(['GitHub delivers nowhere'])
  })

  it('deliveries that did not arrive', async () => {
    standin.setWebhookUrl('http://127.0.0.1:9/')
    await standin.as('wendy').openIssue({ repository: 'acme/checkout', title: 'CPU' })
    await standin.settled()
    const [finding] = await found('deliveries')
    expect(finding).toMatchObject({
      state: 'finding',
      what: expect.stringMatching(/did not arrive[\s\S]*failed to connect/),
    })
    expect(finding?.remedy).toMatch(/at most three times/)
  })

  it('an installation that grants too little', async () => {
    const installations = [
      { id: 7, account: 'acme', permissions: { metadata: 'read' as const, contents: 'read' as const } },
    ]
    const poor = await startStandin({ ...seed, app: { webhookSecret, installations } })
    const env = { ...environment(), GITHUB_API_URL: poor.url, PRIVATE_KEY: poor.app?.privateKey ?? '' }
    const findings = await examineInstallation(env, () => new Date())
    const of = (check: CheckName) => findings.filter((one) => one.check === check && one.state === 'finding')
    expect(of('permissions').map(({ what }) => what)).toEqual([
      'The installation of acme lacks issues: write, contents: write, pull requests: write, actions: read',
    ])
    expect(of('git').map(({ what }) => what)).toEqual([expect.stringContaining('gives no token to push')])
    await poor.close()
  })
})

it('wants the permissions and events of app.yml', () => {
  const manifest = load(readFileSync(new URL('../../../app.yml', import.meta.url), 'utf8'))
  expect(manifest).toMatchObject({ default_permissions: wantedPermissions, default_events: wantedEvents })
})
