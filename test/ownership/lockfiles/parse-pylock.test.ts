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
