import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readInstalledSource, readServiceSource } from '../../src/intake/index.ts'
import { makePackage } from '../upstream/make-package.ts'

let folder = ''
let root = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headwater-source-'))
  root = join(folder, 'service')
  await mkdir(root)
})
afterEach(() => rm(folder, { recursive: true }))

/** Writes a file below the test's folder. */
async function put(path: string, text = ''): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await writeFile(join(folder, path), text)
}

const paths = (files: readonly { path: string }[] | null) => files?.map(({ path }) => path) ?? null

describe("the service's own code", () => {
  it('is its JavaScript, TypeScript and data, without packages, builds, lockfiles and hidden folders', async () => {
    const own = [
      'index.js',
      'rules.yml',
      'schemas/order.json',
      'src/a.ts',
      'src/b.tsx',
      'src/c.mjs',
      'src/d.cjs',
      'src/e.jsx',
    ]
    for (const path of own) await put(`service/${path}`)
    for (const path of [
      'node_modules/x/a.js',
      'dist/a.js',
      '.git/a.js',
      'src/types.d.ts',
      'README.md',
      'package-lock.json',
    ])
      await put(`service/${path}`)
    expect(paths(await readServiceSource(root, 'npm'))).toEqual(own)
  })

  it('is none that lies behind a symbolic link, or is too large', async () => {
    await put('elsewhere/secret.js')
    await symlink(join(folder, 'elsewhere'), join(root, 'linked'))
    await symlink(join(folder, 'elsewhere/secret.js'), join(root, 'linked.js'))
    await put('service/large.js', 'a'.repeat(2 * 1024 * 1024 + 1))
    await put('service/small.js')
    expect(paths(await readServiceSource(root, 'npm'))).toEqual(['small.js'])
  })
})

describe('the code of an installed package', () => {
  const manifest = JSON.stringify({ name: 'acme-lib', version: '1.2.3' })

  it('is read where the lockfile keeps it, without the packages that lie in it', async () => {
    await put('service/node_modules/acme-lib/package.json', manifest)
    for (const path of ['index.js', 'dist/a.js', 'node_modules/other/b.js'])
      await put(`service/node_modules/acme-lib/${path}`)
    expect(paths(await readInstalledSource(root, makePackage()))).toEqual(['dist/a.js', 'index.js'])
  })

  it('is not read where another version is installed, or none', async () => {
    expect(await readInstalledSource(root, makePackage())).toBeNull()
    await put('service/node_modules/acme-lib/package.json', manifest.replace('1.2.3', '1.2.4'))
    await put('service/node_modules/acme-lib/index.js')
    expect(await readInstalledSource(root, makePackage())).toBeNull()
  })

  it('is not read from outside of the service', async () => {
    await put('outside/package.json', manifest)
    await put('outside/index.js')
    expect(await readInstalledSource(root, makePackage({ installPaths: ['../outside'] }))).toBeNull()
    await mkdir(join(root, 'node_modules'))
    await symlink(join(folder, 'outside'), join(root, 'node_modules/acme-lib'))
    expect(await readInstalledSource(root, makePackage())).toBeNull()
  })
})

describe('the code of a package that another package manager installed below the service', () => {
  const kinds: readonly (readonly [
    ecosystem: 'composer' | 'gem' | 'pypi',
    files: Record<string, string>,
    read: string[],
  ])[] = [
    [
      'composer',
      {
        'vendor/acme/lib/src/Lib.php': '',
        'vendor/acme/lib/notes.txt': '',
        'vendor/composer/installed.json': JSON.stringify({ packages: [{ name: 'acme/lib', version: 'v1.2.3' }] }),
      },
      ['src/Lib.php'],
    ],
    ['gem', { 'vendor/bundle/ruby/3.1.0/gems/acme/lib-1.2.3/lib/lib.rb': '' }, ['lib/lib.rb']],
    [
      'pypi',
      {
        '.venv/lib/python3.11/site-packages/acme_lib/a.py': '',
        '.venv/lib/python3.11/site-packages/other/b.py': '',
        '.venv/lib/python3.11/site-packages/acme_lib-1.2.3.dist-info/RECORD':
          'acme_lib/a.py,sha256=x,1\nacme_lib/missing.py,,\n../../../../secret.py,,\nacme_lib-1.2.3.dist-info/RECORD,,\n',
      },
      ['acme_lib/a.py'],
    ],
  ]
  const wanted = (ecosystem: 'composer' | 'gem' | 'pypi', version: string) =>
    makePackage({ ecosystem, name: ecosystem === 'pypi' ? 'Acme.Lib' : 'acme/lib', version, installPaths: [] })

  for (const [ecosystem, files, read] of kinds) {
    it(`is read in the locked version only: ${ecosystem}`, async () => {
      for (const [path, text] of Object.entries(files)) await put(`service/${path}`, text)
      expect(paths(await readInstalledSource(root, wanted(ecosystem, '1.2.3')))).toEqual(read)
      expect(await readInstalledSource(root, wanted(ecosystem, '1.2.4'))).toBeNull()
    })
  }
})
