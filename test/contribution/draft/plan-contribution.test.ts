import { describe, expect, it } from 'vitest'
import { type Knowledge, noRules, planContribution } from '../../../src/contribution/index.ts'
import { culprit } from './sample-composition.ts'

type Question = Parameters<typeof planContribution>[0]

const thread = {
  url: 'https://github.com/lockside/codec-tls/issues/72',
  owner: 'lockside',
  repo: 'codec-tls',
  number: 72,
  kind: 'issue',
  title: 'Infinite wakeups',
  state: 'open',
  locked: false,
  openedAt: '2024-05-15T00:00:00Z',
  pinned: false,
  same: true,
  reasons: [],
} as const
const change = {
  url: 'https://github.com/lockside/codec-tls/pull/80',
  role: 'fixes',
  state: 'open',
  commit: 'b'.repeat(40),
  version: null,
} as const
const repository = {
  url: 'https://github.com/lockside/codec-tls',
  directory: null,
  github: { owner: 'lockside', name: 'codec-tls' },
  tracker: null,
  provenance: 'index',
  believed: 'Cargo.toml',
  archived: false,
  forkOf: null,
  mirrorOf: null,
  renamedFrom: null,
  defaultBranch: 'main',
} as const
const fix = {
  status: 'open',
  purl: 'pkg:cargo/codec-tls',
  version: null,
  release: null,
  issue: thread.url,
  changes: [],
  reasons: [],
} as const
const knowledge: Knowledge = { repository, related: [thread], fix, notes: [] }

const ask = (more: Partial<Question>) =>
  planContribution({ culprit, knowledge, rules: noRules, target: null, asked: null, ...more })
const withFix = (given: Partial<NonNullable<Knowledge['fix']>>): Partial<Question> => ({
  knowledge: { ...knowledge, fix: { ...fix, ...given } },
})

describe('a draft', () => {
  it.each<[string, Partial<Question>, object]>([
    [
      'is evidence for the issue that knows the trouble',
      {},
      { kind: 'comment', thread: { number: 72 }, isResult: false },
    ],
    [
      'is a test result for the change under review',
      withFix({ status: 'in-review', changes: [change] }),
      { kind: 'comment', thread: { number: 80 }, isResult: true },
    ],
    ['is an issue where nobody knows', withFix({ status: 'unknown', issue: null }), { kind: 'issue', thread: null }],
    ['is a pull request on a person’s word', { asked: 'pr' }, { kind: 'pr', thread: { number: 72 } }],
    [
      'is made on a person’s word where upstream could not be asked',
      { asked: 'issue', knowledge: { ...knowledge, fix: null } },
      { kind: 'issue' },
    ],
    [
      'goes where a person says',
      { target: { owner: 'other', repo: 'home' }, asked: 'issue', knowledge: { ...knowledge, repository: null } },
      { upstream: { owner: 'other', repo: 'home' } },
    ],
    [
      'is made for a regression on a person’s word',
      { asked: 'issue', ...withFix({ status: 'locked-has-it', version: '0.23.4' }) },
      { kind: 'issue' },
    ],
  ])('%s', (_, question, plan) => {
    expect(ask(question)).toMatchObject({ answer: 'draft', ...plan })
  })

  it('tells the person that upstream wants a sign-off, and gives none', () => {
    const rule = { path: 'CONTRIBUTING.md', text: 'All commits need a Signed-off-by line.' }
    const plan = ask({ rules: { ...noRules, wantsSignOff: rule, read: ['CONTRIBUTING.md'] } })
    expect(plan).toMatchObject({ cautions: [expect.stringContaining('Only you can do that')] })
  })
})

describe('nothing is drafted', () => {
  it.each<[string, Partial<Question>, RegExp, string | null]>([
    [
      'where a release has the fix',
      withFix({ status: 'upgrade', version: '0.26.1' }),
      /codec-tls@0\.26\.1/,
      '/upstream upgrade',
    ],
    [
      'where a release has the fix, whatever a person asks for',
      { asked: 'pr', ...withFix({ status: 'upgrade', version: '0.26.1' }) },
      /codec-tls@0\.26\.1/,
      '/upstream upgrade',
    ],
    [
      'where the locked release has the fix',
      withFix({ status: 'locked-has-it', version: '0.23.4' }),
      /lockfile has/,
      '/upstream draft issue',
    ],
    [
      'where the fix is merged and not released',
      withFix({ status: 'unreleased', changes: [{ ...change, state: 'merged' }] }),
      /in commit `bbbbbbbbbbbb`/,
      '/upstream validate ran',
    ],
    ['where upstream plans no fix', withFix({ status: 'not-planned' }), /plans no fix/, '/upstream draft comment'],
    [
      'where upstream could not be asked',
      { knowledge: { ...knowledge, fix: null } },
      /could not be found out/,
      '/upstream draft issue',
    ],
    ['without a culprit', { culprit: null }, /no dependency/, '/upstream suspect NAME'],
    ['for a private package', { culprit: { ...culprit, visibility: 'private' } }, /private/, null],
    [
      'without a repository',
      { knowledge: { ...knowledge, repository: null } },
      /not known/,
      '/upstream target OWNER/REPO',
    ],
    [
      'for a repository that does not hold the package',
      { knowledge: { ...knowledge, repository: { ...repository, believed: null } } },
      /not seen to hold/,
      '/upstream target OWNER/REPO',
    ],
    [
      'for a repository that is not on GitHub',
      { knowledge: { ...knowledge, repository: { ...repository, github: null, url: 'https://git.example/codec' } } },
      /git\.example/,
      '/upstream target OWNER/REPO',
    ],
    [
      'for an archived repository',
      { knowledge: { ...knowledge, repository: { ...repository, archived: true } } },
      /archived/,
      '/upstream target OWNER/REPO',
    ],
    [
      'where upstream wants nothing that tools prepare',
      { rules: { ...noRules, refusesTools: { path: 'AI_POLICY.md', text: 'No AI generated pull requests.' } } },
      /No AI generated pull requests.*AI_POLICY/,
      null,
    ],
    [
      'as a pull request where upstream wants an issue first',
      {
        asked: 'pr',
        rules: { ...noRules, wantsIssueFirst: { path: 'CONTRIBUTING.md', text: 'Open an issue first.' } },
        ...withFix({ status: 'unknown', issue: null }),
      },
      /issue before a pull request/,
      '/upstream draft issue',
    ],
    [
      'as a comment where there is no thread',
      { asked: 'comment', ...withFix({ status: 'unknown', issue: null }) },
      /no known thread/,
      '/upstream link OWNER/REPO#N',
    ],
    [
      'as a comment on a locked thread',
      { knowledge: { ...knowledge, related: [{ ...thread, locked: true }] } },
      /locked/,
      '/upstream draft issue',
    ],
  ])('%s', (_, question, what, command) => {
    const plan = ask(question)
    expect(plan).toMatchObject({ answer: 'refused', what: expect.stringMatching(what) })
    if (plan.answer === 'refused' && command !== null) expect(plan.commands).toContain(command)
  })
})
