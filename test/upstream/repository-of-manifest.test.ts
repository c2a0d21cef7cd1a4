import { describe, expect, it } from 'vitest'
import type { Ecosystem } from '../../src/ownership/index.ts'
import { repositoryOfManifest } from '../../src/upstream/repository-of-manifest.ts'
import { makePackage } from './make-package.ts'

const lib = 'https://github.com/acme/lib'
const json = (rest: object): string => JSON.stringify({ name: 'acme-lib', ...rest })
const python = (...lines: readonly string[]): string => ['Metadata-Version: 2.1', 'Name: acme-lib', ...lines].join('\n')
const pom = (rest: string): string =>
  `<project><parent><artifactId>acme-parent</artifactId></parent><artifactId>acme-lib</artifactId>${rest}</project>`
const gem = (...lines: readonly string[]): string =>
  ['Gem::Specification.new do |s|', '  s.name = "acme-lib".freeze', ...lines, 'end'].join('\n')

/** Ecosystem, path and text of the manifest, the address that it tells (null: none), and the tracker. */
type Row = readonly [what: string, Ecosystem, path: string, text: string, address: string | null, tracker?: string]

const rows: readonly Row[] = [
  ['repository', 'npm', 'package.json', json({ repository: 'acme/lib' }), 'acme/lib'],
  [
    'the home page, where it is a page of the repository',
    'npm',
    'package.json',
    json({ homepage: `${lib}#readme` }),
    `${lib}#readme`,
  ],
  [
    'the tracker, where nothing else tells',
    'npm',
    'package.json',
    json({ bugs: { url: `${lib}/issues` } }),
    `${lib}/issues`,
    `${lib}/issues`,
  ],
  ['no other home page', 'npm', 'package.json', json({ homepage: 'https://acme.example/lib' }), null],
  [
    'the home page, where the repository is no address',
    'npm',
    'package.json',
    json({ repository: 'see our site', homepage: lib }),
    lib,
  ],
  [
    'a script for a repository',
    'npm',
    'package.json',
    json({ repository: 'javascript:alert(1)', homepage: 'javascript:alert(1)' }),
    null,
  ],
  ['a megabyte', 'npm', 'package.json', json({ repository: `${lib}${'a'.repeat(1024 * 1024)}` }), null],
  ['repository', 'cargo', 'Cargo.toml', `[package]\nname = "acme-lib"\nrepository = "${lib}"\n`, lib],
  ['the home page', 'cargo', 'Cargo.toml', `[package]\nname = "acme-lib"\nhomepage = "${lib}"\n`, lib],
  [
    'a labelled link',
    'pypi',
    'acme_lib-1.dist-info/METADATA',
    python(
      'Home-page: https://acme.example',
      `Project-URL: Source Code, ${lib}`,
      'Project-URL: Funding, https://github.com/sponsors/acme',
    ),
    lib,
  ],
  ['the home page', 'pypi', 'acme_lib.egg-info/PKG-INFO', python(`Home-page: ${lib}/`), `${lib}/`],
  [
    'the tracker',
    'pypi',
    'METADATA',
    python(`Project-URL: Bug Tracker, ${lib}/issues`),
    `${lib}/issues`,
    `${lib}/issues`,
  ],
  ['nothing of the description', 'pypi', 'METADATA', python('', `Home-page: ${lib}`), null],
  [
    'a link of pyproject.toml',
    'pypi',
    'pyproject.toml',
    `[project]\nname = "Acme_Lib"\n[project.urls]\nRepository = "${lib}"\n`,
    lib,
  ],
  [
    "a link of Poetry's table",
    'pypi',
    'pyproject.toml',
    `[tool.poetry]\nname = "acme-lib"\nrepository = "${lib}"\n`,
    lib,
  ],
  [
    'the source code of a gem',
    'gem',
    'acme-lib-1.gemspec',
    gem(`  s.metadata = { "source_code_uri" => "${lib}", "changelog_uri" => "https://acme.example" }`),
    lib,
  ],
  ['the home page of a gem', 'gem', 'acme-lib.gemspec', gem(`  s.homepage = '${lib}'`), lib],
  ['nothing that Ruby would have to work out', 'gem', 'acme-lib.gemspec', gem('  s.homepage = "#{host}/lib"'), null],
  [
    'the first address of scm that is one',
    'maven',
    'acme-lib-1.pom',
    pom(`<scm><url>\${scm.url}</url><connection>scm:git:git@github.com:acme/lib.git</connection></scm>`),
    'scm:git:git@github.com:acme/lib.git',
  ],
  [
    'a name that is filled in',
    'maven',
    'pom.xml',
    pom(`<scm><url>https://github.com/acme/\${project.artifactId}</url></scm>`),
    'https://github.com/acme/acme-lib',
  ],
  ['Subversion', 'maven', 'pom.xml', pom('<scm><url>scm:svn:https://svn.acme.example/lib</url></scm>'), null],
  ['an entity', 'maven', 'pom.xml', `<!DOCTYPE a [<!ENTITY b "c">]>${pom(`<url>${lib}</url>`)}`, null],
  ['the source', 'composer', 'composer.json', json({ support: { source: lib } }), lib],
  ["another package's manifest", 'npm', 'package.json', json({ name: 'acme-other', repository: lib }), null],
]

describe('what the manifest of an installed package tells of its sources', () => {
  for (const [what, ecosystem, path, text, address, tracker = null] of rows) {
    it(`${ecosystem}: ${what}`, () => {
      const wanted = makePackage({ ecosystem, name: ecosystem === 'maven' ? 'io.acme/acme-lib' : 'acme-lib' })
      const found = repositoryOfManifest({ path, text }, wanted)
      expect(found && [found.address, found.tracker, found.provenance]).toEqual(address && [address, tracker, path])
    })
  }
})

it('reads a text of any length in linear time', () => {
  const long = 'Project-URL: a, b\n'.repeat(40_000) + '"x_uri"'.repeat(40_000)
  for (const path of [
    'METADATA',
    'a.gemspec',
    'pom.xml',
    'pyproject.toml',
    'package.json',
    'composer.json',
    'Cargo.toml',
  ])
    expect(repositoryOfManifest({ path, text: long }, makePackage())).toBeNull()
})
