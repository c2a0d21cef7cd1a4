import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createFetchPublic, type FetchPublicOptions } from '../../src/intake/create-fetch-public.ts'
import { download } from '../../src/intake/download.ts'
import { isPublicAddress } from '../../src/intake/is-public-address.ts'
import { type LocalServer, startLocalServer } from './local-server.ts'

let folder = ''
let count = 0
let server: LocalServer
let port = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headwater-public-'))
  server = await startLocalServer((request, response) => {
    const to = new URL(request.url ?? '', 'http://localhost').searchParams.get('to')
    if (to === null) response.end('secret')
    else response.writeHead(302, { location: to }).end()
  })
  port = new URL(server.origin).port
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})
beforeEach(() => {
  count += 1
  server.asked.length = 0
})

/** Every place is allowed, so that the address alone decides. */
function get(url: string, options?: FetchPublicOptions) {
  return download({
    url: new URL(url),
    allowed: () => true,
    token: null,
    file: join(folder, `${count}`),
    mostBytes: 1_000,
    signal: AbortSignal.timeout(10_000),
    fetch: createFetchPublic(options),
  })
}

/** Nor is it tried a second time. */
const refused = { kind: 'failed', why: 'it leads to an address that is not public', mayPass: false }
const named = (...addresses: string[]): FetchPublicOptions => ({
  resolve: async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
})

describe('an address that is not public is not connected to', () => {
  const spellings = [
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0177.0.0.1',
    '0x7f.0.0.1',
    '0x7f000001',
    '127。0。0。1',
    '１２７.０.０.１',
    '①②⑦.⓪.⓪.①',
    '%31%32%37.0.0.1',
    '0.0.0.0',
    '0',
    'localhost',
    '[::1]',
    '[::]',
    '[0:0:0:0:0:0:0:1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '[64:ff9b:1::7f00:1]',
    '[2002:7f00:1::]',
    '[2001:0:7f00:1::]',
    '[fe80::1]',
    '[fec0::1]',
    '[fd12:3456::1]',
    '[ff02::1]',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '100.64.0.1',
    '169.254.169.254',
    '0xa9fea9fe',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
  ]
  it.each(spellings)('http://%s', async (host) => {
    expect(await get(`http://${host}:${port}/`)).toEqual(refused)
    expect(server.asked).toEqual([])
    expect(existsSync(join(folder, `${count}`))).toBe(false)
  })

  it.each([
    ['this machine', ['127.0.0.1']],
    ['this machine, in IPv6', ['::1']],
    ['a mapped address', ['::ffff:127.0.0.1']],
    ['a link, with a zone', ['fe80::1%eth0']],
    ['the metadata service', ['169.254.169.254']],
    ['a public and a private one', ['140.82.112.3', '10.0.0.1']],
    ['nothing', []],
  ])('a name that means %s', async (_, addresses) => {
    expect(await get(`http://objects.example:${port}/`, named(...addresses))).toEqual(refused)
    expect(server.asked).toEqual([])
  })

  it('a redirect to one', async () => {
    // Only the first address is taken for public.
    const isPublic = (address: string): boolean => address === '127.0.0.1'
    expect(await get(`${server.origin}/?to=http://127.0.0.2:${port}/`, { isPublic })).toEqual(refused)
    expect(server.asked).toHaveLength(1)
  })
})

it('connects to the address that was checked, whatever the name means a moment later', async () => {
  const answers = ['127.0.0.1', '127.0.0.2', '127.0.0.3']
  const asked: string[] = []
  const resolve = async () => {
    const address = answers[asked.length] ?? ''
    asked.push(address)
    return [{ address, family: 4 }]
  }
  const isPublic = (address: string): boolean => address === '127.0.0.1'
  expect(await get(`http://rebinding.example:${port}/`, { resolve, isPublic })).toEqual({ kind: 'saved', bytes: 6 })
  expect(asked).toEqual(['127.0.0.1'])
  // The second request asks anew, and is refused.
  count += 1
  expect(await get(`http://rebinding.example:${port}/`, { resolve, isPublic })).toEqual(refused)
  expect(server.asked).toHaveLength(1)
})

describe('an address of the public network', () => {
  it.each(['140.82.112.3', '8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:50c0:8000::153', '2a00:1450::1'])(
    '%s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true)
    },
  )
  it.each(['', 'github.com', '1.2.3', '2606:50c0::1%1', 'fe80::1%eth0', '01.2.3.4'])('is not %s', (text) => {
    expect(isPublicAddress(text)).toBe(false)
  })
})
