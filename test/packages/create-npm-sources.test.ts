import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import nock from 'nock'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { HeadwaterError } from '../../src/errors.ts'
import { createNpmSources } from '../../src/packages/create-npm-sources.ts'
import type { IndexedPackage } from '../../src/packages/index.ts'
import { closeNetwork, npmRegistry, openNetwork, silence } from './answers.ts'
import { integrityOf, makeArchive } from './make-archive.ts'

const wanted: IndexedPackage = { ecosystem: 'npm', name: 'acme-lib', version: '1.2.3' }
const file = '/acme-lib/-/acme-lib-1.2.3.tgz'
const json = { 'content-type': 'application/json' }

let archive: Buffer
let cacheFolder = ''
beforeAll(async () => {
  closeNetwork()
  archive = await makeArchive({ 'index.js': '/(a+)+;$/' })
})
beforeEach(async () => {
  cacheFolder = await mkdtemp(join(tmpdir(), 'headwater-cache-'))
})
afterEach(async () => {
  nock.cleanAll()
  await rm(cacheFolder, { recursive: true, force: true })
})
afterAll(openNetwork)

function manifest(dist: object = {}): nock.Body {
  const stated = { tarball: `${npmRegistry}${file}`, integrity: integrityOf(archive), ...dist }
  return { name: 'acme-lib', version: '1.2.3', dist: stated }
}

function answer(body: nock.Body = manifest(), status = 200) {
  nock(npmRegistry).get('/acme-lib/1.2.3').reply(status, body, json)
}

function answerArchive(bytes: Buffer = archive) {
  nock(npmRegistry).get(file).reply(200, bytes, { 'content-type': 'application/octet-stream' })
}

function read(options: { offline?: boolean; deadlineMs?: number; cacheFolder?: string } = {}, what = wanted) {
  const sources = createNpmSources(async () => ({}), { cacheFolder, offline: false, ...options })
  return sources.sourceOf(what, AbortSignal.timeout(60_000))
}

async function failureOf(reading: Promise<unknown>): Promise<string> {
  try {
    await reading
    return 'no failure'
  } catch (error) {
    return error instanceof HeadwaterError ? `${error.code}: ${error.message}` : `not ours: ${error}`
  }
}

const found = [{ path: 'index.js', text: '/(a+)+;$/' }]

it('reads the code of exactly the wanted version', async () => {
  answer()
  answerArchive()
  expect(await read()).toEqual(found)
})

it('takes an old checksum where there is no new one', async () => {
  const { createHash } = await import('node:crypto')
  answer(manifest({ integrity: undefined, shasum: createHash('sha1').update(archive).digest('hex') }))
  answerArchive()
  expect(await read()).toEqual(found)
})

it('keeps what it fetched, so that it is there again, also offline', async () => {
  answer()
  answerArchive()
  await read()
  expect(await read()).toEqual(found)
  expect(await read({ offline: true })).toEqual(found)
})

it('reads without keeping where nothing can be kept', async () => {
  answer()
  answerArchive()
  const blocked = join(cacheFolder, 'file')
  await writeFile(blocked, '')
  expect(await read({ cacheFolder: join(blocked, 'cache') })).toEqual(found)
})

it('knows nothing of a version that the registry does not have', async () => {
  answer({ error: 'version not found' }, 404)
  expect(await read()).toBeNull()
})

it('asks for nothing that is no name or version of a package', async () => {
  for (const name of ['', '..', '../acme', 'a/b', '@acme/../x', 'a?b'])
    expect(await read({}, { ...wanted, name })).toBeNull()
  for (const version of [null, '', '../1', '1 2', '1?x', 'a/b'])
    expect(await read({}, { ...wanted, version })).toBeNull()
})

describe('says in one line that', () => {
  const rows: readonly (readonly [what: string, prepare: () => void, message: RegExp])[] = [
    ['the archive is not the one of the manifest', () => [answer(), answerArchive(Buffer.from('other'))], /EINTEGRITY/],
    ['there is no checksum', () => answer(manifest({ integrity: undefined })), /without a checksum/],
    [
      'the archive is on another host',
      () => answer(manifest({ tarball: 'https://files.acme.test/a.tgz' })),
      /archive on another host/,
    ],
    [
      'the address of the archive is none',
      () => answer(manifest({ tarball: 'file:///etc/passwd' })),
      /another package/,
    ],
    ['the manifest is of another package', () => answer({ ...Object(manifest()), name: 'other' }), /another package/],
    ['the registry fails', () => answer({ error: 'busy' }, 503), /with status 503/],
    [
      'it takes too long',
      () => nock(npmRegistry).get('/acme-lib/1.2.3').reply(200, silence, json),
      /did not answer in time/,
    ],
  ]
  for (const [what, prepare, message] of rows) {
    it(what, async () => {
      prepare()
      const failure = await failureOf(read({ deadlineMs: 500 }))
      expect(failure).toMatch(/^index-unavailable: npm [^\n]*$/)
      expect(failure).toMatch(message)
    })
  }

  it('nothing was kept, offline', async () => {
    expect(await failureOf(read({ offline: true }))).toMatch(
      /^index-unavailable: npm could not be asked \(ENOTCACHED\)/,
    )
  })
})

it('leaves alone what the user gets from a registry of their own', async () => {
  const configuration = { '@acme:registry': 'https://npm.acme.test/' }
  const sources = createNpmSources(async () => configuration, { cacheFolder, offline: false })
  expect(await sources.claims({ ...wanted, name: '@acme/lib' })).toBe(true)
  expect(await sources.claims(wanted)).toBe(false)
})
