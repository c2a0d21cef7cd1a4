import { describe, expect, it } from 'vitest'
import { parseGemfileLock } from '../../../src/ownership/lockfiles/parse-gemfile-lock.ts'
import { describePackages, of } from './describe-packages.ts'

function lock(text: string, gemspecs: readonly string[] = []) {
  const manifests = gemspecs.map((path) => ({ path, text: '' }))
  return parseGemfileLock({ path: 'checkout/Gemfile.lock', text }, manifests)
}

const text = `GIT
  remote: https://github.com/acme/wire.git
  revision: 0a1b2c3d4e5f60718293
  branch: main
  specs:
    wire (0.2.0)
      nokogiri

PATH
  remote: engines/money
  specs:
    money (3.0.0)

GEM
  remote: https://rubygems.org/
  specs:
    net-http (0.4.1)
      uri
    nokogiri (1.16.0-arm64-darwin)
      racc (~> 1.4)
    nokogiri (1.16.0-x86_64-linux)
      racc (~> 1.4)
    racc (1.7.3)

GEM
  remote: https://gems.acme.dev/
  specs:
    ledger (1.0.0.pre.rc1)

PLATFORMS
  arm64-darwin
  x86_64-linux

DEPENDENCIES
  ledger!
  money!
  net-http (~> 0.4)
  wire!

CHECKSUMS
  racc (1.7.3) sha256=0a1b

BUNDLED WITH
   2.5.6
`

describe('a Gemfile.lock', () => {
  it('states gems by source, one for all platforms, and what the Gemfile asks for', () => {
    expect(describePackages(lock(text))).toEqual([
      'pkg:gem/checkout own > pkg:gem/ledger@1.0.0.pre.rc1, pkg:gem/money@3.0.0, pkg:gem/net-http@0.4.1, pkg:gem/wire@0.2.0',
      'pkg:gem/money@3.0.0 own direct',
      'pkg:gem/wire@0.2.0 direct private > pkg:gem/nokogiri@1.16.0',
      'pkg:gem/net-http@0.4.1 direct public',
      'pkg:gem/nokogiri@1.16.0 public > pkg:gem/racc@1.7.3',
      'pkg:gem/racc@1.7.3 public',
      'pkg:gem/ledger@1.0.0.pre.rc1 direct private',
    ])
  })

  it('knows where gems are installed, and the repository of a git source', () => {
    expect(of(lock(text), 'racc', 'installPaths')).toEqual(['gems/racc-1.7.3'])
    expect(of(lock(text), 'wire', 'installPaths')).toEqual(['bundler/gems/wire-0a1b2c3d4e5f'])
    expect(of(lock(text), 'wire', 'repository')).toBe('https://github.com/acme/wire')
    expect(of(lock(text), 'net-http', 'libraryNames')).toEqual(['net-http', 'net/http'])
  })

  it('with line ends of Windows says the same', () => {
    expect(lock(text.replaceAll('\n', '\r\n'))).toEqual(lock(text))
  })

  // As Bundler 2.3.7 wrote it for a gem with an engine, by `gemspec` and `path "engines" do gem "acme-money" end` in the Gemfile.
  const ofGem = `PATH
  remote: .
  specs:
    acme-cart (1.4.0)
      acme-money (~> 3.0)

PATH
  remote: engines
  specs:
    acme-money (3.0.0)

GEM
  specs:

PLATFORMS
  x86_64-linux

DEPENDENCIES
  acme-cart!
  acme-money!

BUNDLED WITH
   2.3.7
`
  it('of a repository that is a gem itself names own code by that gem', () => {
    expect(describePackages(lock(ofGem))).toEqual([
      'pkg:gem/acme-cart@1.4.0 own > pkg:gem/acme-money@3.0.0',
      'pkg:gem/acme-money@3.0.0 own direct',
    ])
    expect(of(lock(ofGem), 'acme-cart', 'libraryNames')).toEqual(['acme-cart', 'acme/cart'])
  })

  const money = (remote: string, more = '') =>
    `PATH\n  remote: ${remote}\n  specs:\n    money (3.0.0)\n${more}\nDEPENDENCIES\n  money!\n`
  const folders: [what: string, text: string, gemspecs: string[], paths: string[]][] = [
    ['its path', money('engines/money'), [], ['engines/money']],
    ['its gemspec, below the path', money('engines'), ['checkout/engines/money/money.gemspec'], ['engines/money']],
    ['no gemspec of another folder', money('engines'), ['money/money.gemspec'], ['engines']],
    [
      'its gemspec, of several below one path',
      money('.', '    wire (1.0)\n'),
      ['checkout/wire/wire.gemspec', 'checkout/money/money.gemspec'],
      ['money'],
    ],
    ['nothing, where several lie below one path', money('.', '    wire (1.0)\n'), [], []],
    ['nothing, where it lies outside of the service', money('../../money'), [], []],
    ['nothing, where it lies elsewhere on a machine', money('/srv/money'), [], []],
  ]
  for (const [what, stated, gemspecs, paths] of folders) {
    it(`tells the folder of an own gem by ${what}`, () => {
      expect(of(lock(stated, gemspecs), 'money', 'own')).toBe(true)
      expect(of(lock(stated, gemspecs), 'money', 'installPaths')).toEqual(paths)
    })
  }

  const refused: [what: string, text: string, message: RegExp][] = [
    ['no section of gems', 'PLATFORMS\n  ruby\n', /^checkout\/Gemfile\.lock:1: no GEM, GIT or PATH section/],
    ['another file', '# frozen\nsource "a"\n', /^checkout\/Gemfile\.lock:1: "# frozen" is no section/],
    ['an indented start', '  specs:\n', /^checkout\/Gemfile\.lock:1: indented before any section/],
    [
      'a gem without a version',
      'GEM\n  specs:\n    racc\n',
      /^checkout\/Gemfile\.lock:3: "racc" is no gem; accepted: NAME \(VERSION\)/,
    ],
    ['a name that leaves a folder', 'GEM\n  specs:\n    ../racc (1.0)\n', /a name holding "\.\.\/"/],
  ]
  for (const [what, malformed, message] of refused) {
    it(`is refused for ${what}`, () => {
      expect(() => lock(malformed)).toThrow(message)
    })
  }
})
