import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type CollectLimits, collectProfiles, findProfiles } from '../../src/intake/index.ts'
import { type LocalServer, startLocalServer } from './local-server.ts'
import { type Files, memoryRepository } from './memory-repository.ts'
import { writeZip } from './write-zip.ts'

const service = { owner: 'acme', repo: 'checkout' }
const png = Buffer.from('\x89PNG\r\n\x1a\n picture', 'latin1')
const uuid = '3f2a91c0-1111-4222-8333-444455556666'
/** By path, what the server has for whoever asks, or for the App only. */
const attachments: Record<string, { bytes: string | Buffer; token?: string }> = {
  '/user-attachments/files/1/cpu.folded': { bytes: 'main;a 1\n' },
  '/user-attachments/files/2/same.folded': { bytes: 'main;a 1\n' },
  '/user-attachments/files/3/private.folded': { bytes: 'main;b 1\n', token: 'app-token' },
  '/user-attachments/files/4/nobody.folded': { bytes: '', token: 'of a person' },
  '/user-attachments/files/5/run.zip': {
    bytes: writeZip([
      { name: '../a.folded', content: 'main;c 1\n' },
      { name: 'b.folded', content: 'main;d 1\n' },
      { name: 'inner.zip', content: writeZip([]) },
    ]),
  },
  '/user-attachments/files/6/large.txt': { bytes: Buffer.alloc(3_000, 'a') },
  [`/user-attachments/assets/${uuid}`]: { bytes: png },
  '/api/repos/acme/checkout/actions/artifacts/8/zip': {
    bytes: writeZip([{ name: 'cpu.pb.gz', content: 'main;e 1\n' }]),
    token: 'app-token',
  },
}

let folder = ''
let server: LocalServer
let storage: LocalServer
beforeAll(async () => {
  const stored = new Map<string, string | Buffer>()
  const redirect = (response: ServerResponse, path: string, bytes: string | Buffer): void => {
    const kind = path.startsWith('/api/') ? '/actions-results' : '/github-production-repository-file-5c1aeb'
    stored.set(`${kind}${path}`, bytes)
    response.writeHead(302, { location: `${storage.origin}${kind}${path}` }).end()
  }
  storage = await startLocalServer((request, response) => {
    // As S3: an address that is signed takes no token besides.
    if (request.headers.authorization) response.writeHead(400).end()
    else response.end(stored.get(request.url ?? ''))
  })
  server = await startLocalServer((request, response) => {
    if (request.url === '/user-attachments/files/7/slow.txt') return
    const found = attachments[request.url ?? '']
    const mayRead = found?.token === undefined || request.headers.authorization === `Bearer ${found.token}`
    if (found === undefined || !mayRead) response.writeHead(404).end()
    else redirect(response, request.url ?? '', found.bytes)
  })
})
afterAll(async () => {
  await server.close()
  await storage.close()
})
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headwater-collect-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function collect(body: string, options: { limits?: Partial<CollectLimits>; files?: Record<string, Files> } = {}) {
  const reader = memoryRepository(options.files ?? {})
  const site = { webOrigin: server.origin, apiUrl: `${server.origin}/api`, storageOrigin: storage.origin }
  const texts = [{ body, bodyHtml: null }]
  const references = await findProfiles({ service: { ...service, webOrigin: server.origin }, issue: 12, texts, reader })
  const access = { service, site, reader, token: 'app-token', fetch }
  return collectProfiles({ references, folder, ...access, limits: options.limits ?? {} })
}

const file = (id: number, name: string): string => `${server.origin}/user-attachments/files/${id}/${name}`

describe('the profiles of an incident', () => {
  it('are brought from every place into files whose names are not theirs', async () => {
    const body = [
      file(1, 'cpu.folded'),
      file(3, 'private.folded'),
      file(5, 'run.zip'),
      `${server.origin}/acme/checkout/actions/runs/7/artifacts/8`,
      `${server.origin}/acme/checkout/blob/feature/x/prof/cpu.folded`,
      '\n```\nmain;f 1\nmain;g 2\n```',
    ].join('\n')
    const files = {
      'feature/x': { 'prof/cpu.folded': 'main;h 1\n' },
      'incidents/12': { 'incidents/12/late.folded': 'main;i 1\n' },
    }
    const collected = await collect(body, { files })
    expect(collected.map(({ name, source, error }) => [name, source, error])).toEqual([
      ['cpu.folded', 'attachment', null],
      ['private.folded', 'attachment', null],
      ['a.folded', 'in run.zip, attachment', null],
      ['b.folded', 'in run.zip, attachment', null],
      ['inner.zip', 'in run.zip, attachment', 'an archive within an archive is not unpacked'],
      ['cpu.pb.gz', 'in artifact 8, Actions artifact', null],
      ['cpu.folded', 'file in the repository', null],
      ['code block 1', 'code block', null],
      ['late.folded', 'branch incidents/12', null],
    ])
    const contents = collected.flatMap((one) => (one.file === null ? [] : readFileSync(one.file, 'utf8')))
    expect(contents.map((text) => text[5]).join('')).toBe('abcdehfi')
    const names = collected.flatMap((one) => (one.file === null ? [] : basename(one.file)))
    expect(names.every((name) => /^profile-\d+$/.test(name))).toBe(true)
  })

  it('are told with what is wrong, and one does not stop the others', async () => {
    const body = [
      file(4, 'nobody.folded'),
      file(99, 'missing.folded'),
      file(6, 'large.txt'),
      file(7, 'slow.txt'),
      'https://files.acme.example/cpu.pb.gz',
      `${server.origin}/acme/checkout/blob/main/gone.folded`,
      `${server.origin}/acme/checkout/blob/main%2F..%2F..%2Fsecrets/climbs.folded`,
      `${server.origin}/acme/checkout/actions/runs/7/artifacts/9`,
      file(1, 'cpu.folded'),
      file(2, 'same.folded'),
    ].join('\n')
    const collected = await collect(body, { limits: { mostBytesEach: 2_000, deadlineEachMs: 500 } })
    const said = Object.fromEntries(collected.map(({ name, error }) => [name, error]))
    expect(said).toEqual({
      'nobody.folded': expect.stringMatching(
        /^this attachment can't be read by the App \(GitHub answered 404\); attach it with `headwater attach`/,
      ),
      'missing.folded': expect.stringMatching(/can't be read by the App/),
      'large.txt': expect.stringMatching(/larger than/),
      'slow.txt': 'it did not arrive in time',
      'cpu.pb.gz': expect.stringMatching(/^files\.acme\.example is not asked/),
      'gone.folded': expect.stringMatching(/no such file/),
      'climbs.folded': expect.stringMatching(/no such file/),
      'artifact 9': expect.stringMatching(/expired/),
      'cpu.folded': null,
      'same.folded': 'the same bytes as cpu.folded, which is read once',
    })
  })

  it('do not include the pictures that a text shows', async () => {
    const picture = `![dashboard](${server.origin}/user-attachments/assets/${uuid})`
    expect(await collect(`${picture}\n${file(1, 'cpu.folded')}`)).toMatchObject([{ name: 'cpu.folded' }])
  })

  it('are bounded in number', async () => {
    const blocks = Array.from({ length: 25 }, (_, index) => `\`\`\`\nmain;a ${index}\nmain;b 2\n\`\`\``).join('\n\n')
    const collected = await collect(blocks)
    expect(collected.filter((one) => one.file !== null)).toHaveLength(20)
    expect(collected.at(-1)).toMatchObject({ name: '5 more', error: 'at most 20 profiles of an incident are read' })
  })

  it('are bounded in number within archives', async () => {
    const collected = await collect(`${file(5, 'run.zip')} ${file(1, 'cpu.folded')}`, { limits: { mostProfiles: 1 } })
    expect(collected.map(({ error }) => error === null)).toEqual([true, false, false])
  })

  it('are bounded in bytes, all together', async () => {
    const collected = await collect(`${file(1, 'cpu.folded')} ${file(3, 'private.folded')}`, {
      limits: { mostBytes: 12 },
    })
    expect(collected.map(({ error }) => error === null)).toEqual([true, false])
  })

  it('are bounded in time, all together', async () => {
    const body = `${file(7, 'slow.txt')} ${file(1, 'cpu.folded')}`
    const collected = await collect(body, { limits: { deadlineMs: 300 } })
    expect(collected.map(({ error }) => error)).toEqual(['it did not arrive in time', 'it did not arrive in time'])
    expect((await readdir(folder)).length).toBe(0)
  })

  it('survive a reader that fails', async () => {
    const branch = { 'incidents/12': { 'incidents/12/cpu.folded': 'main;a 1\n' } }
    const reader = { ...memoryRepository(branch), blob: () => Promise.reject(new Error('503')) }
    const [reference] = await findProfiles({
      service: { ...service, webOrigin: server.origin },
      issue: 12,
      texts: [],
      reader,
    })
    const site = { webOrigin: server.origin, apiUrl: server.origin }
    const access = { service, site, reader, token: null, fetch }
    const collected = await collectProfiles({ references: reference ? [reference] : [], folder, ...access })
    expect(collected).toMatchObject([{ error: 'GitHub could not be asked for it; try again later' }])
    expect(existsSync(join(folder, 'profile-1'))).toBe(false)
  })
})
