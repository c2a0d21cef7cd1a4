import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTools } from '../../../src/app/create-tools.ts'
import { noPackageClients } from '../../../src/app/package-clients.ts'
import type { Tools } from '../../../src/app/tools.ts'
import { diagnoseIncident } from '../../../src/app/works/diagnose-incident.ts'
import { HeadwaterError } from '../../../src/errors.ts'
import type { PackageIndexClient } from '../../../src/packages/index.ts'
import { type IssueReference, numberAt, type Standin, startStandin, textAt } from '../../standin/index.ts'
import { mergeSeeds } from '../../standin/seeds/merge-seeds.ts'
import { tlsUpstream } from '../../standin/seeds/tls-upstream.ts'
import { silentLog, until } from '../helpers.ts'
import { incidentBody, incidentSeed } from '../incident-seed.ts'
import { settingsFor } from '../start-app.ts'

let standin: Standin
beforeAll(async () => {
  standin = await startStandin(mergeSeeds(incidentSeed, tlsUpstream('today')))
})
afterAll(async () => {
  expect(standin.violations).toEqual([])
  await standin.close()
})

const toolsWith = (repositoryOf: PackageIndexClient['repositoryOf']): Tools =>
  createTools({
    settings: settingsFor(standin),
    addWork: async () => {},
    clock: () => new Date(),
    log: silentLog,
    packages: {
      ...noPackageClients,
      indexes: [{ name: 'an index', ecosystems: new Set(['cargo']), claims: async () => false, repositoryOf }],
    },
  })

const openIncident = (): Promise<IssueReference> =>
  standin.as('wendy').openIssue({ repository: 'acme/edge-proxy', title: 'CPU', body: incidentBody(standin) })
const diagnose = async ({ number }: IssueReference, tools: Tools) => {
  const repositoryId = numberAt(await standin.look('/repos/acme/edge-proxy'), 'id')
  const incident = { installationId: 7, repositoryId, owner: 'acme', repo: 'edge-proxy', issue: number }
  await diagnoseIncident({ kind: 'diagnose', incident, askedBy: 'wendy', answerTo: null }, tools)
}
const said = async (issue: IssueReference) => (await standin.comments(issue)).map((comment) => textAt(comment, 'body'))

const repository = {
  address: 'git+https://github.com/rustls/tokio-rustls.git',
  directory: null,
  tracker: null,
  provenance: 'an index',
}

describe('what upstream knows', () => {
  it('follows the verdict, which does not wait for it, in the same comment', async () => {
    let answer = (): void => {}
    const isAnswered = new Promise<void>((resolve) => {
      answer = resolve
    })
    const issue = await openIncident()
    const diagnosis = diagnose(
      issue,
      toolsWith(async () => {
        await isAnswered
        return repository
      }),
    )
    await until(async () => (await said(issue)).some((body) => body.includes('Upstream is being asked')), 120_000)
    expect(await said(issue)).toEqual([expect.stringContaining('The culprit is `tokio-rustls')])
    answer()
    await diagnosis
    const [report = '', ...others] = await said(issue)
    expect(others).toEqual([])
    expect(report).toContain('The culprit is `tokio-rustls')
    expect(report).toMatch(/\*\*Fix:\*\* `rustls 0\.23\.7` has it/)
    expect(report).toContain('rustls/tokio-rustls/issues/72')
    expect(report).toContain('cargo update')
    expect(report).not.toContain('Upstream is being asked')
  })

  it('is asked about the package that a person names', async () => {
    const asked: string[] = []
    const issue = await openIncident()
    await standin.as('wendy').comment(issue, '/upstream suspect rustls')
    await diagnose(
      issue,
      toolsWith(async ({ name }) => {
        asked.push(name)
        return null
      }),
    )
    expect(asked[0]).toBe('rustls')
  })

  const failures = {
    'is down': new HeadwaterError('index-unavailable', 'an index does not answer within 8 s'),
    'does what nobody expects': new Error('boom'),
  }
  for (const [what, failure] of Object.entries(failures)) {
    it(`is said to be missing where it ${what}, and the verdict stands`, async () => {
      const issue = await openIncident()
      // Nothing on GitHub bears that name, so that only the index could tell.
      await standin.as('wendy').comment(issue, '/upstream suspect sharded-slab')
      await diagnose(
        issue,
        toolsWith(async () => {
          throw failure
        }),
      )
      const report = (await said(issue)).at(-1) ?? ''
      expect(report).toContain('The culprit is `tokio-rustls')
      expect(report).toMatch(/What upstream knows[\s\S]*Missing: /)
      expect(report).not.toContain('boom')
    })
  }
})
