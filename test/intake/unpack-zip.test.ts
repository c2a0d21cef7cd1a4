import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type UnpackLimits, unpackZip } from '../../src/intake/unpack-zip.ts'
import { writeZip } from './write-zip.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headwater-zip-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function unpack(zip: Buffer, limits: Partial<UnpackLimits> = {}) {
  const archive = join(folder, 'archive')
  await writeFile(archive, zip)
  let count = 0
  const nextFile = (): string => {
    count += 1
    return join(folder, `file-${count}`)
  }
  return unpackZip(archive, nextFile, { mostFiles: 20, mostBytes: 1_000_000, ...limits })
}

describe('an archive of profiles', () => {
  it('gives every file, folders and what macOS adds left out', async () => {
    const zip = writeZip([
      { name: 'run/' },
      { name: 'run/cpu.folded', content: 'main;a 1\n' },
      { name: '__MACOSX/run/._cpu.folded', content: 'x' },
      { name: 'run/stored.txt', content: 'main;b 2\n', method: 'store' },
    ])
    const { files, error } = await unpack(zip)
    expect(error).toBeNull()
    expect(files).toEqual([
      { name: 'cpu.folded', file: join(folder, 'file-1'), bytes: 9 },
      { name: 'stored.txt', file: join(folder, 'file-2'), bytes: 9 },
    ])
    expect(readFileSync(join(folder, 'file-2'), 'utf8')).toBe('main;b 2\n')
  })
  it('writes no file by a name in it', async () => {
    const names = ['../../escaped', '/tmp/headwater-escaped', 'C:\\escaped', '..\\escaped', 'a\u0000b\u001b[2J', '']
    const { files } = await unpack(writeZip(names.map((name) => ({ name, content: name }))))
    expect(files.map(({ name }) => name)).toEqual([
      'escaped',
      'headwater-escaped',
      'C:\\escaped',
      '..\\escaped',
      'ab[2J',
      'profile',
    ])
    expect(files.every(({ file }, index) => file === join(folder, `file-${index + 1}`))).toBe(true)
    expect(existsSync('/tmp/headwater-escaped') || existsSync(join(folder, '..', '..', 'escaped'))).toBe(false)
  })
})

describe('an archive that is broken or a bomb', () => {
  const zeros = Buffer.alloc(70 * 2 ** 20)
  const entries: readonly (readonly [string, Parameters<typeof writeZip>[0][number], RegExp])[] = [
    ['too large when unpacked', { name: 'a', content: Buffer.alloc(2_000_000, 'main;a 1\n') }, /more than is read/],
    ['a thousand times its size', { name: 'a', content: zeros }, /more than 400 times/],
    ['that says it is small', { name: 'a', content: zeros, claimedBytes: 10 }, /damaged/],
    ['that says it is large', { name: 'a', content: 'short', claimedBytes: 500 }, /damaged/],
    ['with a wrong checksum', { name: 'a', content: 'main;a 1\n', crc: 7 }, /checksum/],
    ['encrypted', { name: 'a', content: 'x', flags: 1 }, /encrypted/],
    ['packed otherwise', { name: 'a', content: 'x', method: 'lzma' }, /method/],
    ['deflated badly', { name: 'a', content: 'x', packed: Buffer.from('\xff\xff\xff\xff', 'latin1') }, /damaged/],
  ]
  for (const [what, entry, expected] of entries) {
    it(`with a file ${what}: the others are read`, async () => {
      const { files, error } = await unpack(writeZip([entry, { name: 'good', content: 'main;a 1\n' }]))
      expect(error).toBeNull()
      expect(files[0]).toMatchObject({ file: null, error: expect.stringMatching(expected) })
      expect(files[1]).toMatchObject({ name: 'good', bytes: 9 })
      expect(existsSync(join(folder, 'file-1'))).toBe(false)
    })
  }
  it('with files that are too much only together', async () => {
    const content = Buffer.alloc(600_000, 'main;a 1\n')
    const { files } = await unpack(writeZip(['a', 'b'].map((name) => ({ name, content }))))
    expect(files.map(({ file }) => file !== null)).toEqual([true, false])
  })
  it('with more files than are read', async () => {
    const many = Array.from({ length: 30 }, (_, index) => ({ name: `${index}`, content: 'main;a 1\n' }))
    const { files, error } = await unpack(writeZip(many))
    expect(files).toHaveLength(20)
    expect(error).toMatch(/more profiles/)
  })
  it('with more entries than any artifact', async () => {
    const many = Array.from({ length: 10_001 }, (_, index) => ({ name: `${index}/` }))
    expect((await unpack(writeZip(many))).error).toMatch(/more than 10000 entries/)
  })
  const whole = writeZip([{ name: 'a', content: 'main;a 1\n' }])
  const broken: readonly (readonly [string, Buffer])[] = [
    ['cut off', whole.subarray(0, whole.length - 10)],
    ['only a beginning', Buffer.from('PK\u0003\u0004')],
    ['with a directory that points elsewhere', Buffer.concat([whole.subarray(20)])],
  ]
  for (const [what, zip] of broken) {
    it(what, async () => expect((await unpack(zip)).error ?? (await unpack(zip)).files[0]).toBeTruthy())
  }
  it('that is empty', async () => expect((await unpack(writeZip([]))).error).toBe('the archive is empty'))
})
