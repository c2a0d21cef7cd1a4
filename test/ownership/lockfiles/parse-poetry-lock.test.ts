import { describe, expect, it } from 'vitest'
import { parsePoetryLock } from '../../../src/ownership/lockfiles/parse-poetry-lock.ts'
import { describePackages, of } from './describe-packages.ts'

function lock(text: string, pyproject?: string) {
  const manifests = pyproject === undefined ? [] : [{ path: 'app/pyproject.toml', text: pyproject }]
  return parsePoetryLock({ path: 'app/poetry.lock', text }, manifests)
}

const end = '\n[metadata]\nlock-version = "2.1"\ncontent-hash = "0a1b"\n'
const text = `[[package]]
name = "Flask_Login"
version = "0.6.3"
[package.dependencies]
Flask = ">=1.0.4"
colorama = {version = "*", markers = "sys_platform == 'win32'"}

[[package]]
name = "flask"
version = "3.0.0"

[[package]]
name = "wire"
version = "0.2.0"
[package.source]
type = "git"
url = "git@github.com:acme/wire.git"
reference = "main"

[[package]]
name = "money"
version = "3.0.0"
[package.source]
type = "legacy"
url = "https://pypi.acme.dev/simple"

[[package]]
name = "shared"
version = "0.0.0"
[package.source]
type = "directory"
url = "../shared"
${end}`
const poetry = `[tool.poetry]
name = "checkout"
version = "1.4.0"
packages = [{ include = "acme_checkout", from = "src" }]
[tool.poetry.dependencies]
python = "^3.11"
Flask-Login = "*"
[tool.poetry.group.dev.dependencies]
wire = { git = "https://github.com/acme/wire.git" }
`

describe('a poetry.lock', () => {
  it('states packages and edges; the pyproject.toml says what own code asks for', () => {
    expect(describePackages(lock(text, poetry))).toEqual([
      'pkg:pypi/checkout@1.4.0 own > pkg:pypi/flask-login@0.6.3, pkg:pypi/wire@0.2.0',
      'pkg:pypi/flask-login@0.6.3 direct public > pkg:pypi/flask@3.0.0',
      'pkg:pypi/flask@3.0.0 public',
      'pkg:pypi/wire@0.2.0 direct private',
      'pkg:pypi/money@3.0.0 private',
      'pkg:pypi/shared@0.0.0 own',
    ])
  })

  it('without a pyproject.toml calls direct what nobody asks for', () => {
    expect(
      lock(text)
        .filter(({ direct }) => direct)
        .map(({ name }) => name),
    ).toEqual(['flask-login', 'wire', 'money'])
  })

  it('reads what own code asks for in the standard spelling too', () => {
    const standard = '[project]\nname = "checkout"\ndependencies = ["Flask >= 3 ; python_version > \'3\'"]\n'
    const groups = '[dependency-groups]\ndev = ["money", { include-group = "test" }]\n'
    const packages = lock(text, standard + groups)
    expect(packages.filter(({ direct }) => direct).map(({ name }) => name)).toEqual(['flask', 'money'])
  })

  it('keeps repositories, and the names that own code is imported by', () => {
    expect(of(lock(text), 'wire', 'repository')).toBe('https://github.com/acme/wire')
    expect(of(lock(text, poetry), 'checkout', 'libraryNames')).toEqual(['checkout', 'acme_checkout'])
  })

  it('is read beside a pyproject.toml that cannot be', () => {
    expect(lock(text, '[tool')[0]?.name).toBe('app')
  })

  const refused: [what: string, text: string, message: RegExp][] = [
    [
      'a newer version',
      '[metadata]\nlock-version = "3.0"\ncontent-hash = "a"\n',
      /^app\/poetry\.lock: lock-version "3\.0"; accepted: lock-version 1\.x and 2\.x$/,
    ],
    ['no end', '[[package]]\nname = "a"\nversion = "1"\n', /^app\/poetry\.lock:1: no content-hash/],
    [
      'a package without a version',
      `[[package]]\nname = "a"\n${end}`,
      /^app\/poetry\.lock, package 1 \("a"\): no name or no/,
    ],
    [
      'a control character',
      `[[package]]\nname = "a\\u0007"\nversion = "1"\n${end}`,
      /"a\\u0007" is no name of a Python package/,
    ],
  ]
  for (const [what, malformed, message] of refused) {
    it(`is refused for ${what}`, () => {
      expect(() => lock(malformed)).toThrow(message)
    })
  }
})
