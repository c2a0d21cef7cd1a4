import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { artifactPlaces, attachmentPlaces } from '../../src/intake/allowed-places.ts'
import { type Download, download } from '../../src/intake/download.ts'
import { type LocalServer, startLocalServer } from './local-server.ts'

const bomb = gzipSync(Buffer.alloc(64 * 2 ** 20))
let folder = ''
let count = 0
let server: LocalServer
let other: LocalServer

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headwater-download-'))
  other = await startLocalServer((_, response) => response.end('from another host'))
  server = await startLocalServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost')
    const to = searchParams.get('to')
    if (to !== null) response.writeHead(302, { location: to }).end()
    else if (pathname === '/hop') response.writeHead(307, { location: `/hop?again=${count}` }).end()
    else if (pathname === '/nowhere') response.writeHead(302).end()
    else if (/^\/\d+$/.test(pathname)) response.writeHead(Number(pathname.slice(1))).end('no')
    else if (pathname === '/slow') response.writeHead(200).write('a')
    else if (pathname === '/silent') return
    else if (pathname === '/drip') drip(response)
    else if (pathname === '/endless') endless(response)
    else if (pathname === '/bomb') response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)
    else if (pathname === '/claims-more')
      response.writeHead(200, { 'content-length': '1000' }).end('short', () => request.destroy())
    else if (pathname === '/claims-huge') response.writeHead(200, { 'content-length': '99999999999' }).write('a')
    else if (pathname === '/garbage') request.socket.end('HTTP/1.1 999 What\r\n\u0000\r\n\r\n')
    else response.end(Buffer.from([0, 255, 1, 254]))
  })
})
afterAll(async () => {
  await server.close()
  await other.close()
  await rm(folder, { recursive: true })
})
beforeEach(() => {
  count += 1
  server.asked.length = 0
  other.asked.length = 0
})

function drip(response: { write(text: string): unknown; on(event: 'close', then: () => void): unknown }): void {
  const timer = setInterval(() => response.write('a'), 20)
  response.on('close', () => clearInterval(timer))
}

function endless(response: { write(text: string): boolean; on(event: 'drain', then: () => void): unknown }): void {
  const more = (): void => {
    while (response.write('a'.repeat(65_536)));
  }
  response.on('drain', more)
  more()
}

function get(path: string, options: { token?: string; allowed?: (url: URL) => boolean; deadlineMs?: number } = {}) {
  return download({
    url: new URL(path, server.origin),
    allowed: options.allowed ?? ((url) => url.origin === server.origin || url.origin === other.origin),
    token: options.token ?? null,
    file: join(folder, `${count}`),
    mostBytes: 1_000_000,
    signal: AbortSignal.timeout(options.deadlineMs ?? 10_000),
    fetch,
  })
}

function why(result: Download): string {
  expect(existsSync(join(folder, `${count}`))).toBe(false)
  return result.kind === 'failed' ? result.why : result.kind
}

describe('a file that is there', () => {
  it('is saved byte for byte, for nobody else to read', async () => {
    expect(await get('/file')).toEqual({ kind: 'saved', bytes: 4 })
    expect([...readFileSync(join(folder, `${count}`))]).toEqual([0, 255, 1, 254])
  })
  it('is found over redirects, and the token goes to the first host only', async () => {
    const result = await get(`/first?to=${encodeURIComponent(`/second?to=${other.origin}/signed`)}`, {
      token: 'secret',
    })
    expect(result).toEqual({ kind: 'saved', bytes: 17 })
    expect(server.asked.map(({ authorization }) => authorization)).toEqual(['Bearer secret', 'Bearer secret'])
    expect(other.asked.map(({ authorization }) => authorization)).toEqual([undefined])
  })
  it('does not get the token back on the way home', async () => {
    const home = `${server.origin}/file`
    const back = await startLocalServer((_, response) => response.writeHead(302, { location: home }).end())
    const result = await get(`/?to=${back.origin}/`, { token: 'secret', allowed: () => true })
    await back.close()
    expect(result.kind).toBe('saved')
    expect(server.asked.map(({ authorization }) => authorization)).toEqual(['Bearer secret', undefined])
  })
})

describe('what must not be asked is not asked', () => {
  const targets: readonly (readonly [string, string])[] = [
    ['the metadata service', 'http://169.254.169.254/latest/meta-data/'],
    ['this machine', 'http://localhost:22/'],
    ['this machine, in IPv6', 'http://[::1]/'],
    ['a file', 'file:///etc/passwd'],
    ['data', 'data:text/plain,hello'],
    ['a password', 'http://me:secret@127.0.0.1/'],
    ['another host', 'https://evil.example/x'],
    ['no address', 'http://'],
  ]
  for (const [what, target] of targets) {
    it(`redirected to ${what}`, async () => {
      expect(why(await get(`/?to=${encodeURIComponent(target)}`))).toMatch(/^it is redirected to /)
      expect(server.asked).toHaveLength(1)
    })
  }
  it('a start that is not allowed', async () => {
    expect(why(await get('/file', { allowed: () => false }))).toMatch(/none of GitHub/)
    expect(server.asked).toEqual([])
  })
  it('more than three redirects', async () => {
    expect(why(await get('/hop'))).toBe('it is redirected more than 3 times')
    expect(server.asked).toHaveLength(4)
  })
})

describe('what is wrong with an answer is told, never thrown', () => {
  const answers: readonly (readonly [string, string, RegExp])[] = [
    ['a redirect to nowhere', '/nowhere', /no address/],
    ['a server in trouble', '/502', /answered 502; try again/],
    ['more bytes than may be', '/endless', /larger than 0 MiB/],
    ['gzip on the way that grows', '/bomb', /larger/],
    ['more bytes announced than may be', '/claims-huge', /larger/],
    ['fewer bytes than announced', '/claims-more', /connection broke/],
    ['no HTTP', '/garbage', /connection broke/],
  ]
  for (const [what, path, expected] of answers) {
    it(what, async () => expect(why(await get(path))).toMatch(expected))
  }
  for (const status of [401, 403, 404, 410]) {
    it(`a refusal with ${status}`, async () => {
      expect(await get(`/${status}`)).toEqual({ kind: 'refused', answer: `answered ${status}` })
    })
  }
  it('the sign-in page', async () => {
    const allowed = (url: URL): boolean => url.pathname !== '/login'
    expect(await get('/?to=/login?return_to=x', { allowed })).toEqual({ kind: 'refused', answer: 'asked to sign in' })
  })
  for (const path of ['/slow', '/silent', '/drip']) {
    it(`a server that is ${path.slice(1)}`, async () => {
      expect(why(await get(path, { deadlineMs: 300 }))).toBe('it did not arrive in time')
    })
  }
})

describe('where GitHub keeps files', () => {
  const site = { webOrigin: 'https://github.com', apiUrl: 'https://api.github.com' }
  const isAttachment = attachmentPlaces(site)
  const isArtifact = artifactPlaces(site, { owner: 'acme', repo: 'checkout' })
  const uuid = '3f2a91c0-1111-4222-8333-444455556666'
  const attachments = [
    'https://github.com/user-attachments/files/12/cpu.pb.gz',
    `https://github.com/user-attachments/assets/${uuid}`,
    'https://github.com/acme/checkout/files/12/cpu.txt',
    'https://objects.githubusercontent.com/github-production-repository-file-5c1aeb/1/2?X-Amz-Signature=x',
    'https://release-assets.githubusercontent.com/github-production-user-asset-6210df/1/2',
    'https://github-production-user-asset-6210df.s3.amazonaws.com/1/2?X-Amz-Signature=x',
    `https://private-user-images.githubusercontent.com/1/2-${uuid}.svg?jwt=x`,
  ]
  const artifacts = [
    'https://api.github.com/repos/acme/checkout/actions/artifacts/7/zip',
    'https://productionresultssa12.blob.core.windows.net/actions-results/a/b.zip?sig=x',
  ]
  const neither = [
    'http://github.com/user-attachments/files/12/cpu.pb.gz',
    'https://github.com:8443/user-attachments/files/12/cpu.pb.gz',
    'https://github.com/acme/checkout/archive/main.zip',
    'https://github.com/user-attachments/files/12/../../acme/secrets',
    'https://objects.githubusercontent.com.evil.example/github-production-repository-file-5c1aeb/1',
    'https://objects.githubusercontent.com/other/1',
    'https://evil.s3.amazonaws.com/github-production-user-asset-6210df/1',
    'https://x-github-production-user-asset-6210df.s3.amazonaws.com/1',
    'https://api.github.com/repos/acme/billing/actions/artifacts/7/zip',
    'https://api.github.com/repos/acme/checkout/actions/artifacts/7/../../secrets/zip',
    'https://evilproductionresultssa1.blob.core.windows.net/actions-results/a',
    'https://169.254.169.254/',
  ]
  for (const address of attachments) {
    it(address, () => expect([isAttachment(new URL(address)), isArtifact(new URL(address))]).toEqual([true, false]))
  }
  for (const address of artifacts) {
    it(address, () => expect([isAttachment(new URL(address)), isArtifact(new URL(address))]).toEqual([false, true]))
  }
  for (const address of neither) {
    it(`not ${address}`, () => {
      expect([isAttachment(new URL(address)), isArtifact(new URL(address))]).toEqual([false, false])
    })
  }
})
