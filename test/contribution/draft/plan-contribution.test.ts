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
  weak: false,
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

type Told = 'wantsSignOff' | 'wantsAgreement' | 'wantsChangelog' | 'wantsDisclosure' | 'refusesBlankIssues'
const rule = (told: Partial<Record<Told, string>>) => {
  const quotes = Object.entries(told).map(([demand, text]) => [demand, { path: 'CONTRIBUTING.md', text }])
  return { rules: { ...noRules, ...Object.fromEntries(quotes), read: ['CONTRIBUTING.md'] } }
}
const door = (open: Partial<(typeof noRules)['doors']>) => ({
  rules: { ...noRules, doors: { ...noRules.doors, ...open } },
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

  it.each<[string, Partial<Question>, RegExp]>([
    [
      'that commits are signed off, which nobody does for them',
      rule({ wantsSignOff: 'All commits need a Signed-off-by line.' }),
      /signed off: ‘All commits need a Signed-off-by line’ \(`CONTRIBUTING\.md`\)\. Only you can do that/,
    ],
    [
      'where the agreement is that they have to sign',
      { asked: 'pr', ...rule({ wantsAgreement: 'Sign the CLA at https://cla.example/acme.' }) },
      /licence agreement: .* See `https:\/\/cla\.example\/acme`\. Only you/,
    ],
    [
      'the form of a changelog’s fragment',
      { asked: 'pr', ...rule({ wantsChangelog: 'changelog.d/NUMBER.KIND.md' }) },
      /‘changelog\.d\/NUMBER\.KIND\.md’.*None is drafted/,
    ],
    [
      'that the line on the tool stays in',
      rule({ wantsDisclosure: 'Disclose AI.' }),
      /tool had a hand in: ‘Disclose AI’.*leave it in/,
    ],
    [
      'that only collaborators may open pull requests',
      { asked: 'pr', ...door({ pullRequests: 'collaborators' }) },
      /only its collaborators open pull requests/,
    ],
    [
      'that only contributors may say anything for a time',
      door({ limit: { to: 'contributors', until: '2026-12-01T00:00:00Z' } }),
      /only contributors comment or open anything until 2026-12-01/,
    ],
    [
      'that issues start from a form',
      {
        asked: 'issue',
        ...withFix({ status: 'unknown', issue: null }),
        ...rule({ refusesBlankIssues: 'blank_issues_enabled: false' }),
      },
      /start from a form/,
    ],
    ['that not all rules may have been read', { rules: { ...noRules, isCut: true } }, /more files than GitHub lists/],
  ])('tells the person %s', (_, question, caution) => {
    expect(ask(question)).toMatchObject({
      answer: 'draft',
      cautions: expect.arrayContaining([expect.stringMatching(caution)]),
    })
  })

  it('of words says nothing of what only a change needs', () => {
    const rules = { ...rule({ wantsAgreement: 'Sign the CLA.', wantsChangelog: 'Add a fragment.' }).rules }
    expect(ask({ rules, asked: 'comment' })).toMatchObject({ answer: 'draft', cautions: [] })
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
      'as a pull request where upstream takes none',
      { asked: 'pr', ...door({ pullRequests: 'nobody' }) },
      /takes no pull requests/,
      '/upstream draft issue',
    ],
    [
      'as an issue where upstream has none on GitHub',
      { asked: 'issue', ...withFix({ status: 'unknown', issue: null }), ...door({ issues: false }) },
      /takes no issues/,
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
