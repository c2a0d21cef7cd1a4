import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTools } from '../../../src/app/create-tools.ts'
import { noPackageClients } from '../../../src/app/package-clients.ts'
import { reportFailure } from '../../../src/app/report-failure.ts'
import type { Tools } from '../../../src/app/tools.ts'
import { diagnoseIncident } from '../../../src/app/works/diagnose-incident.ts'
import { type IssueReference, numberAt, type Standin, startStandin, textAt } from '../../standin/index.ts'
import { silentLog, until } from '../helpers.ts'
import { incidentBody, incidentSeed, serviceFiles, smallIncident } from '../incident-seed.ts'
import { settingsFor } from '../start-app.ts'

let standin: Standin
let tools: Tools

beforeAll(async () => {
  standin = await startStandin({
    ...incidentSeed,
    repositories: [
      ...(incidentSeed.repositories ?? []),
      { name: 'acme/open-door', collaborators: { wendy: 'write' }, files: serviceFiles('rust-tls-own-loop') },
    ],
  })
  tools = createTools({
    settings: settingsFor(standin),
    addWork: async () => {},
    clock: () => new Date(),
    log: silentLog,
    packages: noPackageClients,
  })
})
afterAll(async () => {
  expect(standin.violations).toEqual([])
  await standin.close()
})

const openIncident = (body = smallIncident, repository = 'acme/edge-proxy'): Promise<IssueReference> =>
  standin.as('wendy').openIssue({ repository, title: 'CPU', body })

const workOn = async ({ repository, number }: IssueReference) => {
  const [owner = '', repo = ''] = repository.split('/')
  const repositoryId = numberAt(await standin.look(`/repos/${repository}`), 'id')
  const incident = { installationId: 7, repositoryId, owner, repo, issue: number }
  return { kind: 'diagnose' as const, incident, askedBy: 'wendy', answerTo: null }
}
const diagnose = async (issue: IssueReference, by = tools) => diagnoseIncident(await workOn(issue), by)
const said = async (issue: IssueReference) => (await standin.comments(issue)).map((comment) => textAt(comment, 'body'))

describe('an incident that changes while its profiles are read', () => {
  const inTheMiddle = async (change: (issue: IssueReference) => Promise<unknown>): Promise<IssueReference> => {
    const issue = await openIncident()
    const diagnosis = diagnose(issue)
    await until(async () => (await said(issue)).some((body) => body.includes('Reading')))
    await change(issue)
    await diagnosis
    return issue
  }
  const mona = () => standin.as('mona')

  it('gets its report although it was closed', async () => {
    const issue = await inTheMiddle((issue) => mona().closeIssue(issue))
    expect(await said(issue)).toEqual([expect.stringContaining('What was read')])
  })

  it('gets its report although it was locked', async () => {
    const issue = await inTheMiddle((issue) => mona().lockIssue(issue))
    expect(await said(issue)).toEqual([expect.stringContaining('What was read')])
  })

  it('gets its report in a new comment when the first one was deleted', async () => {
    const issue = await inTheMiddle(async (issue) => {
      const [comment] = await standin.comments(issue)
      await mona().deleteComment('acme/edge-proxy', numberAt(comment, 'id'))
    })
    expect(await said(issue)).toEqual([expect.stringContaining('What was read')])
  })

  it('is let go when it was transferred, and nothing is written where it went', async () => {
    let moved: IssueReference | undefined
    await inTheMiddle(async (issue) => {
      moved = await mona().transferIssue(issue, 'acme/elsewhere')
    })
    expect(moved && (await said(moved))).toEqual([])
  })

  it('is let go when it was deleted', async () => {
    await inTheMiddle((issue) => mona().deleteIssue(issue))
  })
})

describe('an incident that cannot be written to', () => {
  it('is let go when it was locked before', async () => {
    const issue = await openIncident()
    await standin.as('mona').lockIssue(issue)
    await diagnose(issue)
    expect(await said(issue)).toEqual([])
  })

  it('is tried again when GitHub fails', async () => {
    const issue = await openIncident()
    standin.fail({ path: `/repos/acme/edge-proxy/issues/${issue.number}/comments`, status: 502 })
    await expect(diagnose(issue)).rejects.toThrow()
  })

  it('is told when it is given up', async () => {
    const issue = await openIncident()
    await reportFailure(await workOn(issue), 'outage', tools)
    expect(await said(issue)).toEqual([expect.stringContaining('given up')])
  })
})

describe('a report', () => {
  it('lists five profiles, two of which cannot be read', async () => {
    const folded = 'main;handle;parse 60\nmain;handle;write 40\n'
    const names = ['one.txt', 'two.txt', 'three.txt']
    const links = [
      ...names.map((name, index) => standin.attach({ name, content: `${folded}main;n${index} 1\n` })),
      standin.attach({ name: 'hidden.txt', content: folded, access: 'private-never' }),
      standin.attach({ name: 'notes.txt', content: 'no profile at all\n' }),
    ]
    const issue = await openIncident(links.map((link) => `[profile](${link})`).join('\n'))
    await diagnose(issue)
    const [report = ''] = await said(issue)
    for (const name of [...names, 'hidden.txt', 'notes.txt']) expect(report).toContain(name)
    expect(report).toContain('What was read')
  })

  const overtaxed = {
    hung: [{ deadlineMs: 10 }, 'not read within 0.01 s'],
    grew: [{ memoryBytes: 2 ** 20 }, 'more than 1 MiB of memory would be needed'],
  } as const
  for (const [what, [parseLimits, problem]] of Object.entries(overtaxed)) {
    it(`says that the reader ${what} on the only profile, and what to do`, async () => {
      const issue = await openIncident()
      await diagnose(issue, { ...tools, parseLimits })
      const [report = ''] = await said(issue)
      expect(report).toMatch(/No diagnosis[\s\S]*What to do/)
      expect(report.replaceAll('\u00a0', ' ')).toContain(problem)
    })
  }

  it('says that there is no profile, and how to attach one', async () => {
    const issue = await openIncident('CPU at 100 %, no idea why.')
    await diagnose(issue)
    expect(await said(issue)).toEqual([expect.stringMatching(/no profile was found[\s\S]*Attach a profile/)])
  })

  const wrong = {
    'a wrong type': ['own: [{ name: acme }]\n', 'own.0: accepted: a string'],
    'an alias': ['own: &all [acme]\nprivate: *all\n', 'an alias; accepted: none'],
  } as const
  for (const [what, [text, problem]] of Object.entries(wrong)) {
    it(`says that the configuration has ${what}, and does without where nothing leaves the service`, async () => {
      await standin.repository('acme/edge-proxy').commit({ files: { '.github/headwater.yml': text } })
      const issue = await openIncident()
      await diagnose(issue)
      const [report = ''] = await said(issue)
      expect(report).toMatch(/The configuration was passed over[\s\S]*What was read/)
      expect(report.replaceAll('`', '')).toContain(problem)
    })
  }

  it('reports nothing in public while what is to be kept back cannot be looked for, and says which line to correct', async () => {
    const repository = standin.repository('acme/open-door')
    await repository.commit({ files: { '.github/headwater.yml': 'redact:\n  - pattern: "(?<=x)secret"\n' } })
    const body = incidentBody(standin, {
      repository: 'acme/open-door',
      id: 'rust-tls-own-loop',
      profile: 'profile.script.gz',
    })
    const issue = await openIncident(body, 'acme/open-door')
    await diagnose(issue)
    await repository.commit({ files: { '.github/headwater.yml': '' } })
    const [report = '', ...more] = await said(issue)
    expect(report.replaceAll('`', '')).toMatch(
      /No diagnosis: .github\/headwater\.yml:2: redact\.0: [\s\S]*Correct that line/,
    )
    expect(report).not.toContain('What was read')
    expect(more).toEqual([])
  })

  it('counts no attachment of a reader', async () => {
    const issue = await openIncident('The profile follows.')
    await standin.as('rita').comment(issue, smallIncident)
    await diagnose(issue)
    expect(await said(issue)).toContainEqual(expect.stringContaining('no profile was found'))
  })

  it('counts a comment of somebody with write permission', async () => {
    const issue = await openIncident('The profile follows.')
    await standin.as('wendy').comment(issue, smallIncident)
    await diagnose(issue)
    expect(await said(issue)).toContainEqual(expect.stringContaining('What was read'))
  })

  it('has a picture in a public repository, too', async () => {
    const id = 'rust-tls-own-loop'
    const body = incidentBody(standin, { repository: 'acme/open-door', id, profile: 'profile.script.gz' })
    const issue = await openIncident(body, 'acme/open-door')
    await diagnose(issue)
    const [report = ''] = await said(issue)
    expect(report).toMatch(/This repository is public/)
    expect(report).toMatch(/acme\/open-door\/raw\/[0-9a-f]{40}\/\S+\.png/)
    expect(report).not.toMatch(/broker/)
  })

  it('keeps what a person said until it is taken back, and says whose word it is', async () => {
    const issue = await openIncident()
    const wendy = standin.as('wendy')
    await wendy.comment(issue, '/upstream suspect wrong-one\n/upstream target rustls/rustls')
    await wendy.comment(issue, '/upstream suspect `rustls`\n/upstream link `rustls/tokio-rustls#72`')
    await standin.as('rita').comment(issue, '/upstream suspect tokio')
    await diagnose(issue)
    const [report = ''] = (await said(issue)).slice(-1)
    expect(report).toContain('`wendy` says that `rustls` is the culprit.')
    expect(report).toContain('`/upstream suspect none` takes it back.')
    expect(report).toContain('`wendy` says that `rustls/tokio-rustls#72` is the upstream issue')
    expect(report).toContain('`wendy` says that `rustls/rustls` is where a contribution goes')
    expect(report).not.toMatch(/wrong-one|tokio` is/)
    await wendy.comment(issue, '/upstream suspect none\n/upstream link none\n/upstream target none')
    await diagnose(issue)
    expect((await said(issue)).at(-2)).not.toContain('says that')
  })

  // The last one: the repository is slow from here on.
  it('says that a configuration of 10 MB is too large, unread', async () => {
    await standin.repository('acme/edge-proxy').commit({ files: { '.github/headwater.yml': '#'.repeat(10_000_000) } })
    const issue = await openIncident()
    await diagnose(issue)
    expect((await said(issue))[0]).toMatch(/10000000. bytes; accepted: at most 65536/)
  })
})
