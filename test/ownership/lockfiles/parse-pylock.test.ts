import { describe, expect, it } from 'vitest'
import { parsePylock } from '../../../src/ownership/lockfiles/parse-pylock.ts'
import { describePackages, of } from './describe-packages.ts'

function lock(text: string) {
  return parsePylock({ path: 'app/pylock.toml', text }, [])
}

const text = `lock-version = "1.0"
created-by = "uv"

[[packages]]
name = "attrs"
version = "25.1.0"
index = "https://pypi.org/simple"

[[packages]]
name = "cattrs"
version = "24.1.2"
dependencies = [{ name = "attrs" }]
wheels = [{ url = "https://files.pythonhosted.org/packages/cattrs-24.1.2-py3-none-any.whl", hashes = {} }]

[[packages]]
name = "money"
version = "3.0.0"
wheels = [{ path = "wheels/money-3.0.0-py3-none-any.whl", hashes = {} }]

[[packages]]
name = "wire"
vcs = { type = "git", url = "https://github.com/acme/wire", commit-id = "0a1b" }

[[packages]]
name = "checkout"
directory = { path = ".", editable = true }
`

describe('a pylock.toml', () => {
  it('tells sources by index, else by the files themselves', () => {
    expect(describePackages(lock(text))).toEqual([
      'pkg:pypi/app own',
      'pkg:pypi/attrs@25.1.0 public',
      'pkg:pypi/cattrs@24.1.2 direct public > pkg:pypi/attrs@25.1.0',
      'pkg:pypi/money@3.0.0 direct private',
      'pkg:pypi/wire direct private',
      'pkg:pypi/checkout own',
    ])
    expect(of(lock(text), 'wire', 'repository')).toBe('https://github.com/acme/wire')
    expect(of(lock(text), 'attrs', 'libraryNames')).toEqual(['attr', 'attrs'])
  })

  // By the examples and definitions of PEP 751 (lock-version 1.0, of 2025).
  const entries: [what: string, entry: string, described: string, repository: string | null][] = [
    ['a marker', "version = '1.0'\nmarker = \"python_version >= '3.8'\"", '@1.0 direct unstated', null],
    ['no version', 'index = "https://pypi.org/simple/"', ' direct public', null],
    ['an index of our own', 'version = "1.0"\nindex = "https://packages.acme.dev/simple"', '@1.0 direct private', null],
    [
      'an sdist',
      'sdist = { url = "https://files.pythonhosted.org/wire-1.0.tar.gz", hashes = {} }',
      ' direct public',
      null,
    ],
    ['an sdist of a folder', 'sdist = { path = "sdists/wire-1.0.tar.gz", hashes = {} }', ' direct private', null],
    ['an archive', 'archive = { url = "https://packages.acme.dev/wire.zip", hashes = {} }', ' direct private', null],
    [
      'wheels of two places',
      'wheels = [{ url = "https://files.pythonhosted.org/a.whl", hashes = {} }, { url = "https://packages.acme.dev/b.whl", hashes = {} }]',
      ' direct private',
      null,
    ],
    ['a folder of the service', 'directory = { path = "libs/wire" }', ' own', null],
    [
      'git in a folder of a repository',
      'vcs = { type = "git", url = "https://ci:key@github.com/acme/mono.git", commit-id = "0a", subdirectory = "wire" }',
      ' direct private',
      'https://github.com/acme/mono',
    ],
    ['git in the service', 'vcs = { type = "git", path = "../wire", commit-id = "0a" }', ' direct private', null],
  ]
  for (const [what, entry, described, repository] of entries) {
    it(`reads a package with ${what}`, () => {
      const packages = lock(`lock-version = "1.1"\n[[packages]]\nname = "wire"\n${entry}\n`)
      expect(describePackages(packages).at(-1)).toBe(`pkg:pypi/wire${described}`)
      expect(of(packages, 'wire', 'repository')).toBe(repository)
    })
  }

  it('links to the one of two versions that an edge names', () => {
    const two =
      'lock-version = "1.0"\n[[packages]]\nname = "six"\nversion = "1.15"\n[[packages]]\nname = "six"\nversion = "1.16"\n'
    const asker = '[[packages]]\nname = "wire"\nversion = "1.0"\ndependencies = [{ name = "six", version = "1.16" }]\n'
    expect(describePackages(lock(two + asker)).at(-1)).toBe('pkg:pypi/wire@1.0 direct unstated > pkg:pypi/six@1.16')
  })

  const refused: [what: string, text: string, message: RegExp][] = [
    [
      'a newer version',
      'lock-version = "2.0"\n',
      /^app\/pylock\.toml: lock-version "2\.0"; accepted: lock-version 1\.x$/,
    ],
    ['no version', '[[packages]]\nname = "a"\n', /^app\/pylock\.toml:1: no lock-version/],
    ['a package without a name', 'lock-version = "1.0"\n[[packages]]\n', /^app\/pylock\.toml, package 1/],
  ]
  for (const [what, malformed, message] of refused) {
    it(`is refused for ${what}`, () => {
      expect(() => lock(malformed)).toThrow(message)
    })
  }
})
