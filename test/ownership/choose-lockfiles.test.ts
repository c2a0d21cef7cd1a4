import { describe, expect, it } from 'vitest'
import { chooseLockfiles, readDependencyGraph } from '../../src/ownership/index.ts'
import { frameOf } from './grammars/sample-graph.ts'

const poetry = (name: string) =>
  `[[package]]\nname = "${name}"\nversion = "1.0"\n[metadata]\nlock-version = "2.0"\ncontent-hash = "a"\n`
const graph = readDependencyGraph([
  { path: 'services/checkout/poetry.lock', text: poetry('attrs') },
  { path: 'services/search/poetry.lock', text: poetry('click') },
  { path: 'poetry.lock', text: poetry('idna') },
  { path: 'src/poetry.lock', text: poetry('six') },
  { path: 'edge/Cargo.lock', text: '[[package]]\nname = "edge"\nversion = "1.0.0"\n' },
])

describe('the lockfiles that count', () => {
  const choices: [what: string, file: string, lockfiles: string[]][] = [
    [
      'those of the folders that frames lie in, and those above',
      '/srv/app/services/checkout/src/cart.py',
      ['services/checkout/poetry.lock', 'poetry.lock', 'edge/Cargo.lock'],
    ],
    [
      'those of a path relative to the repository',
      'services/search/index.py',
      ['services/search/poetry.lock', 'poetry.lock', 'edge/Cargo.lock'],
    ],
    ['all where no frame tells', '/srv/app/main.py', [...graph.lockfiles]],
    ['all where only an installed package lies so', '/venv/site-packages/services/checkout/a.py', [...graph.lockfiles]],
    ['all where the folder is one that every program has', '/srv/src/main.py', [...graph.lockfiles]],
    ['all where a folder only begins alike', '/srv/services/checkout-old/main.py', [...graph.lockfiles]],
  ]
  for (const [what, file, lockfiles] of choices) {
    it(`are ${what}`, () => {
      expect(chooseLockfiles(graph, [{ frames: [frameOf({ name: 'main', file })] }]).lockfiles).toEqual(lockfiles)
    })
  }

  it('keep their edges', () => {
    const { packages } = chooseLockfiles(graph, [
      { frames: [frameOf({ name: 'main', file: 'services/search/index.py' })] },
    ])
    for (const { lockfile, dependencies } of packages) {
      for (const to of dependencies) expect(packages[to]?.lockfile).toBe(lockfile)
    }
  })
})
