import { describe, expect, it } from 'vitest'
import { parseComposerLock } from '../../../src/ownership/lockfiles/parse-composer-lock.ts'
import { describePackages, of } from './describe-packages.ts'

function lock(document: unknown, manifest?: unknown) {
  const manifests = manifest === undefined ? [] : [{ path: 'composer.json', text: JSON.stringify(manifest) }]
  return parseComposerLock({ path: 'composer.lock', text: JSON.stringify(document) }, manifests)
}

const document = {
  packages: [
    {
      name: 'Monolog/Monolog',
      version: '3.5.0',
      source: { type: 'git', url: 'https://github.com/Seldaek/monolog.git', reference: '0a1b' },
      dist: { type: 'zip', url: 'https://api.github.com/repos/Seldaek/monolog/zipball/0a1b' },
      require: { php: '>=8.1', 'psr/log-implementation': '1.0', 'psr/log': '^3' },
      autoload: { 'psr-4': { 'Monolog\\': 'src/Monolog' } },
      'notification-url': 'https://packagist.org/downloads/',
    },
    { name: 'psr/log', version: 'v3.0.0', provide: { 'psr/log-implementation': '1.0' }, require: { php: '*' } },
    {
      name: 'acme/wire',
      version: 'dev-main',
      source: { type: 'git', url: 'git@github.com:acme/wire.git' },
      dist: { type: 'zip', url: 'https://git.acme.dev/wire.zip' },
    },
    { name: 'acme/money', version: '1.0.0', dist: { type: 'path', url: 'packages/money' } },
  ],
  'packages-dev': [
    { name: 'phpunit/phpunit', version: '10.5.0', 'notification-url': 'https://packagist.org/downloads/' },
  ],
}
const manifest = {
  name: 'acme/checkout',
  require: { php: '^8.2', 'monolog/monolog': '^3' },
  'require-dev': { 'phpunit/phpunit': '^10' },
  autoload: { 'psr-4': { 'Acme\\Checkout\\': 'src/' } },
  config: { 'vendor-dir': 'lib/vendor/' },
}

describe('a composer.lock', () => {
  it('states packages by their names in lower case and versions without v, and what composer.json asks for', () => {
    expect(describePackages(lock(document, manifest))).toEqual([
      'pkg:composer/acme/checkout own > pkg:composer/monolog/monolog@3.5.0, pkg:composer/phpunit/phpunit@10.5.0',
      'pkg:composer/monolog/monolog@3.5.0 direct public > pkg:composer/psr/log@3.0.0',
      'pkg:composer/psr/log@3.0.0 unstated',
      'pkg:composer/acme/wire@dev-main private',
      'pkg:composer/acme/money@1.0.0 own',
      'pkg:composer/phpunit/phpunit@10.5.0 direct public',
    ])
  })

  it('keeps repositories, namespaces and the folders of packages', () => {
    const packages = lock(document, manifest)
    expect(of(packages, 'acme/wire', 'repository')).toBe('https://github.com/acme/wire')
    expect(of(packages, 'monolog/monolog', 'libraryNames')).toEqual(['monolog/monolog', 'Monolog'])
    expect(of(packages, 'acme/checkout', 'libraryNames')).toEqual(['acme/checkout', 'Acme\\Checkout'])
    expect(of(packages, 'psr/log', 'installPaths')).toEqual(['lib/vendor/psr/log'])
    expect(of(lock(document), 'psr/log', 'installPaths')).toEqual(['vendor/psr/log'])
  })

  // As Composer 2.5.5 wrote it for repositories of the kinds `path` and `vcs`; hashes and times left out.
  const fromFolders = {
    packages: [
      {
        name: 'acme/money',
        version: '3.0.0',
        dist: { type: 'path', url: '../libs/money', reference: '6361491b1797' },
        provide: { 'psr/clock-implementation': '1.0' },
        type: 'library',
        autoload: { 'psr-4': { 'Acme\\Money\\': 'src/', 'Acme\\Tax\\': 'tax/' } },
        'transport-options': { relative: true },
      },
      {
        name: 'acme/wire',
        version: 'v0.2.0',
        source: { type: 'git', url: '../wire', reference: '98f2343611bd' },
        require: { php: '>=7.4', 'psr/clock-implementation': '*' },
        type: 'library',
        autoload: { 'psr-0': { Acme_Wire_: 'lib/' }, files: ['f.php'] },
      },
    ],
    'packages-dev': [],
    aliases: [],
    'plugin-api-version': '2.3.0',
  }
  it('tells a folder of the service from a repository of our own', () => {
    const packages = lock(fromFolders, { name: 'acme/checkout', require: { 'acme/wire': '^0.2', 'acme/money': '*' } })
    expect(describePackages(packages)).toEqual([
      'pkg:composer/acme/checkout own > pkg:composer/acme/money@3.0.0, pkg:composer/acme/wire@0.2.0',
      'pkg:composer/acme/money@3.0.0 own direct',
      'pkg:composer/acme/wire@0.2.0 direct private > pkg:composer/acme/money@3.0.0',
    ])
    expect(of(packages, 'acme/money', 'libraryNames')).toEqual(['acme/money', 'Acme\\Money', 'Acme\\Tax'])
    expect(of(packages, 'acme/wire', 'libraryNames')).toEqual(['acme/wire', 'Acme_Wire_'])
    expect(of(packages, 'acme/wire', 'repository')).toBeNull()
  })

  // By https://getcomposer.org/doc/04-schema.md of Composer 2.
  const entries: [what: string, entry: object, described: string, paths: string[]][] = [
    ['a folder below', { dist: { type: 'path', url: './libs/wire/' } }, ' own', ['vendor/acme/wire', 'libs/wire']],
    ['a folder beside', { dist: { type: 'path', url: '../wire' } }, ' own', ['vendor/acme/wire']],
    ['a branch', { version: 'dev-main' }, '@dev-main unstated', ['vendor/acme/wire']],
    ['a branch with a hash sign', { version: 'dev-fix/#12' }, '@dev-fix%2F%2312 unstated', ['vendor/acme/wire']],
    ['Subversion', { source: { type: 'svn', url: 'https://svn.acme.dev' } }, '@1.0.0 private', ['vendor/acme/wire']],
    ['a metapackage', { type: 'metapackage' }, '@1.0.0 unstated', ['vendor/acme/wire']],
  ]
  for (const [what, entry, described, paths] of entries) {
    it(`reads a package from ${what}`, () => {
      const packages = lock({ packages: [{ name: 'acme/wire', version: '1.0.0', ...entry }] })
      expect(describePackages(packages).at(-1)?.replace(' direct', '')).toBe(
        `pkg:composer/acme/wire${described === ' own' ? '@1.0.0 own' : described}`,
      )
      expect(of(packages, 'acme/wire', 'installPaths')).toEqual(paths)
      expect(of(packages, 'acme/wire', 'repository')).toBeNull()
    })
  }

  const refused: [what: string, document: unknown, message: RegExp][] = [
    ['another file', { require: {} }, /^composer\.lock:1: no list of packages; accepted: the whole file/],
    [
      'a package without a version',
      { packages: [{ name: 'a/b' }] },
      /^composer\.lock, packages 1 \("a\/b"\): no name or no/,
    ],
    ['a name that leaves a folder', { packages: [{ name: 'a/../b', version: '1' }] }, /a name holding/],
  ]
  for (const [what, malformed, message] of refused) {
    it(`is refused for ${what}`, () => {
      expect(() => lock(malformed)).toThrow(message)
    })
  }
})
