import { describe, expect, it } from 'vitest'
import { HeadwaterError } from '../../../src/errors.ts'
import { createGitHubClient } from '../../../src/github/index.ts'
import type { Advisory, AdvisoryClient } from '../../../src/packages/index.ts'
import { Enquiry } from '../../../src/upstream/enquiry.ts'
import { advisoryLike, advisoryOn, curedVersions } from '../../../src/upstream/fix/find-advisory.ts'
import { versionRules } from '../../../src/upstream/index.ts'
import { makePackage } from '../make-package.ts'
import { makeThread } from './make-thread.ts'

const lib = makePackage()
const loop: Advisory = {
  id: 'GHSA-aaaa-bbbb-cccc',
  aliases: ['CVE-2024-00001'],
  summary: 'A request stops the server',
  details: 'It ends in an infinite loop.',
  url: 'https://osv.dev/vulnerability/GHSA-aaaa-bbbb-cccc',
  references: ['https://github.com/acme/lib/pull/9'],
  ranges: [{ introduced: null, fixed: '1.2.4' }],
}
const other: Advisory = {
  ...loop,
  id: 'GHSA-dddd-eeee-ffff',
  aliases: [],
  details: 'Shows other files.',
  references: [],
}

async function sourcesOf(advisories: readonly Advisory[], otherwise: Partial<AdvisoryClient> = {}) {
  const asked: string[] = []
  const client: AdvisoryClient = {
    name: 'OSV',
    ecosystems: new Set(['npm']),
    advisoriesOf: async ({ name }) => {
      asked.push(name)
      return advisories
    },
    advisoryBy: async (id) => {
      asked.push(id)
      return null
    },
    ...otherwise,
  }
  const signal = AbortSignal.timeout(60_000)
  const github = await createGitHubClient({
    apiUrl: 'http://127.0.0.1:9',
    token: 'none',
    pacing: false,
    requestTimeoutMs: 1_000,
  })
  return { sources: { advisories: [client], indexes: [], signal }, enquiry: new Enquiry(github, signal), asked }
}

const told = (body: string) => ({ thread: makeThread({ number: 5, kind: 'issue', body }), linked: [], commits: [] })

describe('the advisory that an issue is about', () => {
  it('is the one that it names, however it is written', async () => {
    const { sources, enquiry } = await sourcesOf([other, loop])
    expect((await advisoryOn(told('This is cve-2024-00001.'), lib, sources, enquiry))?.advisory.id).toBe(loop.id)
  })

  it('is the one that refers to its fix', async () => {
    const { sources, enquiry } = await sourcesOf([other, loop])
    const linked = [{ thread: makeThread({ number: 9 }), tie: 'closed-by' as const }]
    expect((await advisoryOn({ ...told(''), linked }, lib, sources, enquiry))?.advisory.id).toBe(loop.id)
  })

  it('is asked for by its number where no version is affected', async () => {
    const { sources, enquiry, asked } = await sourcesOf([])
    expect(await advisoryOn(told('See GHSA-AAAA-bbbb-cccc'), lib, sources, enquiry)).toBeNull()
    expect(asked).toEqual(['acme-lib', 'GHSA-aaaa-bbbb-cccc'])
  })

  it('is none where none names it', async () => {
    const { sources, enquiry } = await sourcesOf([other, loop])
    expect(await advisoryOn(told('A loop.'), lib, sources, enquiry)).toBeNull()
  })
})

describe('the advisory that tells of such a trouble', () => {
  it('is the only one that does', async () => {
    const { sources, enquiry } = await sourcesOf([other, loop])
    expect((await advisoryLike('busy-loop', lib, sources, enquiry))?.advisory.id).toBe(loop.id)
  })

  it('is none where two do equally well, or none does', async () => {
    const twice = await sourcesOf([loop, { ...loop, id: 'GHSA-gggg-hhhh-jjjj' }])
    expect(await advisoryLike('busy-loop', lib, twice.sources, twice.enquiry)).toBeNull()
    const never = await sourcesOf([other])
    expect(await advisoryLike('busy-loop', lib, never.sources, never.enquiry)).toBeNull()
  })

  it('is not asked for where the package is private, our own, or from a registry of the user', async () => {
    const { sources, enquiry, asked } = await sourcesOf([loop])
    const registry = {
      name: 'npm',
      ecosystems: new Set(['npm']),
      claims: async () => true,
      repositoryOf: async () => null,
    }
    expect(await advisoryLike('busy-loop', { ...lib, visibility: 'private' }, sources, enquiry)).toBeNull()
    expect(await advisoryLike('busy-loop', { ...lib, own: true }, sources, enquiry)).toBeNull()
    expect(await advisoryLike('busy-loop', lib, { ...sources, indexes: [registry] }, enquiry)).toBeNull()
    expect(asked).toEqual([])
  })

  it('leaves a note where nobody answers', async () => {
    const failure = new HeadwaterError('index-unavailable', 'OSV did not answer in time')
    const { sources, enquiry } = await sourcesOf([], { advisoriesOf: () => Promise.reject(failure) })
    expect(await advisoryLike('busy-loop', lib, sources, enquiry)).toBeNull()
    expect(enquiry.notes).toEqual([
      'The advisories on pkg:npm/acme-lib@1.2.3 could not be read: OSV did not answer in time.',
    ])
  })
})

describe('the versions that cure, by an advisory', () => {
  const rules = versionRules('npm')
  const ranges = [
    { introduced: null, fixed: '1.9.6' },
    { introduced: '2.0.0', fixed: '2.0.1' },
    { introduced: '3.0.0', fixed: null },
  ]
  const cases: readonly (readonly [locked: string | null, cured: readonly string[]])[] = [
    ['1.2.3', ['1.9.6']],
    ['2.0.0', ['2.0.1']],
    ['2.5.0', ['1.9.6', '2.0.1']],
    [null, ['1.9.6', '2.0.1']],
  ]
  for (const [locked, cured] of cases) {
    it(`${cured.join(', ')} with ${locked ?? 'no version'} locked`, () => {
      expect(rules && curedVersions({ ...loop, ranges }, locked, rules)).toEqual(cured)
    })
  }
})
