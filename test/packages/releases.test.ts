import nock from 'nock'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { HeadwaterError } from '../../src/errors.ts'
import { createCratesReleases } from '../../src/packages/create-crates-releases.ts'
import { createGoReleases } from '../../src/packages/create-go-releases.ts'
import { createNpmReleases } from '../../src/packages/create-npm-releases.ts'
import type { IndexedPackage, ReleaseIndexClient } from '../../src/packages/index.ts'
import { closeNetwork, npmRegistry, openNetwork } from './answers.ts'

beforeAll(closeNetwork)
afterEach(nock.cleanAll)
afterAll(openNetwork)

async function ask(client: ReleaseIndexClient, wanted: IndexedPackage) {
  try {
    return await client.releaseOf(wanted, AbortSignal.timeout(60_000))
  } catch (error) {
    return error instanceof HeadwaterError ? `${error.code}: ${error.message}` : `not ours: ${error}`
  }
}

describe('the index of crates.io', () => {
  const index = nock.bind(null, 'https://index.crates.io')
  const crate = { ecosystem: 'cargo', name: 'acme-tls', version: '0.2.1' }
  const dep = { name: 'log', req: '^0.4', features: [], optional: false, default_features: true, target: null }
  const line = (vers: string, part: object = {}): string =>
    JSON.stringify({ name: 'acme-tls', vers, deps: [], cksum: 'a'.repeat(64), features: {}, yanked: false, ...part })

  it('gives checksum, needs and features; needs of tests are left out, renamed ones are named as the index does', async () => {
    const deps = [
      { ...dep, kind: 'normal' },
      { ...dep, name: 'alias', package: 'real', optional: true, kind: 'normal' },
      { ...dep, name: 'probe', kind: 'dev' },
    ]
    index()
      .get('/ac/me/acme-tls')
      .reply(
        200,
        `${line('0.2.0')}\n${line('0.2.1', { deps, features: { b: [], a: ['log'] }, features2: { c: [] } })}\n`,
      )
    expect(await ask(createCratesReleases(), crate)).toEqual({
      version: '0.2.1',
      checksum: 'a'.repeat(64),
      manifestChecksum: null,
      needs: [
        { name: 'log', requirement: '^0.4', kind: 'required' },
        { name: 'real', requirement: '^0.4', kind: 'optional' },
      ],
      features: '[["a",["log"]],["b",[]],["c",[]]]',
    })
  })

  const paths: readonly (readonly [string, string])[] = [
    ['a', '/1/a'],
    ['ab', '/2/ab'],
    ['Abc', '/3/a/abc'],
  ]
  for (const [name, path] of paths) {
    it(`is asked for ${name} at ${path}`, async () => {
      index().get(path).reply(200, line('0.2.1'))
      expect(await ask(createCratesReleases(), { ...crate, name })).toMatchObject({ version: '0.2.1' })
    })
  }

  it('has no release that was taken back, that it does not list, or of a name that is none', async () => {
    index()
      .get('/ac/me/acme-tls')
      .twice()
      .reply(200, line('0.2.1', { yanked: true }))
    index().get('/ac/me/acme-tls').reply(404)
    expect(await ask(createCratesReleases(), crate)).toBeNull()
    expect(await ask(createCratesReleases(), { ...crate, version: '9.0.0' })).toBeNull()
    expect(await ask(createCratesReleases(), crate)).toBeNull()
    expect(await ask(createCratesReleases(), { ...crate, name: '../etc' })).toBeNull()
  })

  it('is not believed where it answers with something else', async () => {
    index().get('/ac/me/acme-tls').reply(200, '{"vers":"0.2.1","cksum":"no"}')
    expect(await ask(createCratesReleases(), crate)).toMatch(/^index-unavailable: .*crates\.io/)
    index().get('/ac/me/acme-tls').reply(301, '', { location: 'https://elsewhere.example/' })
    expect(await ask(createCratesReleases(), crate)).toMatch(/^index-unavailable: .*301/)
  })
})

describe("npm's registry", () => {
  const client = () => createNpmReleases(async () => ({}))
  const wanted = { ecosystem: 'npm', name: '@acme/lib', version: '1.2.3' }
  const integrity = `sha512-${'A'.repeat(86)}==`

  it('gives integrity and needs; what is optional counts once', async () => {
    nock(npmRegistry)
      .get('/@acme%2flib/1.2.3')
      .reply(200, {
        name: '@acme/lib',
        version: '1.2.3',
        dependencies: { a: '^1', b: '^2' },
        optionalDependencies: { b: '^2' },
        peerDependencies: { c: '*' },
        dist: { integrity },
      })
    expect(await ask(client(), wanted)).toEqual({
      version: '1.2.3',
      checksum: integrity,
      manifestChecksum: null,
      needs: [
        { name: 'a', requirement: '^1', kind: 'required' },
        { name: 'b', requirement: '^2', kind: 'optional' },
        { name: 'c', requirement: '*', kind: 'peer' },
      ],
      features: '',
    })
  })

  it('is not believed for another package, nor without an integrity', async () => {
    nock(npmRegistry).get('/@acme%2flib/1.2.3').reply(200, { name: 'other', version: '1.2.3', dist: { integrity } })
    expect(await ask(client(), wanted)).toMatch(/^index-unavailable/)
    nock(npmRegistry).get('/@acme%2flib/1.2.3').reply(200, { name: '@acme/lib', version: '1.2.3', dist: {} })
    expect(await ask(client(), wanted)).toMatch(/^index-unavailable/)
    nock(npmRegistry).get('/@acme%2flib/1.2.3').reply(404)
    expect(await ask(client(), wanted)).toBeNull()
  })
})

describe("Go's checksum database and mirror", () => {
  const wanted = { ecosystem: 'golang', name: 'github.com/Acme/lib', version: 'v1.2.3' }
  const sums = () => nock('https://sum.golang.org').get('/lookup/github.com/!acme/lib@v1.2.3')
  const mirror = () => nock('https://proxy.golang.org').get('/github.com/!acme/lib/@v/v1.2.3.mod')
  const record =
    '4711\ngithub.com/Acme/lib v1.2.3 h1:zip=\ngithub.com/Acme/lib v1.2.3/go.mod h1:mod=\n\nsum.golang.org\n'

  it('give both checksums and what the module requires', async () => {
    sums().reply(200, record)
    mirror().reply(
      200,
      'module github.com/Acme/lib\nrequire a.io/x v1.0.0\nrequire (\n\tb.io/y v0.1.0 // indirect\n)\n',
    )
    expect(await ask(createGoReleases(), wanted)).toEqual({
      version: 'v1.2.3',
      checksum: 'h1:zip=',
      manifestChecksum: 'h1:mod=',
      needs: [
        { name: 'a.io/x', requirement: 'v1.0.0', kind: 'required' },
        { name: 'b.io/y', requirement: 'v0.1.0', kind: 'required' },
      ],
      features: '',
    })
  })

  it('know no module that is gone, and are not believed without the checksums', async () => {
    sums().reply(410)
    mirror().reply(200, 'module github.com/Acme/lib\n')
    expect(await ask(createGoReleases(), wanted)).toBeNull()
    sums().reply(200, 'nothing')
    mirror().reply(200, 'module github.com/Acme/lib\n')
    expect(await ask(createGoReleases(), wanted)).toMatch(/^index-unavailable/)
  })
})
