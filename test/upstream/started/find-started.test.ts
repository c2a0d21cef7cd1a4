import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createGitHubClient } from '../../../src/github/index.ts'
import type { KnownRepository } from '../../../src/upstream/index.ts'
import { findStarted, type StartedQuestion } from '../../../src/upstream/index.ts'
import { type Standin, startStandin } from '../../standin/index.ts'
import { makePackage } from '../make-package.ts'

const day = (date: number, hour = 9): string =>
  `2025-03-${String(date).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00Z`

/** A lockfile with a reader and what it builds upon. */
const lockfile = (reader: string, bytes: string): string =>
  JSON.stringify({
    lockfileVersion: 3,
    packages: {
      '': { name: 'checkout', dependencies: { 'acme-reader': '*' } },
      'node_modules/acme-reader': { version: reader, dependencies: { 'acme-bytes': '*' } },
      'node_modules/acme-bytes': { version: bytes },
    },
  })

const noise = (date: number, reader: string, bytes: string) => ({
  files: { 'package-lock.json': `${lockfile(reader, bytes)}\n${' '.repeat(date)}` },
  message: `Move others (${date})`,
  date: day(date),
})

let standin: Standin
beforeAll(async () => {
  standin = await startStandin({
    users: [{ login: 'rita' }],
    organizations: [{ login: 'shop' }, { login: 'acme' }],
    repositories: [
      {
        name: 'shop/checkout',
        private: true,
        collaborators: { rita: 'write' },
        commits: [
          {
            files: { 'package-lock.json': lockfile('1.2.3', '2.0.0'), 'src/cart.js': '// 1' },
            date: '2025-01-01T09:00:00Z',
          },
          noise(1, '1.2.3', '2.0.0'),
          noise(2, '1.2.3', '2.0.1'),
          {
            files: { 'src/cart.js': '// 2', 'src/other.js': '// 1' },
            message: 'Count the cart anew',
            date: day(3),
            merges: 8,
          },
          noise(4, '1.2.3', '2.0.1'),
          {
            files: { 'package-lock.json': lockfile('1.3.0', '2.0.1') },
            message: 'Move acme-reader',
            date: day(5),
            merges: 9,
          },
          noise(6, '1.3.0', '2.0.1'),
          { files: { 'package-lock.json': lockfile('9.9.9', '2.0.1') }, message: 'After the incident', date: day(9) },
        ],
      },
      {
        name: 'acme/reader',
        commits: [
          {
            files: { 'package.json': '{}', 'src/read.ts': '// 1', 'src/write.ts': '// 1' },
            date: day(1, 1),
            tag: 'v1.2.3',
          },
          { files: { 'src/write.ts': '// 2' }, message: 'Write faster', date: day(1, 2) },
          { files: { 'src/read.ts': '// 2' }, message: 'Read brackets anew', date: day(1, 3) },
          { files: { 'package.json': '{ }' }, message: 'Release 1.3.0', date: day(1, 4), tag: 'v1.3.0' },
          { files: { 'src/read.ts': '// 3' }, message: 'Read on', date: day(2, 4) },
        ],
      },
    ],
    threads: [
      {
        repository: 'shop/checkout',
        number: 8,
        kind: 'pull-request',
        title: 'Count anew',
        state: 'merged',
        createdAt: day(2),
        closedAt: day(3),
      },
      {
        repository: 'shop/checkout',
        number: 9,
        kind: 'pull-request',
        title: 'Bump acme-reader',
        state: 'merged',
        createdAt: day(4),
        closedAt: day(5),
      },
    ],
  })
})
afterAll(async () => {
  expect(standin.violations).toEqual([])
  await standin.close()
})

const reader = makePackage({ purl: 'pkg:npm/acme-reader@1.3.0', name: 'acme-reader', version: '1.3.0' })
const bytes = makePackage({ purl: 'pkg:npm/acme-bytes@2.0.1', name: 'acme-bytes', version: '2.0.1' })
const repository: KnownRepository = {
  url: 'https://github.com/acme/reader',
  directory: null,
  github: { owner: 'acme', name: 'reader' },
  tracker: null,
  provenance: 'test',
  believed: 'package.json',
  archived: false,
  forkOf: null,
  mirrorOf: null,
  renamedFrom: null,
  defaultBranch: 'main',
}

async function ask(otherwise: Partial<StartedQuestion> = {}, signal = AbortSignal.timeout(60_000)) {
  const options = { apiUrl: standin.url, token: standin.tokenOf('rita'), pacing: false, requestTimeoutMs: 30_000 }
  const github = await createGitHubClient(options)
  const question: StartedQuestion = {
    culprit: reader,
    neighbours: [bytes],
    hotFiles: [
      { purl: null, path: '/srv/app/src/cart.js', share: 0.9 },
      { purl: reader.purl, path: '/srv/app/node_modules/acme-reader/dist/read.js', share: 0.8 },
    ],
    startedAt: '2025-03-07 10:30 UTC',
    repository,
    ...otherwise,
  }
  return findStarted(question, {
    github,
    service: { owner: 'shop', repo: 'checkout', commit: 'main' },
    signal,
    clock: () => new Date(day(20)),
  })
}

describe('what changed shortly before an incident', () => {
  it('the locked version of the culprit, with pull request and date, and what upstream changed in its hot files', async () => {
    const { began, versions, notes } = await ask()
    expect(began).toBe('2025-03-07T10:30:00.000Z')
    expect(notes).toEqual([])
    expect(versions).toMatchObject([
      {
        purl: 'pkg:npm/acme-reader',
        from: '1.2.3',
        to: '1.3.0',
        change: { at: day(5), title: 'Move acme-reader', pull: { number: 9, title: 'Bump acme-reader' } },
        upstream: { commits: 3, files: ['src/read.ts'], touching: [{ title: 'Read brackets anew' }] },
      },
      { purl: 'pkg:npm/acme-bytes', from: '2.0.0', to: '2.0.1', change: { at: day(2), pull: null }, upstream: null },
    ])
  })

  it('the files of own code in which time is spent', async () => {
    const { versions, own } = await ask({ culprit: null, neighbours: [] })
    expect(versions).toEqual([])
    expect(own).toMatchObject([{ path: 'src/cart.js', share: 0.9, change: { at: day(3), pull: { number: 8 } } }])
  })

  it('nothing that came after it', async () => {
    const { versions, notes } = await ask({ startedAt: '2025-03-04 08:00' })
    expect(versions.map(({ purl }) => purl)).toEqual(['pkg:npm/acme-bytes'])
    expect(notes).toEqual(['The locked version of acme-reader was not changed in the 45 days before.'])
  })

  it('and says where a lockfile was left alone', async () => {
    const { versions, notes } = await ask({ startedAt: '2025-02-28' })
    expect(versions).toEqual([])
    expect(notes).toEqual([
      'package-lock.json was not changed in the 45 days before.',
      'The hottest file of our own code was not changed in the 45 days before.',
    ])
  })

  it('within its limits', async () => {
    const before = standin.requests.length
    await ask()
    const asked = standin.requests.slice(before)
    expect(asked.filter(({ path }) => path === '/graphql').length).toBeLessThanOrEqual(8)
    expect(asked.length).toBeLessThanOrEqual(38)
  })

  it('or what is missing, where GitHub does not answer', async () => {
    standin.fail({ path: '/graphql', status: 502, times: 100 })
    const { versions, own, notes } = await ask()
    expect([versions, own]).toEqual([[], []])
    expect(notes.join('\n')).toMatch(
      /The history of package-lock\.json could not be read: GitHub is in trouble \(502\)\./,
    )
  })
})
