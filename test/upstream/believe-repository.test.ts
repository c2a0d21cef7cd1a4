import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createGitHubClient } from '../../src/github/index.ts'
import type { Ecosystem } from '../../src/ownership/index.ts'
import { Enquiry } from '../../src/upstream/enquiry.ts'
import { knowRepository } from '../../src/upstream/know-repository.ts'
import { type Standin, startStandin } from '../standin/index.ts'
import { makePackage } from './make-package.ts'

const json = (value: object): string => JSON.stringify(value)
const pom = (group: string, artifact: string): string =>
  `<project><groupId>${group}</groupId><artifactId>${artifact}</artifactId></project>`

/** What good people keep in their repositories, with the traces of others that such repositories hold. */
const repositories: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  popular: {
    'README.md': 'Goes well with liar-praised, @liar/praised and popular-liar.',
    'package.json': json({ name: 'popular-root', dependencies: { 'liar-needed': '1' }, workspaces: ['packages/*'] }),
    'packages/core/package.json': json({ name: '@acme/core' }),
    'packages/test/package.json': json({ name: '@acme/test' }),
    'packages/liar-folder/package.json': json({ name: '@acme/another' }),
    'test/fixtures/liar-fixture/package.json': json({ name: 'liar-fixture' }),
    'packages/core/__tests__/liar-tested/package.json': json({ name: 'liar-tested' }),
    'node_modules/liar-bundled/package.json': json({ name: 'liar-bundled' }),
    'examples/liar-example/package.json': json({ name: 'liar-example' }),
    'vendor/liar-vendored/package.json': json({ name: 'liar-vendored' }),
    'broken/package.json': '{"name": "liar-broken"',
    'listed/package.json': json([{ name: 'liar-listed' }]),
  },
  tls: {
    'Cargo.toml': '[package]\nname = "acme-tls"\n[dependencies]\nliar-crate = "1"\n',
    'vendor/liar-vendored/Cargo.toml': '[package]\nname = "liar-vendored"\n',
    'third_party/rust/liar-kept/Cargo.toml': '[package]\nname = "liar-kept"\n',
    'workspace/Cargo.toml': '[workspace]\nmembers = ["liar-member"]\n',
  },
  web: {
    'pyproject.toml': '[project]\nname = "acme-web"\ndependencies = ["liar-python"]\n',
    'tests/setup.py': 'setup(\n    name="liar-setup",\n)\n',
    'docs/conf.py': 'name = "liar-docs"\n',
  },
  rack: {
    'acme-rack.gemspec': 'Gem::Specification.new do |s|\n  s.name = "acme-rack"\n  s.add_dependency "liar-gem"\nend\n',
    'spec/fixtures/liar-spec.gemspec': 's.name = "liar-spec"\n',
  },
  netty: {
    'pom.xml': pom('io.acme', 'netty-parent'),
    'common/pom.xml':
      '<project><parent><groupId>io.acme</groupId><artifactId>netty-parent</artifactId></parent><artifactId>netty-common</artifactId>' +
      '<dependencies><dependency><groupId>liar</groupId><artifactId>liar-dependency</artifactId></dependency></dependencies></project>',
    'plugin/pom.xml':
      '<!DOCTYPE project><project><groupId>liar</groupId><artifactId>liar-entity</artifactId></project>',
  },
  net: { 'go.mod': 'module go.acme.example/net\n\nrequire liar.example/mod v1.0.0\n' },
  php: { 'composer.json': json({ name: 'acme/php', require: { 'liar/php': '*' } }) },
}

let standin: Standin
/** One for all, so that what is known of a repository is not asked again. */
let enquiry: Enquiry
beforeAll(async () => {
  standin = await startStandin({
    users: [{ login: 'rita' }, { login: 'mallory' }],
    organizations: [{ login: 'acme' }],
    repositories: [
      ...Object.entries(repositories).map(([name, files]) => ({ name: `acme/${name}`, commits: [{ files }] })),
      { name: 'acme/archived', archived: true, commits: [{ files: { 'package.json': json({ name: 'old-lib' }) } }] },
      { name: 'acme/secret', private: true, commits: [{ files: { 'package.json': json({ name: 'liar-secret' }) } }] },
    ],
  })
  const github = await createGitHubClient({
    apiUrl: standin.url,
    token: standin.tokenOf('rita'),
    pacing: false,
    requestTimeoutMs: 30_000,
  })
  const limits = { searches: 1_000, points: 1_000, requests: 1_000 }
  enquiry = new Enquiry(github, AbortSignal.timeout(600_000), limits)
})
afterAll(async () => {
  expect(standin.violations).toEqual([])
  await standin.close()
})

/** What is made of a package whose installed metadata names a repository. */
async function believe(ecosystem: Ecosystem, name: string, address: string) {
  const wanted = makePackage({ purl: `pkg:${ecosystem}/${name}@1.0.0`, ecosystem, name, version: '1.0.0' })
  const signal = AbortSignal.timeout(60_000)
  const index = {
    name: 'index',
    ecosystems: new Set([ecosystem]),
    claims: async () => false,
    repositoryOf: async () => ({ address, directory: null, tracker: null, provenance: 'index' }),
  }
  return knowRepository(wanted, { installed: new Map(), indexes: [index], signal, upstreams: {}, enquiry })
}

const at = (name: string): string => `https://github.com/acme/${name}`

describe('a repository is believed that holds the manifest of the package', () => {
  const honest: readonly (readonly [Ecosystem, string, string, string])[] = [
    ['npm', '@acme/core', `git+${at('popular')}.git`, 'packages/core/package.json'],
    ['npm', '@acme/test', `${at('popular')}/tree/main/packages/test`, 'packages/test/package.json'],
    ['cargo', 'acme-tls', at('tls'), 'Cargo.toml'],
    ['pypi', 'Acme.Web', at('web'), 'pyproject.toml'],
    ['gem', 'acme-rack', at('rack'), 'acme-rack.gemspec'],
    ['maven', 'io.acme/netty-common', `scm:git:git@github.com:acme/netty.git`, 'common/pom.xml'],
    ['golang', 'go.acme.example/net', at('net'), 'go.mod'],
    ['composer', 'acme/php', at('php'), 'composer.json'],
  ]
  for (const [ecosystem, name, address, path] of honest) {
    it(`${ecosystem} ${name}`, async () => {
      expect(await believe(ecosystem, name, address)).toMatchObject({ repository: { believed: path }, reason: null })
    })
  }
})

describe('a package that names the repository of others is not believed', () => {
  const liars: readonly (readonly [why: string, Ecosystem, string, string])[] = [
    ['the readme names it', 'npm', 'liar-praised', at('popular')],
    ['the readme names it with its scope', 'npm', '@liar/praised', at('popular')],
    ['its name holds the name of the repository', 'npm', 'popular-liar', at('popular')],
    ['its name is that of the repository', 'npm', 'popular', at('popular')],
    ['its name is that of a package without the scope', 'npm', 'core', at('popular')],
    ['its name is in another scope', 'npm', '@liar/core', at('popular')],
    ['its name is in another case', 'npm', '@acme/Core', at('popular')],
    ['it is a dependency there', 'npm', 'liar-needed', at('popular')],
    ['a folder has its name', 'npm', 'liar-folder', `${at('popular')}/tree/main/packages/liar-folder`],
    ['it is a fixture of a test', 'npm', 'liar-fixture', at('popular')],
    ['it points at the fixture', 'npm', 'liar-fixture', `${at('popular')}/tree/main/test/fixtures/liar-fixture`],
    ['it is tested there', 'npm', 'liar-tested', at('popular')],
    ['it is bundled there', 'npm', 'liar-bundled', `${at('popular')}/tree/main/node_modules/liar-bundled`],
    ['it is an example', 'npm', 'liar-example', at('popular')],
    ['it is vendored', 'npm', 'liar-vendored', `${at('popular')}/tree/main/vendor/liar-vendored`],
    ['the manifest is broken', 'npm', 'liar-broken', `${at('popular')}/tree/main/broken`],
    ['the manifest is a list', 'npm', 'liar-listed', `${at('popular')}/tree/main/listed`],
    ['it leaves the repository', 'npm', 'liar-away', `${at('popular')}/tree/main/../../tls`],
    ['the repository is private', 'npm', 'liar-secret', at('secret')],
    ['there is no such repository', 'npm', 'liar-nowhere', at('nowhere')],
    ['it is a dependency of a crate', 'cargo', 'liar-crate', at('tls')],
    ['the crate is vendored', 'cargo', 'liar-vendored', at('tls')],
    ['the crate is kept from elsewhere', 'cargo', 'liar-kept', at('tls')],
    ['it is a package of another ecosystem', 'cargo', '@acme/core', at('popular')],
    ['it is a dependency in Python', 'pypi', 'liar-python', at('web')],
    ['a test sets it up', 'pypi', 'liar-setup', at('web')],
    ['it is a dependency of a gem', 'gem', 'liar-gem', at('rack')],
    ['its specification is a fixture', 'gem', 'liar-spec', at('rack')],
    ['its artifact is of another group', 'maven', 'liar/netty-common', at('netty')],
    ['it is a dependency in a pom', 'maven', 'liar/liar-dependency', at('netty')],
    ['the pom has a document type', 'maven', 'liar/liar-entity', at('netty')],
    ['it is required in Go', 'golang', 'liar.example/mod', at('net')],
    ['it is required in PHP', 'composer', 'liar/php', at('php')],
  ]
  for (const [why, ecosystem, name, address] of liars) {
    it(`${ecosystem} ${name}: ${why}`, async () => {
      const { repository, reason } = await believe(ecosystem, name, address)
      expect(repository).toBeNull()
      expect(reason).toMatch(/no manifest there bears the name|is no public repository/)
    })
  }
})

describe('a repository is told as it is', () => {
  it('archived', async () => {
    expect((await believe('npm', 'old-lib', at('archived'))).repository).toMatchObject({ archived: true })
  })

  it('elsewhere than on GitHub: the link, and a word that nothing was asked', async () => {
    const { repository, reason } = await believe('npm', 'acme-lib', 'https://gitlab.com/acme/team/lib')
    expect(repository).toMatchObject({ url: 'https://gitlab.com/acme/team/lib', github: null, believed: null })
    expect(reason).toBe('https://gitlab.com/acme/team/lib is not on GitHub: nothing was asked there')
  })

  const refused: readonly (readonly [what: string, address: string])[] = [
    ['a script', 'javascript:alert(1)'],
    ['a megabyte', `https://github.com/acme/${'a'.repeat(1024 * 1024)}`],
    ['an address of this machine', 'http://127.0.0.1/acme/lib'],
  ]
  for (const [what, address] of refused) {
    it(`${what} is no address`, async () => {
      expect((await believe('npm', 'acme-lib', address)).repository).toBeNull()
    })
  }
})
