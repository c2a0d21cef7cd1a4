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
    expect(paths(await readServiceSource(root))).toEqual(own)
  })

  it('is none that lies behind a symbolic link, or is too large', async () => {
    await put('elsewhere/secret.js')
    await symlink(join(folder, 'elsewhere'), join(root, 'linked'))
    await symlink(join(folder, 'elsewhere/secret.js'), join(root, 'linked.js'))
    await put('service/large.js', 'a'.repeat(2 * 1024 * 1024 + 1))
    await put('service/small.js')
    expect(paths(await readServiceSource(root))).toEqual(['small.js'])
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
