import { describe, expect, it } from 'vitest'
import { readServiceAt } from '../../src/intake/index.ts'
import { isServiceFile } from '../../src/ownership/index.ts'
import { memoryRepository } from './memory-repository.ts'

const head = {
  'Cargo.lock': 'at head',
  'Cargo.toml': '[package]',
  'src/main.rs': 'fn main() {}',
  'web/package.json': '{}',
  'web/node_modules/x/package.json': '{}',
  '.cargo/Cargo.toml': 'x',
  '.hidden/Cargo.toml': 'x',
  'a/b/c/d/e/f/g/h/i/Cargo.toml': 'too deep',
}

describe('the lockfiles of a service', () => {
  it('are those of the deployed commit', async () => {
    const reader = memoryRepository({ HEAD: head, 'v2.14.0': { 'Cargo.lock': 'at tag', 'src/main.rs': '' } })
    const { files, ...rest } = await readServiceAt({ reader, ref: 'v2.14.0', isWanted: isServiceFile })
    expect(files).toEqual([{ path: 'Cargo.lock', text: 'at tag' }])
    expect(rest).toEqual({
      at: 'deployed',
      commit: expect.stringMatching(/^[0-9a-f]{40}$/),
      ref: 'v2.14.0',
      notFound: null,
      notes: [],
    })
  })
  it('are those of HEAD where the incident names no commit, and only files that are wanted are asked for', async () => {
    const reader = memoryRepository({ HEAD: head })
    const { files, at, ref, notFound } = await readServiceAt({ reader, ref: null, isWanted: isServiceFile })
    const paths = ['.cargo/Cargo.toml', 'Cargo.lock', 'Cargo.toml', 'web/package.json']
    expect(files.map(({ path }) => path)).toEqual(paths)
    expect({ at, ref, notFound }).toEqual({ at: 'head', ref: null, notFound: null })
    expect(reader.asked.filter((what) => what.startsWith('blob'))).toHaveLength(paths.length)
  })
  it('are those of HEAD where the named commit is not there, and this is told', async () => {
    const reader = memoryRepository({ HEAD: head })
    const service = await readServiceAt({ reader, ref: 'v9', isWanted: isServiceFile })
    expect(service).toMatchObject({ at: 'head', ref: null, notFound: 'v9' })
  })
  it('are found in a repository that is too large to be listed at once', async () => {
    const reader = memoryRepository({ HEAD: head }, { truncated: true })
    const { files } = await readServiceAt({ reader, ref: null, isWanted: isServiceFile })
    expect(files.map(({ path }) => path)).toEqual(['.cargo/Cargo.toml', 'Cargo.lock', 'Cargo.toml', 'web/package.json'])
    expect(reader.asked).not.toContain('folder web/node_modules')
  })
  it('are 300 at most, the nearest to the root', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 400 }, (_, index) => [`apps/a${index}/package.json`, `${index}`]),
    )
    const reader = memoryRepository({ HEAD: { ...many, 'package-lock.json': '{}' } })
    const { files, notes } = await readServiceAt({ reader, ref: null, isWanted: isServiceFile })
    expect(files).toHaveLength(300)
    expect(files.some(({ path }) => path === 'package-lock.json')).toBe(true)
    expect(notes).toEqual(['Of 401 lockfiles and manifests the 300 nearest to the root were read.'])
  })
  it('stop at 200 folders of an endless repository', async () => {
    const wide = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`f${index}/Cargo.toml`, `${index}`]))
    const reader = memoryRepository({ HEAD: wide }, { truncated: true })
    const { notes } = await readServiceAt({ reader, ref: null, isWanted: isServiceFile })
    expect(reader.asked.filter((what) => what.startsWith('folder'))).toHaveLength(200)
    expect(notes).toHaveLength(1)
  })
  it('are refused beyond 64 MiB before they are asked for', async () => {
    const reader = memoryRepository({ HEAD: head })
    const huge = {
      ...reader,
      tree: async () => ({ files: [{ path: 'Cargo.lock', sha: 'x', size: 65 * 2 ** 20 }], truncated: false }),
    }
    const reading = readServiceAt({ reader: huge, ref: null, isWanted: isServiceFile })
    await expect(reading).rejects.toMatchObject({ code: 'too-large' })
  })
  it('are missed in a repository without a commit', async () => {
    const reading = readServiceAt({ reader: memoryRepository({}), ref: 'v1', isWanted: isServiceFile })
    await expect(reading).rejects.toMatchObject({ code: 'file-unreadable' })
  })
})
