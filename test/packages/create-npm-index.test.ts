import nock from 'nock'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createNpmIndex } from '../../src/packages/create-npm-index.ts'
import { ask, closeNetwork, failureOf, npmRegistry, openNetwork, silence } from './answers.ts'

beforeAll(closeNetwork)
afterEach(nock.cleanAll)
afterAll(openNetwork)

const wanted = { ecosystem: 'npm', name: 'acme-lib', version: '1.2.3' }
const scoped = { ecosystem: 'npm', name: '@acme/lib', version: '1.2.3' }
const manifest = {
  name: 'acme-lib',
  version: '2.0.0',
  repository: { type: 'git', url: 'git+https://github.com/acme/lib.git' },
  dist: { shasum: '0'.repeat(40) },
}

function plainIndex(configuration: Record<string, unknown> = {}, deadlineMs?: number) {
  return createNpmIndex(async () => configuration, deadlineMs)
}

/** Answers the next look-up of acme-lib. */
function answer(body: nock.Body, status = 200, headers: nock.ReplyHeaders = { 'content-type': 'application/json' }) {
  nock(npmRegistry).get('/acme-lib/latest').reply(status, body, headers)
}

describe('what the newest manifest states', () => {
  const rows: readonly (readonly [string, unknown, { address: string; directory: string | null } | null])[] = [
    ['an object', manifest.repository, { address: 'git+https://github.com/acme/lib.git', directory: null }],
    ['a shorthand', 'acme/lib', { address: 'acme/lib', directory: null }],
    [
      'a directory of a monorepo',
      { ...manifest.repository, directory: 'packages/lib' },
      { address: 'git+https://github.com/acme/lib.git', directory: 'packages/lib' },
    ],
    [
      'a directory that is no text',
      { ...manifest.repository, directory: ['lib'] },
      { address: 'git+https://github.com/acme/lib.git', directory: null },
    ],
    ['nothing', undefined, null],
    ['null', null, null],
    ['an empty object', {}, null],
    ['an empty text', '', null],
    ['a list', ['acme/lib'], null],
    ['a number', 7, null],
  ]
  for (const [what, repository, expected] of rows) {
    it(`${what}: ${expected === null ? 'no repository' : expected.address}`, async () => {
      answer({ ...manifest, repository })
      const stated = await ask(plainIndex(), wanted)
      expect(stated && { address: stated.address, directory: stated.directory }).toEqual(expected)
    })
  }
})

it('asks for a scoped package in one segment of the path', async () => {
  nock(npmRegistry)
    .get('/@acme%2flib/latest')
    .reply(200, { ...manifest, name: '@acme/lib' })
  expect(await ask(plainIndex(), scoped)).toMatchObject({ provenance: "npm's metadata of the newest release" })
})

it('knows nothing of a package that the registry does not have', async () => {
  answer({ error: 'Not found' }, 404)
  expect(await ask(plainIndex(), wanted)).toBeNull()
})

it('asks for nothing that is no name of a package', async () => {
  for (const name of ['', '.', '..', '../acme', 'a/b', '@acme', '@acme/', '@acme/../x', 'a b', 'a?b', 'a%2fb', 'a\n'])
    expect(await ask(plainIndex(), { ...wanted, name }), name).toBeNull()
})

describe('an answer that cannot be used is told in one line', () => {
  const rows: readonly (readonly [string, () => void, RegExp])[] = [
    ['an error of the server', () => answer({ error: 'busy' }, 503), /^npm answered with status 503; accepted: /],
    ['a page', () => answer('<html>', 200, { 'content-type': 'text/html' }), /something other than JSON/],
    ['broken JSON', () => answer('{"name":'), /broken JSON/],
    ['more than 1 MiB', () => answer({ ...manifest, readme: 'x'.repeat(1024 * 1024) }), /too much/],
    ['another package', () => answer({ ...manifest, name: 'acme-evil' }), /for another package/],
    ['a list', () => answer([manifest]), /for another package/],
    [
      'a redirect to another host',
      () => {
        answer('', 302, { location: 'https://elsewhere.example/acme-lib' })
        nock('https://elsewhere.example').get('/acme-lib').reply(200, manifest)
      },
      /from another host/,
    ],
    [
      'no connection',
      () => {
        const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })
        nock(npmRegistry).get('/acme-lib/latest').replyWithError(refused)
      },
      /^npm could not be asked \(ECONNREFUSED\); needed: /,
    ],
  ]
  for (const [what, prepare, message] of rows) {
    it(what, async () => {
      prepare()
      const failure = await failureOf(plainIndex(), wanted)
      expect(failure).toMatch(/^index-unavailable: [^\n]*$/)
      expect(failure.replace('index-unavailable: ', '')).toMatch(message)
    })
  }
})

it('gives up at its deadline', async () => {
  nock(npmRegistry).get('/acme-lib/latest').reply(200, silence)
  expect(await failureOf(plainIndex({}, 20), wanted)).toMatch(/npm did not answer in time/)
})

it('gives up when the caller does', async () => {
  nock(npmRegistry).get('/acme-lib/latest').reply(200, silence)
  expect(await failureOf(plainIndex(), wanted, AbortSignal.timeout(20))).toMatch(/npm did not answer in time/)
})

describe("the user's npm configuration", () => {
  const own = { '@acme:registry': 'https://npm.acme.example/', '//npm.acme.example/:_authToken': 'secret' }

  it('sends a scope to its registry, with the credentials for it, and claims it from other indexes', async () => {
    nock('https://npm.acme.example', { reqheaders: { authorization: 'Bearer secret' } })
      .get('/@acme%2flib/latest')
      .reply(200, { ...manifest, name: '@acme/lib' })
    expect(await ask(plainIndex(own), scoped)).not.toBeNull()
    expect(await plainIndex(own).claims(scoped)).toBe(true)
    expect(await plainIndex(own).claims(wanted)).toBe(false)
  })

  it('claims no scope that it sends to the registry of all', async () => {
    expect(await plainIndex({ '@acme:registry': `${npmRegistry}/` }).claims(scoped)).toBe(false)
    expect(await plainIndex().claims(scoped)).toBe(false)
  })

  it('names a mirror for all packages', async () => {
    nock('https://mirror.example').get('/npm/acme-lib/latest').reply(200, manifest)
    expect(await ask(plainIndex({ registry: 'https://mirror.example/npm/' }), wanted)).not.toBeNull()
  })

  it('that cannot be read claims everything, and is a failure rather than a guess', async () => {
    const index = createNpmIndex(async () => {
      throw Object.assign(new Error('denied'), { code: 'EACCES' })
    })
    expect(await index.claims(wanted)).toBe(true)
    expect(await failureOf(index, wanted)).toMatch(/npm could not be asked \(EACCES\)/)
  })
})
