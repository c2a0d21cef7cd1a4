import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import nock from 'nock'
import { create } from 'tar'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { HeadwaterError } from '../../../src/errors.ts'
import { createArchiveSources } from '../../../src/packages/archives/create-archive-sources.ts'
import { createPackageSources, fetchSource, type IndexedPackage } from '../../../src/packages/index.ts'
import { writeZip } from '../../intake/write-zip.ts'
import { closeNetwork, openNetwork, silence } from '../answers.ts'
import { makeArchive } from '../make-archive.ts'

const json = { 'content-type': 'application/json' }
const commit = '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567'

let cacheFolder = ''
beforeAll(closeNetwork)
beforeEach(async () => {
  cacheFolder = await mkdtemp(join(tmpdir(), 'headwater-cache-'))
})
afterEach(async () => {
  nock.cleanAll()
  await rm(cacheFolder, { recursive: true, force: true })
})
afterAll(openNetwork)

const hashOf = (algorithm: string, bytes: Buffer): string => createHash(algorithm).update(bytes).digest('hex')

/** A gem, as `gem build` packs it. */
async function makeGem(text: string): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'headwater-gem-'))
  try {
    await writeFile(join(folder, 'lib.rb'), text)
    await create({ cwd: folder, file: join(folder, 'data.tar.gz'), gzip: true }, ['lib.rb'])
    await writeFile(join(folder, 'metadata.gz'), gzipSync('name: acme'))
    const chunks: Buffer[] = []
    for await (const chunk of create({ cwd: folder }, ['metadata.gz', 'data.tar.gz'])) chunks.push(Buffer.from(chunk))
    return Buffer.concat(chunks)
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** One ecosystem's documented answers about one version of a package. */
interface Published {
  readonly wanted: IndexedPackage
  readonly file: { readonly path: string; readonly text: string }
  readonly archive: () => Promise<Buffer>
  /** @param sum the checksum that is stated, where one is */
  readonly answer: (archive: Buffer, sum?: string) => void
}

const wheel = 'acme_feed-1.2.3-py3-none-any.whl'
const published: readonly Published[] = [
  {
    wanted: { ecosystem: 'pypi', name: 'acme-feed', version: '1.2.3' },
    file: { path: 'acme_feed/parse.py', text: 'one' },
    archive: async () =>
      writeZip([
        { name: 'acme_feed/parse.py', content: 'one' },
        { name: 'acme_feed/data.bin', content: 'x' },
      ]),
    answer(archive, sum = hashOf('sha256', archive)) {
      const file = (packagetype: string, filename: string) => ({
        packagetype,
        filename,
        url: `https://files.pythonhosted.org/packages/aa/${filename}`,
        digests: { md5: 'x', sha256: sum },
        size: archive.length,
        yanked: false,
      })
      const urls = [file('sdist', 'acme_feed-1.2.3.tar.gz'), file('bdist_wheel', wheel)]
      nock('https://pypi.org')
        .get('/pypi/acme-feed/1.2.3/json')
        .reply(200, { info: {}, urls, vulnerabilities: [] }, json)
      nock('https://files.pythonhosted.org').get(`/packages/aa/${wheel}`).reply(200, archive)
    },
  },
  {
    wanted: { ecosystem: 'gem', name: 'acme', version: '1.2.3' },
    file: { path: 'lib.rb', text: 'two' },
    archive: () => makeGem('two'),
    answer(archive, sum = hashOf('sha256', archive)) {
      const gem_uri = 'https://rubygems.org/gems/acme-1.2.3.gem'
      const stated = { name: 'acme', version: '1.2.3', platform: 'ruby', sha: sum, gem_uri }
      nock('https://rubygems.org').get('/api/v2/rubygems/acme/versions/1.2.3.json').reply(200, stated, json)
      nock('https://rubygems.org').get('/gems/acme-1.2.3.gem').reply(200, archive)
    },
  },
  {
    wanted: { ecosystem: 'maven', name: 'com.acme:feed', version: '1.2.3' },
    file: { path: 'com/acme/Feed.java', text: 'three' },
    archive: async () => writeZip([{ name: 'com/acme/Feed.java', content: 'three' }]),
    answer(archive, sum = hashOf('sha1', archive)) {
      const path = '/maven2/com/acme/feed/1.2.3/feed-1.2.3-sources.jar'
      nock('https://repo1.maven.org').get(`${path}.sha1`).reply(200, `${sum}\n`)
      nock('https://repo1.maven.org').get(path).reply(200, archive)
    },
  },
  {
    wanted: { ecosystem: 'composer', name: 'acme/feed', version: '1.2.3' },
    file: { path: 'src/Feed.php', text: 'four' },
    archive: async () => writeZip([{ name: 'acme-feed-0a1b2c3/src/Feed.php', content: 'four' }]),
    answer(archive, shasum = '') {
      const url = `https://api.github.com/repos/acme/feed/zipball/${commit}`
      const entries = [
        {
          version: 'v1.3.0',
          version_normalized: '1.3.0.0',
          dist: { type: 'zip', url: 'https://elsewhere.example/a.zip' },
        },
        { version: 'v1.2.3', dist: { type: 'zip', url, reference: commit, shasum } },
      ]
      const body = { minified: 'composer/2.0', packages: { 'acme/feed': entries } }
      nock('https://repo.packagist.org').get('/p2/acme/feed.json').reply(200, body, json)
      nock('https://codeload.github.com').get(`/acme/feed/legacy.zip/${commit}`).reply(200, archive)
    },
  },
]

function read(
  wanted: IndexedPackage,
  options: { offline?: boolean; deadlineMs?: number; env?: NodeJS.ProcessEnv } = {},
) {
  const clients = createArchiveSources({ env: {}, cacheFolder, offline: false, ...options })
  return fetchSource(clients, wanted, AbortSignal.timeout(60_000))
}

async function failureOf(reading: Promise<unknown>): Promise<string> {
  try {
    await reading
    return 'no failure'
  } catch (error) {
    return error instanceof HeadwaterError ? `${error.code}: ${error.message}` : `not ours: ${error}`
  }
}

for (const { wanted, file, archive, answer } of published) {
  describe(`the code of a package of ${wanted.ecosystem}`, () => {
    it('is read from the archive of the locked version, once, and from what was kept without a network', async () => {
      answer(await archive())
      expect(await read(wanted)).toEqual([file])
      expect(await read(wanted)).toEqual([file])
      expect(await read(wanted, { offline: true })).toEqual([file])
    })

    it('is not asked for without a network', async () => {
      expect(await read(wanted, { offline: true })).toBeNull()
    })

    it('is not believed with another checksum', async () => {
      const algorithm = wanted.ecosystem === 'pypi' || wanted.ecosystem === 'gem' ? 'sha256' : 'sha1'
      answer(await archive(), hashOf(algorithm, Buffer.from('other')))
      expect(await failureOf(read(wanted))).toMatch(/^index-unavailable: .* with an archive of another checksum; /)
      expect(await read(wanted, { offline: true })).toBeNull()
    })

    it('is not asked for under a name or version that leads elsewhere', async () => {
      expect(await read({ ...wanted, name: '../../etc/passwd?a=b' })).toBeNull()
      expect(await read({ ...wanted, version: null })).toBeNull()
    })
  })
}

const [pypi] = published
if (!pypi) throw new Error('nothing is published')

it('a kept archive that is damaged is fetched again', async () => {
  const archive = await pypi.archive()
  pypi.answer(archive)
  await read(pypi.wanted)
  const [kept = ''] = await readdir(join(cacheFolder, 'pypi'))
  await writeFile(join(cacheFolder, 'pypi', kept), archive.subarray(0, 40))
  expect(await read(pypi.wanted, { offline: true })).toBeNull()
  pypi.answer(archive)
  expect(await read(pypi.wanted)).toEqual([pypi.file])
  expect(await read(pypi.wanted, { offline: true })).toEqual([pypi.file])
})

describe('an index', () => {
  it('is not asked where the user names another registry', async () => {
    expect(await read(pypi.wanted, { env: { PIP_INDEX_URL: 'https://pypi.acme.example/simple' } })).toBeNull()
  })

  it('says of a version that it does not have that there is none', async () => {
    nock('https://pypi.org').get('/pypi/acme-feed/1.2.3/json').reply(404, { message: 'Not Found' }, json)
    expect(await read(pypi.wanted)).toBeNull()
  })

  const troubles: readonly (readonly [what: string, status: number, body: nock.Body, headers: nock.ReplyHeaders])[] = [
    ['with status 302', 302, '', { location: 'https://elsewhere.example/' }],
    ['with status 500', 500, 'oops', {}],
    ['something other than JSON', 200, '<html>', { 'content-type': 'text/html' }],
    ['JSON of another shape', 200, { urls: [{}] }, json],
  ]
  it.for(troubles)('that answers %s is told of in one line', async ([what, status, body, headers]) => {
    nock('https://pypi.org').get('/pypi/acme-feed/1.2.3/json').reply(status, body, headers)
    expect(await failureOf(read(pypi.wanted))).toBe(
      `index-unavailable: PyPI answered ${what}; accepted: JSON of at most 1 MiB`,
    )
  })

  it('does not lead to an archive on another host', async () => {
    const file = {
      packagetype: 'bdist_wheel',
      filename: wheel,
      url: 'https://elsewhere.example/a.whl',
      digests: { sha256: '0'.repeat(64) },
    }
    nock('https://pypi.org')
      .get('/pypi/acme-feed/1.2.3/json')
      .reply(200, { urls: [file] }, json)
    expect(await failureOf(read(pypi.wanted))).toContain('with an archive on another host')
  })

  it('has a deadline', async () => {
    nock('https://pypi.org').get('/pypi/acme-feed/1.2.3/json').reply(200, silence, json)
    expect(await failureOf(read(pypi.wanted, { deadlineMs: 50 }))).toContain('did not answer in time')
  })

  it('whose archive is damaged is told of', async () => {
    pypi.answer(Buffer.from('no zip'))
    expect(await failureOf(read(pypi.wanted))).toMatch(/^index-unavailable: PyPI could not be asked/)
  })

  it('is not asked where the operator has indexes off', async () => {
    const clients = createPackageSources({ HEADWATER_INDEXES: 'off', XDG_CACHE_HOME: cacheFolder }, false)
    expect(await fetchSource(clients, pypi.wanted, AbortSignal.timeout(60_000))).toBeNull()
  })
})

it('reads a source distribution where there is no wheel', async () => {
  const archive = await makeArchive({ 'acme_feed/parse.py': 'one', 'setup.cfg': '' })
  const url = 'https://files.pythonhosted.org/packages/aa/acme_feed-1.2.3.tar.gz'
  const sdist = {
    packagetype: 'sdist',
    filename: 'acme_feed-1.2.3.tar.gz',
    url,
    digests: { sha256: hashOf('sha256', archive) },
  }
  nock('https://pypi.org')
    .get('/pypi/acme-feed/1.2.3/json')
    .reply(200, { urls: [sdist] }, json)
  nock('https://files.pythonhosted.org').get('/packages/aa/acme_feed-1.2.3.tar.gz').reply(200, archive)
  expect(await read(pypi.wanted)).toEqual([pypi.file])
})

it('does not unpack what is a thousand times as large', async () => {
  const bomb = writeZip([{ name: 'acme_feed/parse.py', content: 'a'.repeat(2 * 1024 * 1024 - 1) }])
  pypi.answer(bomb)
  expect(await failureOf(read(pypi.wanted))).toMatch(/^too-large: acme-feed@1\.2\.3: unpacks to more than 100 times/)
})
