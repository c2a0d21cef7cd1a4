import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findCrateFolders, readInstalledMetadata } from '../../src/intake/index.ts'
import type { Package } from '../../src/ownership/index.ts'
import { makePackage } from '../upstream/make-package.ts'

const crate = makePackage({ ecosystem: 'cargo', lockfile: 'Cargo.lock', installPaths: [] })

let folder = ''
let root = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headwater-installed-'))
  root = join(folder, 'service')
  await mkdir(root)
})
afterEach(() => rm(folder, { recursive: true }))

/** Writes a file that holds its own path, below the test's folder. */
async function put(path: string, text = path): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await writeFile(join(folder, path), text)
}

async function read(wanted: Package, crateFolders: readonly string[] = []) {
  return (await readInstalledMetadata(root, [wanted], crateFolders)).get(wanted.purl)
}

describe('where manifests of installed packages lie', () => {
  const rows: readonly (readonly [what: string, wanted: Package, path: string])[] = [
    ['where the lockfile keeps it', makePackage(), 'node_modules/acme-lib/package.json'],
    [
      'below another package',
      makePackage({ installPaths: ['node_modules/a/node_modules/acme-lib'] }),
      'node_modules/a/node_modules/acme-lib/package.json',
    ],
    [
      'beside a lockfile that lies deeper',
      makePackage({ lockfile: 'api/package-lock.json' }),
      'api/node_modules/acme-lib/package.json',
    ],
    ['on top, for a lockfile without places', makePackage({ installPaths: [] }), 'node_modules/acme-lib/package.json'],
    ['among vendored crates', crate, 'vendor/acme-lib/Cargo.toml'],
    ['among vendored crates, with its version', crate, 'vendor/acme-lib-1.2.3/Cargo.toml'],
  ]
  for (const [what, wanted, path] of rows) {
    it(what, async () => {
      await put(`service/${path}`, 'text')
      expect(await read(wanted)).toEqual({ path, text: 'text' })
    })
  }

  it('in the first of several places that has it', async () => {
    await put('service/node_modules/b/node_modules/acme-lib/package.json', 'text')
    const installPaths = ['a', 'b', 'c'].map((name) => `node_modules/${name}/node_modules/acme-lib`)
    expect((await read(makePackage({ installPaths })))?.text).toBe('text')
  })

  it("among cargo's sources, under CARGO_HOME", async () => {
    await put('cargo/registry/src/index.example-1/acme-lib-1.2.3/Cargo.toml', 'text')
    const crateFolders = await findCrateFolders({ CARGO_HOME: join(folder, 'cargo') })
    expect(await read(crate, crateFolders)).toEqual({ path: 'acme-lib-1.2.3/Cargo.toml', text: 'text' })
  })

  it('nowhere, for other packages and where nothing is installed', async () => {
    expect(await read(makePackage())).toBeUndefined()
    expect(await read(makePackage({ ecosystem: 'golang' }))).toBeUndefined()
    expect(await read(crate, await findCrateFolders({ CARGO_HOME: join(folder, 'nowhere') }))).toBeUndefined()
  })
})

describe('nothing is read outside of the folder that a manifest should lie in', () => {
  it('by steps to a parent folder', async () => {
    await put('secret/package.json')
    expect(await read(makePackage({ installPaths: ['../secret', 'node_modules/../../secret'] }))).toBeUndefined()
    expect(await read(makePackage({ lockfile: '../secret/package-lock.json', installPaths: ['.'] }))).toBeUndefined()
  })

  it('by the name of a crate', async () => {
    await put('secret/x-1.2.3/Cargo.toml')
    await mkdir(join(folder, 'crates'))
    expect(await read({ ...crate, name: '../secret/x' }, [join(folder, 'crates')])).toBeUndefined()
  })

  it('by a symbolic link, though links within the service are followed, as pnpm makes them', async () => {
    await put('secret/package.json')
    await put('service/node_modules/.pnpm/acme-lib@1.2.3/node_modules/acme-lib/package.json', 'text')
    await symlink('../../secret', join(root, 'node_modules', 'leaving'))
    await symlink('.pnpm/acme-lib@1.2.3/node_modules/acme-lib', join(root, 'node_modules', 'staying'))
    expect(await read(makePackage({ installPaths: ['node_modules/leaving'] }))).toBeUndefined()
    expect((await read(makePackage({ installPaths: ['node_modules/staying'] })))?.text).toBe('text')
  })
})

it('leaves out what is too large or no file', async () => {
  await put('service/node_modules/large/package.json', ' '.repeat(1024 * 1024 + 1))
  await mkdir(join(root, 'node_modules', 'folder', 'package.json'), { recursive: true })
  for (const place of ['large', 'folder', 'nul\0'])
    expect(await read(makePackage({ installPaths: [`node_modules/${place}`] })), place).toBeUndefined()
})
