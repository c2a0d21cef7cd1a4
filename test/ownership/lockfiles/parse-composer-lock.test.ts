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
