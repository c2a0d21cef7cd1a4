import { describe, expect, it } from 'vitest'
import { readServiceSourceAt } from '../../src/intake/index.ts'
import { type Files, memoryRepository } from './memory-repository.ts'

async function read(files: Files) {
  const reader = memoryRepository({ HEAD: files })
  const commit = (await reader.resolve('HEAD')) ?? ''
  return readServiceSourceAt(reader, commit, 'npm')
}

describe("a service's own code at a commit", () => {
  it('is its JavaScript and TypeScript, and nothing of packages, builds and hidden folders', async () => {
    const files = await read({
      'index.js': 'serve()',
      'src/match.ts': 'match()',
      'src/match.d.ts': 'types',
      'README.md': 'text',
      'node_modules/acme-router/index.js': 'theirs',
      'packages/app/dist/index.js': 'built',
      '.yarn/releases/yarn.cjs': 'tool',
    })
    expect(files).toEqual([
      { path: 'index.js', text: 'serve()' },
      { path: 'src/match.ts', text: 'match()' },
    ])
  })

  it('is read up to 300 files, those nearest to the root first, and none of more than 2 MiB', async () => {
    const many = Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`src/deep/f${index}.js`, `${index}`]))
    const files = await read({ ...many, 'a.js': 'a', 'bundle.js': 'x'.repeat(2 * 1024 * 1024 + 1) })
    expect(files).toHaveLength(300)
    expect(files[0]).toEqual({ path: 'a.js', text: 'a' })
    expect(files.some(({ path }) => path === 'bundle.js')).toBe(false)
  })
})
