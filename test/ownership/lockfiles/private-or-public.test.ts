import { describe, expect, it } from 'vitest'
import { HeadwaterError } from '../../../src/errors.ts'
import { isServiceFile, readDependencyGraph, type Visibility } from '../../../src/ownership/index.ts'
import { npmRegistry } from './describe-packages.ts'

/** Stands wherever a credential may stand, and must stand in nothing that comes out. */
const secret = 'hunter2'
const elsewhere = `https://ci:${secret}@packages.acme.dev/simple/`

const bunLock = '{"lockfileVersion": 1, "packages": {"@acme/wire": ["@acme/wire@1.0.0", "", {}, ""]}}'
const yarnLock = '# yarn lockfile v1\n\n"@acme/wire@^1.0.0":\n  version "1.0.0"\n'
const berryLock =
  '__metadata:\n  version: 8\n\n"@acme/wire@npm:^1":\n  version: 1.0.0\n  resolution: "@acme/wire@npm:1.0.0"\n'
const npmLock = '{"lockfileVersion": 3, "packages": {"node_modules/@acme/wire": {"version": "1.0.0"}}}'
const goMod = 'module acme.dev/checkout\n\nrequire github.com/acme/wire v1.0.0\n'
const pom = (more: string) =>
  `<project><groupId>acme</groupId><artifactId>checkout</artifactId>${more}<dependencies><dependency><groupId>acme</groupId><artifactId>wire</artifactId><version>1</version></dependency></dependencies></project>`
const repository = `<repositories><repository><url>${elsewhere}</url></repository></repositories>`
const deps = '{"version": 1, "dependencies": {"net8.0": {"Acme.Wire": {"type": "Direct", "resolved": "1.0.0"}}}}'
const feeds = (address: string) =>
  `<configuration><packageSources><add key="acme" value="${address}"/></packageSources><packageSourceCredentials><acme><add key="ClearTextPassword" value="${secret}"/></acme></packageSourceCredentials></configuration>`
const crate = (source: string) => `version = 3\n\n[[package]]\nname = "wire"\nversion = "1.0.0"\nsource = "${source}"\n`
const composerLock = (more: object) => JSON.stringify({ packages: [{ name: 'acme/wire', version: '1.0', ...more }] })
const archive = { type: 'zip', url: `${elsewhere}wire.zip` }
const pipfileLock = (entry: object) =>
  JSON.stringify({
    _meta: {
      'pipfile-spec': 6,
      sources: [
        { name: 'pypi', url: 'https://pypi.org/simple' },
        { name: 'acme', url: elsewhere },
      ],
    },
    default: { wire: { version: '==1.0', ...entry } },
  })
const uvIndex = `name = "acme"\nurl = "${elsewhere}"\n`
const gems = (remote: string) => `GEM\n  remote: ${remote}\n  specs:\n    wire (1.0)\n`

/** What stands in the service, and what the one foreign package is by that. */
const cases: readonly [what: string, files: Readonly<Record<string, string>>, visibility: Visibility][] = [
  // npm, yarn, pnpm, bun
  ['npm without configuration', { 'package-lock.json': npmLock }, 'unstated'],
  ['a registry in .npmrc', { 'package-lock.json': npmLock, '.npmrc': `registry=${elsewhere}` }, 'private'],
  [
    'a scope in .npmrc, with a token',
    {
      'package-lock.json': npmLock,
      '.npmrc': `@acme:registry=https://npm.acme.dev\n//npm.acme.dev/:_authToken=${secret}`,
    },
    'private',
  ],
  ["a workspace's .npmrc below", { 'package-lock.json': npmLock, 'web/.npmrc': `registry=${elsewhere}` }, 'unstated'],
  ["a workspace's own", { 'web/package-lock.json': npmLock, 'web/.npmrc': `registry=${elsewhere}` }, 'private'],
  [
    'a token alone',
    { 'package-lock.json': npmLock, '.npmrc': `//${new URL(npmRegistry).host}/:_authToken=${secret}` },
    'unstated',
  ],
  ['a registry in .yarnrc', { 'yarn.lock': yarnLock, '.yarnrc': `registry "${elsewhere}"\n` }, 'private'],
  ['a scope in .yarnrc', { 'yarn.lock': yarnLock, '.yarnrc': `"@acme:registry" "${elsewhere}"\n` }, 'private'],
  ['another scope in .yarnrc', { 'yarn.lock': yarnLock, '.yarnrc': `"@shop:registry" "${elsewhere}"\n` }, 'unstated'],
  [
    'npmRegistryServer in .yarnrc.yml',
    { 'yarn.lock': berryLock, '.yarnrc.yml': `npmAuthToken: ${secret}\nnpmRegistryServer: ${elsewhere}\n` },
    'private',
  ],
  [
    'npmScopes in .yarnrc.yml',
    {
      'yarn.lock': berryLock,
      '.yarnrc.yml': `npmScopes:\n  acme:\n    npmAuthToken: ${secret}\n    npmRegistryServer: ${elsewhere}\n`,
    },
    'private',
  ],
  [
    'a registry in bunfig.toml',
    { 'bun.lock': bunLock, 'bunfig.toml': `[install]\nregistry = "${elsewhere}"\n` },
    'private',
  ],
  [
    'a scope in bunfig.toml',
    { 'bun.lock': bunLock, 'bunfig.toml': `[install.scopes]\nacme = { token = "${secret}", url = "${elsewhere}" }\n` },
    'private',
  ],
  [
    'another scope in bunfig.toml',
    { 'bun.lock': bunLock, 'bunfig.toml': `[install.scopes]\n"@shop" = "${elsewhere}"\n` },
    'unstated',
  ],
  // pip, uv, poetry, pdm, pipenv
  ['pip without configuration', { 'requirements.txt': 'wire==1.0\n' }, 'unstated'],
  ['--index-url', { 'requirements.txt': `--index-url ${elsewhere}\nwire==1.0\n` }, 'private'],
  ['--index-url of PyPI', { 'requirements.txt': '--index-url=https://pypi.org/simple\nwire==1.0\n' }, 'public'],
  ['-i', { 'requirements.txt': `-i ${elsewhere}\nwire==1.0\n` }, 'private'],
  ['--extra-index-url', { 'requirements.txt': `--extra-index-url ${elsewhere}\nwire==1.0\n` }, 'private'],
  ['an index from the environment', { 'requirements.txt': `--index-url \${INDEX}\nwire==1.0\n` }, 'private'],
  ['--find-links at an address', { 'requirements.txt': `--find-links ${elsewhere}\nwire==1.0\n` }, 'private'],
  ['--find-links in a folder', { 'requirements.txt': '-f ./wheels\nwire==1.0\n' }, 'unstated'],
  ['an archive', { 'requirements.txt': `wire @ ${elsewhere}wire-1.0.tar.gz\n` }, 'private'],
  [
    'pip.conf',
    { 'requirements.txt': 'wire==1.0\n', 'pip.conf': `[global]\nextra-index-url =\n    ${elsewhere}\n` },
    'private',
  ],
  ['uv.toml', { 'requirements.txt': 'wire==1.0\n', 'uv.toml': `[[index]]\n${uvIndex}` }, 'private'],
  [
    "uv's pip settings",
    { 'requirements.txt': 'wire==1\n', 'uv.toml': `[pip]\nindex-url = "${elsewhere}"\n` },
    'private',
  ],
  [
    "uv's index in pyproject.toml",
    { 'requirements.txt': 'wire==1.0\n', 'pyproject.toml': `[[tool.uv.index]]\n${uvIndex}` },
    'private',
  ],
  [
    "uv's explicit index, which other packages use",
    { 'requirements.txt': 'wire==1.0\n', 'pyproject.toml': `[[tool.uv.index]]\n${uvIndex}explicit = true\n` },
    'unstated',
  ],
  [
    "uv's explicit index, which this one uses",
    {
      'requirements.txt': 'wire==1.0\n',
      'pyproject.toml': `[[tool.uv.index]]\n${uvIndex}explicit = true\n[tool.uv.sources]\nWire = { index = "acme" }\n`,
    },
    'private',
  ],
  [
    "poetry's source",
    { 'requirements.txt': 'wire==1.0\n', 'pyproject.toml': `[[tool.poetry.source]]\n${uvIndex}priority = "primary"\n` },
    'private',
  ],
  [
    "poetry's explicit source, which this one uses",
    {
      'requirements.txt': 'wire==1.0\n',
      'pyproject.toml': `[[tool.poetry.source]]\n${uvIndex}priority = "explicit"\n[tool.poetry.dependencies]\nwire = { version = "1", source = "acme" }\n`,
    },
    'private',
  ],
  [
    "pdm's source",
    {
      'pdm.lock': '[metadata]\nlock_version = "4.5.0"\n[[package]]\nname = "wire"\nversion = "1.0"\n',
      'pyproject.toml': `[[tool.pdm.source]]\n${uvIndex}`,
    },
    'private',
  ],
  [
    'an index in uv.lock',
    { 'uv.lock': `version = 1\n[[package]]\nname = "wire"\nversion = "1.0"\nsource = { registry = "${elsewhere}" }\n` },
    'private',
  ],
  [
    'a legacy source in poetry.lock',
    {
      'poetry.lock': `[[package]]\nname = "wire"\nversion = "1.0"\n[package.source]\ntype = "legacy"\nurl = "${elsewhere}"\n[metadata]\nlock-version = "2.0"\ncontent-hash = "0a"\n`,
    },
    'private',
  ],
  ['the public one of two sources in Pipfile.lock', { 'Pipfile.lock': pipfileLock({ index: 'pypi' }) }, 'public'],
  ['the private one of two sources in Pipfile.lock', { 'Pipfile.lock': pipfileLock({ index: 'acme' }) }, 'private'],
  ['either of two sources in Pipfile.lock', { 'Pipfile.lock': pipfileLock({}) }, 'private'],
  // Go
  ['Go without configuration', { 'go.mod': goMod }, 'unstated'],
  ['GOPRIVATE', { 'go.mod': goMod, 'go.env': 'GOPRIVATE=*.corp.dev, github.com/acme\n' }, 'private'],
  ['GONOPROXY', { 'go.mod': goMod, 'go.env': "GONOPROXY='github.com/acme/*'\n" }, 'private'],
  ['GONOSUMDB', { 'go.mod': goMod, 'go.env': 'GONOSUMDB=github.com/acme/wire\n' }, 'private'],
  ['GOPRIVATE of others', { 'go.mod': goMod, 'go.env': 'GOPRIVATE=github.com/acm\n' }, 'unstated'],
  // Cargo: the lockfile names each crate's own registry; its configuration only says where that one's copies are fetched.
  ['crates.io', { 'Cargo.lock': crate('registry+https://github.com/rust-lang/crates.io-index') }, 'public'],
  ['crates.io, sparse', { 'Cargo.lock': crate('sparse+https://index.crates.io/') }, 'public'],
  ['a registry of [registries]', { 'Cargo.lock': crate(`sparse+${elsewhere}`) }, 'private'],
  ['a git source', { 'Cargo.lock': crate(`git+https://ci:${secret}@github.com/acme/wire#0a1b`) }, 'private'],
  [
    'crates.io replaced by a mirror',
    {
      'Cargo.lock': crate('registry+https://github.com/rust-lang/crates.io-index'),
      '.cargo/config.toml': `[source.crates-io]\nreplace-with = "acme"\n[source.acme]\nregistry = "sparse+${elsewhere}"\n`,
    },
    'public',
  ],
  // Ruby: Bundler writes the source of each gem into the lockfile, of the Gemfile's `source ... do` blocks too.
  ['rubygems.org', { 'Gemfile.lock': gems('https://rubygems.org/') }, 'public'],
  ['a source block of the Gemfile', { 'Gemfile.lock': gems(elsewhere) }, 'private'],
  [
    'two sources that may both have it',
    { 'Gemfile.lock': gems(`https://rubygems.org/\n  remote: ${elsewhere}`) },
    'private',
  ],
  [
    'a git source of Bundler',
    {
      'Gemfile.lock': `GIT\n  remote: https://ci:${secret}@github.com/acme/wire.git\n  revision: 0a1b\n  specs:\n    wire (1.0)\n`,
    },
    'private',
  ],
  // NuGet
  ['NuGet without configuration', { 'packages.lock.json': deps }, 'unstated'],
  ['nuget.org', { 'packages.lock.json': deps, 'NuGet.Config': feeds('https://api.nuget.org/v3/index.json') }, 'public'],
  ['a feed of our own, with a password', { 'packages.lock.json': deps, 'nuget.config': feeds(elsewhere) }, 'private'],
  // Maven and Gradle
  ['Maven without configuration', { 'pom.xml': pom('') }, 'unstated'],
  ['a repository of the pom', { 'pom.xml': pom(repository) }, 'private'],
  [
    'a mirror in settings.xml, with a password',
    {
      'pom.xml': pom(''),
      '.mvn/settings.xml': `<settings><servers><server><password>${secret}</password></server></servers><mirrors><mirror><url>${elsewhere}</url></mirror></mirrors></settings>`,
    },
    'private',
  ],
  [
    'a repository of a profile in settings.xml',
    {
      'pom.xml': pom(''),
      'settings.xml': `<settings><profiles><profile>${repository}</profile></profiles></settings>`,
    },
    'private',
  ],
  ["another tool's settings.xml", { 'pom.xml': pom(''), 'settings.xml': '<options/>' }, 'unstated'],
  [
    'a repository of the build',
    {
      'gradle.lockfile': 'acme:wire:1.0=runtimeClasspath\nempty=\n',
      'build.gradle': `repositories { maven { url = "${elsewhere}"\n credentials { password "${secret}" } } }\n`,
    },
    'private',
  ],
  // Composer: Packagist asks to be told of installations, other repositories do not.
  [
    'Packagist',
    { 'composer.lock': composerLock({ dist: archive, 'notification-url': 'https://packagist.org/downloads/' }) },
    'public',
  ],
  [
    'Private Packagist',
    { 'composer.lock': composerLock({ dist: archive, 'notification-url': 'https://repo.packagist.com/downloads/' }) },
    'private',
  ],
  ['a repository of our own', { 'composer.lock': composerLock({ dist: archive }) }, 'private'],
  [
    'a git repository without archives',
    { 'composer.lock': composerLock({ source: { type: 'git', url: `https://ci:${secret}@git.acme.dev/wire.git` } }) },
    'private',
  ],
  ['a shortened composer.lock', { 'composer.lock': composerLock({}) }, 'unstated'],
]

describe('what a service states of a package, item by item', () => {
  it.each(cases)('%s', (what, files, expected) => {
    const graph = readDependencyGraph(Object.entries(files).map(([path, text]) => ({ path, text })))
    expect(graph.packages.filter(({ own }) => !own).map(({ visibility }) => visibility)).toEqual([expected])
    expect(JSON.stringify(graph), what).not.toContain(secret)
  })
})

describe('files that hold credentials', () => {
  it('are not asked for where nothing else stands in them', () => {
    const paths = [
      '.bundle/config',
      '.gem/credentials',
      'auth.json',
      '.composer/auth.json',
      '.netrc',
      '.pypirc',
      '.env',
    ]
    const more = [
      '.cargo/credentials.toml',
      '.cargo/config.toml',
      '.config/pip/.netrc',
      'settings-security.xml',
      '.git-credentials',
    ]
    expect([...paths, ...more].filter(isServiceFile)).toEqual([])
  })

  const broken: readonly [what: string, files: Readonly<Record<string, string>>][] = [
    ['.yarnrc.yml with a token that is a tag', { 'yarn.lock': berryLock, '.yarnrc.yml': `npmAuthToken: !${secret}\n` }],
    [
      '.yarnrc.yml with a token that is an alias',
      { 'yarn.lock': berryLock, '.yarnrc.yml': `npmAuthToken: *${secret}\n` },
    ],
    ['bunfig.toml without an end', { 'bun.lock': bunLock, 'bunfig.toml': `[install]\nregistry = "${elsewhere}\n` }],
    ['nuget.config without an end', { 'packages.lock.json': deps, 'nuget.config': feeds(elsewhere).slice(0, -9) }],
    ['an address that is no requirement', { 'requirements.txt': `wire ${elsewhere}\n` }],
    ['an address for a gem', { 'Gemfile.lock': `GEM\n  specs:\n    ${elsewhere}\n` }],
    ['a requirement of Conan', { 'conan.lock': JSON.stringify({ version: '0.5', requires: [elsewhere] }) }],
  ]
  it.each(broken)('are not quoted: %s', (_, files) => {
    const read = () => readDependencyGraph(Object.entries(files).map(([path, text]) => ({ path, text })))
    let said = ''
    try {
      read()
    } catch (error) {
      said = error instanceof HeadwaterError ? error.message : `no error of ours: ${error}`
    }
    expect(said).toMatch(/^[\w./-]+[:,]/)
    expect(said).not.toContain(secret)
  })
})
