import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { UpstreamQuestion } from '../../src/upstream/index.ts'
import { type Seed, type Standin, startStandin } from '../standin/index.ts'
import { askUpstream } from './ask-upstream.ts'
import { makePackage } from './make-package.ts'

type Threads = NonNullable<Seed['threads']>
type Commits = NonNullable<NonNullable<Seed['repositories']>[number]['commits']>

/** What differs from one repository to the next. */
interface Story {
  readonly threads?: readonly (Omit<Threads[number], 'repository' | 'createdAt' | 'title'> & {
    readonly title?: string
  })[]
  readonly after?: Commits
  readonly tag?: (version: string) => string
}

const days = (day: number): string => `2025-03-${String(day).padStart(2, '0')}T09:00:00Z`

const known = { number: 5, title: 'Quadratic time on nested brackets, 100% CPU', body: '`Reader.readNested` is slow.' }
const cure = {
  number: 6,
  kind: 'pull-request' as const,
  title: 'Read brackets once',
  body: 'Fixes #5',
  closedAt: days(3),
}
const merged = { ...cure, state: 'merged' as const }
const closed = { ...known, state: 'closed' as const, closedAt: days(3) }
const mergeCommit = { files: { 'lib.js': '// cured\n' }, date: days(3), merges: 6, message: 'Read brackets once' }
const release = (version: string, day: number, rest: Partial<Commits[number]> = {}) => ({
  files: { 'version.txt': version },
  date: days(day),
  tag: `v${version}`,
  ...rest,
})

const stories: Readonly<Record<string, Story>> = {
  silent: {},
  open: { threads: [known] },
  declined: { threads: [{ ...closed, stateReason: 'NOT_PLANNED' }] },
  reviewed: { threads: [known, cure] },
  merged: { threads: [closed, merged], after: [mergeCommit] },
  released: { threads: [closed, merged], after: [mergeCommit, release('1.2.4', 4), release('1.3.0', 5)] },
  'only-previews': { threads: [closed, merged], after: [mergeCommit, release('1.3.0-rc.1', 4)] },
  reverted: {
    threads: [
      { ...known },
      merged,
      { number: 7, kind: 'pull-request', title: 'Revert #6', body: 'Reverts #6', state: 'merged', closedAt: days(4) },
    ],
    after: [mergeCommit, release('1.2.4', 5)],
  },
  backported: {
    threads: [
      closed,
      merged,
      { number: 8, kind: 'pull-request', title: 'For 1.2', body: 'Backport of #6', state: 'merged', closedAt: days(4) },
    ],
    after: [
      { files: { 'lib.js': '// cured for 1.2\n' }, date: days(4), merges: 8, branch: '1.2' },
      release('1.2.4', 5, { branch: '1.2' }),
      mergeCommit,
      release('2.0.0', 6),
    ],
  },
  'told-in-a-comment': {
    threads: [
      { ...closed, comments: [{ body: 'Fixed in #6.' }] },
      { ...merged, body: 'A faster reader.' },
    ],
    after: [mergeCommit, release('1.2.4', 4)],
  },
  many: {
    threads: [closed, merged],
    after: [mergeCommit, release('9.0.0', 4, { tag: 'other-v9.0.0' }), release('1.2.5', 5, { tag: 'many-v1.2.5' })],
    tag: (version) => `many-v${version}`,
  },
  'closed-by-a-commit': {
    threads: [closed],
    after: [
      { files: { 'lib.js': '// cured\n' }, date: days(3), message: 'Read brackets once\n\nFixes #5' },
      release('1.2.4', 4),
    ],
  },
  'only-named-by-a-commit': {
    threads: [closed],
    after: [{ files: { 'lib.js': '// other\n' }, date: days(3), message: 'Test for #5' }, release('1.2.4', 4)],
  },
  picked: {
    threads: [closed, merged],
    after: [
      release('1.2.4-rc.1', 2, { branch: '1.2' }),
      mergeCommit,
      { files: { 'lib.js': '// cured for 1.2\n' }, date: days(4), branch: '1.2', message: 'Read brackets once (#6)' },
      release('1.2.5', 5, { branch: '1.2' }),
      release('2.0.0', 6),
    ],
  },
  'told-in-a-changelog': {
    threads: [closed, { ...merged, state: 'closed' }],
    after: [
      {
        files: {
          'CHANGELOG.md':
            '# Changes\n\n## [1.3.0] - 2025-03-06\n\n- New.\n\n## 1.2.4 (2025-03-04)\n\n- Brackets are read once (#5).\n',
        },
        date: days(6),
      },
    ],
  },
  'told-in-release-notes': {
    threads: [closed],
    after: [release('1.2.4', 4, { notes: 'Brackets are read once, see #5.' }), release('1.3.0', 5, { notes: 'New.' })],
  },
  'told-for-the-locked-line': {
    threads: [closed],
    after: [{ files: { 'CHANGES.rst': '1.2.2 (2025-03-01)\n==================\n\n* #5: read once\n' }, date: days(6) }],
  },
  untagged: { threads: [closed, merged], after: [mergeCommit], tag: () => 'nightly' },
}

function seedOf(name: string, { after = [], tag = (version) => `v${version}` }: Story) {
  return {
    name: `acme/${name}`,
    commits: [
      {
        files: {
          'package.json': JSON.stringify({ name, version: '1.2.3', repository: `github:acme/${name}` }),
          'lib.js': '// slow\n',
        },
        date: days(1),
        tag: tag('1.2.3'),
      },
      ...after,
    ],
  }
}

let standin: Standin
beforeAll(async () => {
  standin = await startStandin({
    users: [{ login: 'rita' }],
    organizations: [{ login: 'acme' }],
    repositories: Object.entries(stories).map(([name, story]) => seedOf(name, story)),
    threads: Object.entries(stories).flatMap(([name, { threads = [] }]) =>
      threads.map((thread) => ({ title: '', ...thread, repository: `acme/${name}`, createdAt: days(2) })),
    ),
  })
})
afterAll(async () => {
  expect(standin.violations).toEqual([])
  await standin.close()
})

function question(name: string): UpstreamQuestion {
  const own = makePackage({ purl: 'pkg:npm/checkout@1.0.0', name: 'checkout', own: true, dependencies: [1] })
  const culprit = makePackage({ purl: `pkg:npm/${name}@1.2.3`, name, installPaths: [`node_modules/${name}`] })
  const shape = {
    kind: 'quadratic-algorithm' as const,
    subject: null,
    confidence: 0.9,
    evidence: [],
    meaning: '',
    mitigation: '',
  }
  return {
    culprit,
    graph: { packages: [own, culprit], lockfiles: ['package-lock.json'] },
    diagnosis: { shape, culprit: null, suspects: [], carriers: [] },
    hotSymbols: [{ purl: culprit.purl, words: 'Reader.readNested', share: 0.8 }],
    files: [
      { path: 'package.json', text: JSON.stringify({ name: 'checkout', dependencies: { [name]: '^1.2.0' } }) },
      { path: 'package-lock.json', text: '{"lockfileVersion":3,"packages":{}}' },
    ],
    link: null,
    target: null,
    upstreams: {},
  }
}

describe('what became of a known trouble', () => {
  const told: readonly (readonly [story: string, status: string, version: string | null, command: string | null])[] = [
    ['silent', 'unknown', null, null],
    ['open', 'open', null, null],
    ['declined', 'not-planned', null, null],
    ['reviewed', 'in-review', null, null],
    ['merged', 'unreleased', null, null],
    ['only-previews', 'unreleased', null, null],
    ['released', 'upgrade', '1.2.4', 'npm install released@1.2.4'],
    ['reverted', 'open', null, null],
    ['backported', 'upgrade', '1.2.4', 'npm install backported@1.2.4'],
    ['told-in-a-comment', 'upgrade', '1.2.4', 'npm install told-in-a-comment@1.2.4'],
    ['many', 'upgrade', '1.2.5', 'npm install many@1.2.5'],
    ['closed-by-a-commit', 'upgrade', '1.2.4', 'npm install closed-by-a-commit@1.2.4'],
    ['only-named-by-a-commit', 'unknown', null, null],
    ['picked', 'upgrade', '1.2.5', 'npm install picked@1.2.5'],
    ['told-in-a-changelog', 'upgrade', '1.2.4', 'npm install told-in-a-changelog@1.2.4'],
    ['told-in-release-notes', 'upgrade', '1.2.4', 'npm install told-in-release-notes@1.2.4'],
    ['told-for-the-locked-line', 'locked-has-it', '1.2.2', null],
    ['untagged', 'unknown', null, null],
  ]
  for (const [story, status, version, command] of told) {
    it(`${story}: ${status}`, async () => {
      const { fix, remedy, notes } = await askUpstream(standin, question(story))
      expect(notes.filter((note) => !note.includes('taken back'))).toEqual([])
      expect({ status: fix?.status, version: fix?.version, command: remedy?.command ?? null }).toEqual({
        status,
        version,
        command,
      })
    })
  }

  it('says which file of the service must ask for more, where the fix lies beyond its range', async () => {
    const asked = question('released')
    const files = asked.files.map((file) => ({ ...file, text: file.text.replace('^1.2.0', '1.2.3') }))
    const { remedy } = await askUpstream(standin, { ...asked, files })
    expect(remedy).toMatchObject({
      command: 'npm install released@1.2.4',
      steps: [{ manifest: 'package.json', requirement: '^1.2.4' }],
    })
  })

  it('asks nobody about a private package', async () => {
    const before = standin.requests.length
    const asked = question('open')
    const culprit = { ...asked.culprit, visibility: 'private' as const }
    const { fix, related } = await askUpstream(standin, { ...asked, culprit })
    expect([fix, related, standin.requests.length - before]).toEqual([null, [], 0])
  })
})

describe('where GitHub fails, the findings say what is missing, and nothing is thrown', () => {
  const faults = [
    {
      path: '/graphql',
      status: 403 as const,
      says: /issues of acme\/open could not be read: GitHub does not allow it \(403\)/,
    },
    { path: '/graphql', status: 404 as const, says: /issues of acme\/open could not be read.*\(404\)/ },
    { path: '/graphql', status: 429 as const, says: /GitHub allows no more requests/ },
    { path: '/graphql', status: 'secondary-rate-limit' as const, says: /GitHub allows no more requests for 60 s/ },
    { path: '/graphql', status: 502 as const, says: /GitHub is in trouble \(502\)/ },
    { path: '/graphql', status: 'hang' as const, says: /no answer in time/ },
    { path: '/repos/acme/open', status: 500 as const, says: /repository acme\/open could not be read/ },
    {
      path: '/repos/acme/open/contents/*',
      status: 500 as const,
      says: /package\.json of acme\/open at main could not be read/,
    },
  ]
  for (const { path, status, says } of faults) {
    it(`${status} for ${path}`, async () => {
      const faulty = await startStandin({
        users: [{ login: 'rita' }],
        organizations: [{ login: 'acme' }],
        repositories: [seedOf('open', stories.open ?? {})],
        threads: [{ ...known, repository: 'acme/open', createdAt: days(2) }],
      })
      faulty.fail({ path, status, times: 100 })
      const asked = { ...question('open'), upstreams: { open: 'acme/open' } }
      const findings = await askUpstream(faulty, asked, AbortSignal.timeout(4_000))
      await faulty.close()
      expect(findings.repository?.url).toBe('https://github.com/acme/open')
      expect(findings.notes.join('\n')).toMatch(says)
    })
  }
})
