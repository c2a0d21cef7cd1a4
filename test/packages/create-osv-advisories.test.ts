import nock from 'nock'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { HeadwaterError } from '../../src/errors.ts'
import { createAdvisories, type IndexedPackage } from '../../src/packages/index.ts'
import { closeNetwork, openNetwork } from './answers.ts'

const host = 'https://api.osv.dev'
const [osv] = createAdvisories()
if (osv === undefined) throw new Error('nobody knows advisories')

beforeAll(closeNetwork)
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([])
  nock.cleanAll()
})
afterAll(openNetwork)

const python: IndexedPackage = { ecosystem: 'pypi', name: 'Acme_Lib', version: '3.9.3' }
const signal = () => AbortSignal.timeout(60_000)

/** As the documentation shows one. */
const documented = {
  id: 'GHSA-aaaa-bbbb-cccc',
  summary: 'A malformed request stops the server',
  details: 'It ends in an infinite loop.',
  aliases: ['CVE-2024-00001'],
  modified: '2024-05-02T15:00:00Z',
  published: '2024-05-02T14:00:00Z',
  references: [
    { type: 'WEB', url: 'https://github.com/acme/lib/pull/8332' },
    { type: 'WEB', url: 'javascript:alert(1)' },
  ],
  affected: [
    {
      package: { name: 'acme-lib', ecosystem: 'PyPI', purl: 'pkg:pypi/acme-lib' },
      ranges: [
        { type: 'GIT', repo: 'https://github.com/acme/lib', events: [{ introduced: '0' }, { fixed: 'cebe526b' }] },
        { type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '3.9.4' }] },
      ],
      versions: ['3.9.3'],
    },
    { package: { name: 'other', ecosystem: 'PyPI' }, ranges: [{ type: 'ECOSYSTEM', events: [{ fixed: '9' }] }] },
  ],
  schema_version: '1.6.0',
}
const read = {
  id: 'GHSA-aaaa-bbbb-cccc',
  summary: 'A malformed request stops the server',
  details: 'It ends in an infinite loop.',
  aliases: ['CVE-2024-00001'],
  url: 'https://osv.dev/vulnerability/GHSA-aaaa-bbbb-cccc',
  references: ['https://github.com/acme/lib/pull/8332'],
  ranges: [{ introduced: null, fixed: '3.9.4' }],
}

describe('what OSV knows of a package', () => {
  it('names the advisories on the locked version, with the versions that cure it', async () => {
    const asked = { package: { ecosystem: 'PyPI', name: 'Acme_Lib' }, version: '3.9.3' }
    nock(host)
      .post('/v1/query', asked)
      .reply(200, { vulns: [documented] })
    expect(await osv.advisoriesOf(python, signal())).toEqual([read])
  })

  it('reads one by its number', async () => {
    nock(host).get('/v1/vulns/CVE-2024-00001').reply(200, documented)
    expect(await osv.advisoryBy('CVE-2024-00001', python, signal())).toEqual(read)
  })

  it('writes Go versions as go.mod does, and Maven names as Maven does', async () => {
    const go = { ecosystem: 'golang', name: 'golang.org/x/net', version: 'v0.5.0' }
    const range = { type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '0.7.0' }] }
    const affected = [{ package: { ecosystem: 'Go', name: 'golang.org/x/net' }, ranges: [range] }]
    nock(host)
      .post('/v1/query', { package: { ecosystem: 'Go', name: 'golang.org/x/net' }, version: '0.5.0' })
      .reply(200, { vulns: [{ id: 'GO-2023-1571', affected }] })
    const [found] = await osv.advisoriesOf(go, signal())
    expect(found?.ranges).toEqual([{ introduced: null, fixed: 'v0.7.0' }])
    nock(host)
      .post('/v1/query', { package: { ecosystem: 'Maven', name: 'io.netty:netty-handler' }, version: '4.1.41.Final' })
      .reply(200, {})
    const maven = { ecosystem: 'maven', name: 'io.netty/netty-handler', version: '4.1.41.Final' }
    expect(await osv.advisoriesOf(maven, signal())).toEqual([])
  })

  const silent: readonly (readonly [what: string, status: number, body: object])[] = [
    ['nothing', 200, {}],
    ['an advisory that was withdrawn', 200, { vulns: [{ ...documented, withdrawn: '2024-06-01T00:00:00Z' }] }],
    ['an advisory on another package', 200, { vulns: [{ ...documented, affected: documented.affected.slice(1) }] }],
    ['an advisory without an id', 200, { vulns: [{ ...documented, id: 7 }] }],
    ['no such package', 404, {}],
  ]
  for (const [what, status, body] of silent) {
    it(`finds none where the answer is ${what}`, async () => {
      nock(host).post('/v1/query').reply(status, body)
      expect(await osv.advisoriesOf(python, signal())).toEqual([])
    })
  }

  it('asks nothing about other ecosystems, without a version, or by something that is no number', async () => {
    expect(await osv.advisoriesOf({ ecosystem: 'conan', name: 'lib', version: '1.0' }, signal())).toEqual([])
    expect(await osv.advisoriesOf({ ...python, version: null }, signal())).toEqual([])
    expect(await osv.advisoryBy('../../etc', python, signal())).toBeNull()
  })

  const failing: readonly (readonly [what: string, status: number, body: string, type: string])[] = [
    ['trouble', 503, '', 'text/plain'],
    ['a page', 200, '<html>', 'text/html'],
    ['broken JSON', 200, '{', 'application/json'],
    ['another shape', 200, '{"vulns":7}', 'application/json'],
    ['too much', 200, `"${'x'.repeat(1_100_000)}"`, 'application/json'],
  ]
  for (const [what, status, body, type] of failing) {
    it(`fails in one line where the answer is ${what}`, async () => {
      nock(host).post('/v1/query').reply(status, body, { 'content-type': type })
      const failure = await osv.advisoriesOf(python, signal()).catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(HeadwaterError)
      expect(String(failure)).toMatch(/^[^\n]*OSV[^\n]*$/)
    })
  }
})
