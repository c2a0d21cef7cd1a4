import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { archiveBounds, unpackSource } from '../../src/packages/unpack-source.ts'
import { makeArchive } from './make-archive.ts'

async function* inPieces(bytes: Buffer, size = 100): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

it('reads the JavaScript of an archive and leaves the rest', async () => {
  const archive = await makeArchive({
    'index.js': 'one',
    'lib/deep/a.mjs': 'two',
    'lib/b.cjs': 'three',
    'empty.js': '',
    'package.json': '{}',
    'README.md': '# acme',
    'types.d.ts': 'export {}',
  })
  const files = await unpackSource(inPieces(archive), 'acme-lib@1.2.3')
  expect(Object.fromEntries(files.map(({ path, text }) => [path, text]))).toEqual({
    'index.js': 'one',
    'lib/deep/a.mjs': 'two',
    'lib/b.cjs': 'three',
    'empty.js': '',
  })
})

it('leaves out a file that is too large, and what is beyond the whole', async () => {
  const archive = await makeArchive({ 'a.js': 'a'.repeat(60), 'b.js': 'b'.repeat(60), 'c.js': 'c'.repeat(200) })
  const files = await unpackSource(inPieces(archive), 'acme-lib', { ...archiveBounds, file: 100, kept: 100 })
  expect(files).toHaveLength(1)
})

describe('refuses an archive that', () => {
  const bombs: readonly (readonly [what: string, bounds: Partial<typeof archiveBounds>, message: RegExp])[] = [
    ['is too large', { packed: 50 }, /^acme-lib: has more than 50 bytes; /],
    [
      'unpacks to too much',
      { unpacked: 2 * 1024 * 1024, ratio: 2000 },
      /^acme-lib: unpacks to more than 2097152 bytes; /,
    ],
    ['unpacks to suspiciously much', {}, /^acme-lib: unpacks to more than 100 times its size; /],
    ['holds too many files', { entries: 3, ratio: 2000 }, /^acme-lib: holds more than 3 files; /],
  ]
  for (const [what, bounds, message] of bombs) {
    it(what, async () => {
      const files = { 'a.js': 'a'.repeat(4 * 1024 * 1024), 'b.js': '', 'c.js': '', 'd.js': '' }
      const unpacking = unpackSource(inPieces(await makeArchive(files)), 'acme-lib', { ...archiveBounds, ...bounds })
      await expect(unpacking).rejects.toMatchObject({ code: 'too-large', message: expect.stringMatching(message) })
    })
  }

  it('is packed twice, past the bounds', async () => {
    const twice = gzipSync(await makeArchive({ 'a.js': 'a' }))
    await expect(unpackSource(inPieces(twice), 'acme-lib')).rejects.toThrow('ratio')
  })

  it('is cut, is no archive, or fails on the way', async () => {
    const archive = await makeArchive({ 'index.js': 'a'.repeat(10_000) })
    await expect(unpackSource(inPieces(archive.subarray(0, 60)), 'acme-lib')).rejects.toThrow()
    await expect(unpackSource(inPieces(Buffer.from('<html>')), 'acme-lib')).rejects.toThrow()
    const failing = async function* () {
      yield archive.subarray(0, 60)
      throw new Error('the connection broke')
    }
    await expect(unpackSource(failing(), 'acme-lib')).rejects.toThrow('the connection broke')
  })
})

it('finds nothing in what is gzipped and no tar', async () => {
  expect(await unpackSource(inPieces(gzipSync('hello'.repeat(1000))), 'acme-lib')).toEqual([])
})
