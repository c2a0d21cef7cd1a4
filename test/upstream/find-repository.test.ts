import nock from 'nock'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { HeadwaterError } from '../../src/errors.ts'
import type { Package } from '../../src/ownership/index.ts'
import { createPackageIndexes, type PackageIndexClient, type StatedRepository } from '../../src/packages/index.ts'
import { findRepository } from '../../src/upstream/index.ts'
import { closeNetwork, depsDev, npmRegistry, openNetwork } from '../packages/answers.ts'
import { makePackage } from './make-package.ts'

const lib = makePackage()
const crate = makePackage({
  purl: 'pkg:cargo/acme-lib@1.2.3',
  ecosystem: 'cargo',
  lockfile: 'Cargo.lock',
  installPaths: [],
})
const cargoToml = '[package]\nname = "acme-lib"\nversion = "1.2.3"\nrepository = "https://github.com/acme/old-home"\n'
const packageJson = JSON.stringify({ name: 'acme-lib', repository: { url: 'acme/old-home', directory: './core/' } })

/** An index that answers what it is told to, and notes what it was asked. */
class ScriptedIndex implements PackageIndexClient {
  readonly name: string
  readonly ecosystems: ReadonlySet<string>
  readonly asked: string[] = []
  readonly #answer: StatedRepository | HeadwaterError | null
  readonly #claims: boolean

  constructor(name: string, ecosystems: string, answer: string | HeadwaterError | null, claims = false) {
    this.name = name
    this.ecosystems = new Set(ecosystems.split(' '))
    this.#answer =
      typeof answer === 'string' ? { address: answer, directory: null, tracker: null, provenance: name } : answer
    this.#claims = claims
  }

  async claims(): Promise<boolean> {
    return this.#claims
  }

  async repositoryOf(wanted: { readonly name: string }): Promise<StatedRepository | null> {
    this.asked.push(wanted.name)
    if (this.#answer instanceof HeadwaterError) throw this.#answer
    return this.#answer
  }
}

function find(
  wanted: Package,
  indexes: readonly PackageIndexClient[] = [],
  manifest?: readonly [path: string, text: string],
) {
  const installed = new Map(manifest ? [[wanted.purl, { path: manifest[0], text: manifest[1] }]] : [])
  return findRepository(wanted, { installed, indexes, signal: AbortSignal.timeout(60_000) })
}

const silent = new HeadwaterError('index-unavailable', 'silent did not answer in time')

describe('the best provenance at hand counts', () => {
  it("a lockfile's git source, before any index", async () => {
    const index = new ScriptedIndex('index', 'npm', 'acme/elsewhere')
    const found = await find(makePackage({ repository: 'https://github.com/acme/fork' }), [index])
    expect(found).toEqual({
      repository: {
        url: 'https://github.com/acme/fork',
        directory: null,
        github: { owner: 'acme', name: 'fork' },
        tracker: null,
        provenance: 'git source in package-lock.json',
      },
      reason: null,
    })
    expect(index.asked).toEqual([])
  })

  it('a Go module path, with the directory of the module and the tracker of the Go project', async () => {
    const go = { ecosystem: 'golang', lockfile: 'go.mod', visibility: 'unstated' } as const
    const module = makePackage({
      ...go,
      name: 'github.com/acme/all/core/v2',
      repository: 'https://github.com/acme/all',
    })
    expect((await find(module)).repository).toMatchObject({
      url: 'https://github.com/acme/all',
      directory: 'core',
      provenance: 'module path in go.mod',
    })
    expect((await find(makePackage({ ...go, name: 'golang.org/x/net' }))).repository).toMatchObject({
      url: 'https://github.com/golang/net',
      tracker: 'https://github.com/golang/go',
    })
  })

  it('the newest release, where a package moved since the installed one', async () => {
    const index = new ScriptedIndex('index', 'cargo', 'https://github.com/acme/new-home')
    const found = await find(crate, [index], ['acme-lib-1.2.3/Cargo.toml', cargoToml])
    expect(found.repository).toMatchObject({ url: 'https://github.com/acme/new-home', provenance: 'index' })
  })

  it('installed metadata, where no index answers', async () => {
    const found = await find(
      crate,
      [new ScriptedIndex('silent', 'cargo', silent)],
      ['acme-lib-1.2.3/Cargo.toml', cargoToml],
    )
    expect(found.repository).toMatchObject({
      url: 'https://github.com/acme/old-home',
      provenance: 'acme-lib-1.2.3/Cargo.toml',
    })
  })

  it('installed metadata, offline', async () => {
    const found = await find(lib, [], ['node_modules/acme-lib/package.json', packageJson])
    expect(found.repository).toMatchObject({ url: 'https://github.com/acme/old-home', directory: 'core' })
  })

  it('the next index, where one fails or names none', async () => {
    const last = new ScriptedIndex('last', 'npm', 'gitlab:acme/lib')
    const indexes = [new ScriptedIndex('silent', 'npm', silent), new ScriptedIndex('empty', 'npm', null), last]
    expect((await find(lib, indexes)).repository).toMatchObject({ url: 'https://gitlab.com/acme/lib', github: null })
  })
})

describe('no index learns a name that is not public', () => {
  const rows: readonly (readonly [string, Package, boolean])[] = [
    ['a public package is asked for', lib, true],
    ['an unstated one counts as public', makePackage({ visibility: 'unstated' }), true],
    ['a private one is not asked for', makePackage({ visibility: 'private' }), false],
    ['own code is not asked for', makePackage({ own: true, visibility: 'private' }), false],
    ['own code is not asked for, whatever else is said of it', makePackage({ own: true }), false],
  ]
  for (const [what, wanted, isAsked] of rows) {
    it(what, async () => {
      const index = new ScriptedIndex('index', 'npm', null)
      await find(wanted, [index])
      expect(index.asked).toEqual(isAsked ? ['acme-lib'] : [])
    })
  }

  it("a package of the user's own registry is asked for there alone", async () => {
    const others = new ScriptedIndex('others', 'npm', 'acme/elsewhere')
    const own = new ScriptedIndex('own', 'npm', null, true)
    expect((await find(lib, [others, own])).repository).toBeNull()
    expect([others.asked, own.asked]).toEqual([[], ['acme-lib']])
  })

  it('but installed metadata tells where a private package is', async () => {
    const wanted = makePackage({ visibility: 'private' })
    const found = await find(wanted, [], ['node_modules/acme-lib/package.json', packageJson])
    expect(found.repository?.url).toBe('https://github.com/acme/old-home')
  })
})

describe('where there is no repository, one line says why', () => {
  const conan = makePackage({ ecosystem: 'conan', lockfile: 'conan.lock', visibility: 'unstated' })
  const npm = (answer: string | HeadwaterError | null) => [new ScriptedIndex('index', 'npm', answer)]
  const rows: readonly (readonly [string, Package, readonly PackageIndexClient[], RegExp])[] = [
    ['own code', makePackage({ own: true }), npm('acme/lib'), /own code/],
    ['a private package', makePackage({ visibility: 'private' }), npm('acme/lib'), /no index is asked for a private/],
    ['offline', lib, [], /no index was asked/],
    ['an ecosystem that no index knows', conan, npm('acme/lib'), /no index that is asked knows conan packages/],
    ['none stated', lib, npm(null), /index names none/],
    ['no address', lib, npm('https://github.com/sponsors/acme'), /index names an address that is no repository/],
    ['no answer', lib, npm(silent), /silent did not answer in time/],
  ]
  for (const [what, wanted, indexes, reason] of rows) {
    it(what, async () => {
      const found = await find(wanted, indexes)
      expect(found.repository).toBeNull()
      expect(found.reason).toMatch(/^no repository: [^\n]+$/)
      expect(found.reason).toMatch(reason)
    })
  }

  it('a fault of ours is not taken for an answer', async () => {
    await expect(find(lib, npm(new HeadwaterError('internal', 'broken')))).rejects.toThrow('broken')
  })
})

describe('installed metadata that says nothing of the package is passed over', () => {
  const rows: readonly (readonly [string, Package, string, string])[] = [
    ["another package's package.json", lib, 'package.json', packageJson.replace('acme-lib', 'acme-other')],
    ["another package's Cargo.toml", crate, 'Cargo.toml', cargoToml.replace('acme-lib', 'acme-other')],
    ['a broken package.json', lib, 'package.json', packageJson.slice(0, -1)],
    ['a broken Cargo.toml', crate, 'Cargo.toml', `${cargoToml}]`],
    ['a package.json that is a list', lib, 'package.json', '[]'],
    ['a Cargo.toml without a repository', crate, 'Cargo.toml', '[package]\nname = "acme-lib"\n'],
    ['JSON without end', lib, 'package.json', '['.repeat(100_000)],
    ['TOML without end', crate, 'Cargo.toml', `a = ${'['.repeat(100_000)}`],
    ['dotted keys without end', crate, 'Cargo.toml', `[${'a.'.repeat(100_000)}a]`],
  ]
  for (const [what, wanted, path, text] of rows) {
    it(what, async () => {
      expect((await find(wanted, [], [path, text])).repository).toBeNull()
    })
  }
})

describe('with the indexes that are really asked', () => {
  beforeAll(closeNetwork)
  afterEach(nock.cleanAll)
  afterAll(openNetwork)

  const env = { HOME: '/nonexistent' }

  it('npm first; deps.dev where npm does not know the package', async () => {
    nock(npmRegistry).get('/acme-lib/latest').reply(404, { error: 'Not found' })
    nock(depsDev)
      .get('/v3/systems/npm/packages/acme-lib')
      .reply(200, { versions: [{ versionKey: { version: '2.0.0' }, isDefault: true }] })
      .get('/v3/systems/npm/packages/acme-lib/versions/2.0.0')
      .reply(200, {
        links: [{ label: 'SOURCE_REPO', url: 'git+https://github.com/acme/all.git' }],
        relatedProjects: [
          {
            projectKey: { id: 'github.com/acme/all' },
            relationProvenance: 'SLSA_ATTESTATION',
            relationType: 'SOURCE_REPO',
          },
          {
            projectKey: { id: 'github.com/acme/issues' },
            relationProvenance: 'UNVERIFIED_METADATA',
            relationType: 'ISSUE_TRACKER',
          },
        ],
      })
    expect((await find(lib, createPackageIndexes(env))).repository).toEqual({
      url: 'https://github.com/acme/all',
      directory: null,
      github: { owner: 'acme', name: 'all' },
      tracker: 'https://github.com/acme/issues',
      provenance: 'deps.dev (SLSA attestation of the newest release)',
    })
  })

  it('no request leaves for a private package, nor for own code', async () => {
    let requests = 0
    const note = () => {
      requests += 1
    }
    nock.emitter.on('no match', note)
    await find(makePackage({ visibility: 'private' }), createPackageIndexes(env))
    await find(makePackage({ own: true }), createPackageIndexes(env))
    nock.emitter.off('no match', note)
    expect(requests).toBe(0)
  })
})
