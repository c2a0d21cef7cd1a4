import { describe, expect, it } from 'vitest'
import { parseUvLock } from '../../../src/ownership/lockfiles/parse-uv-lock.ts'
import { describePackages, of } from './describe-packages.ts'

function lock(text: string, pyproject?: string) {
  const manifests = pyproject === undefined ? [] : [{ path: 'app/pyproject.toml', text: pyproject }]
  return parseUvLock({ path: 'app/uv.lock', text }, manifests)
}

const text = `version = 1
revision = 2
requires-python = ">=3.11"

[[package]]
name = "acme-checkout"
version = "1.4.0"
source = { editable = "." }
dependencies = [
    { name = "numpy", version = "1.26.4", source = { registry = "https://pypi.org/simple" }, marker = "python_full_version < '3.12'" },
    { name = "pyyaml" },
]

[package.optional-dependencies]
fast = [{ name = "acme-wire" }]

[package.dev-dependencies]
dev = [{ name = "pytest" }]

[[package]]
name = "acme-wire"
version = "0.2.0"
source = { git = "https://github.com/acme/wire?rev=v0.2.0#0a1b2c3d" }

[[package]]
name = "money"
version = "3.0.0"
source = { registry = "https://pypi.acme.dev/simple" }

[[package]]
name = "numpy"
version = "1.26.4"
source = { registry = "https://pypi.org/simple" }

[[package]]
name = "numpy"
version = "2.1.0"
source = { registry = "https://pypi.org/simple" }

[[package]]
name = "pytest"
version = "8.3.0"
source = { registry = "https://pypi.org/simple" }

[[package]]
name = "pyyaml"
version = "6.0"
source = { registry = "https://pypi.org/simple" }
dependencies = [{ name = "money" }]
`

describe('a uv.lock', () => {
  it('states the graph, the version of each edge where there are two, and each source', () => {
    expect(describePackages(lock(text, '[project]\nname = "Acme.Checkout"\n'))).toEqual([
      'pkg:pypi/acme-checkout@1.4.0 own > pkg:pypi/acme-wire@0.2.0, pkg:pypi/numpy@1.26.4, pkg:pypi/pytest@8.3.0, pkg:pypi/pyyaml@6.0',
      'pkg:pypi/acme-wire@0.2.0 direct private',
      'pkg:pypi/money@3.0.0 private',
      'pkg:pypi/numpy@1.26.4 direct public',
      'pkg:pypi/numpy@2.1.0 public',
      'pkg:pypi/pytest@8.3.0 direct public',
      'pkg:pypi/pyyaml@6.0 direct public > pkg:pypi/money@3.0.0',
    ])
  })

  it('keeps the repository of a git source, without revision', () => {
    expect(of(lock(text), 'acme-wire', 'repository')).toBe('https://github.com/acme/wire')
  })

  it('knows packages by what they are imported as', () => {
    const packages = lock(text, '[project]\nname = "acme-checkout"\n[tool.setuptools]\npackages = ["checkout"]\n')
    expect(of(packages, 'pyyaml', 'libraryNames')).toEqual(['yaml', '_yaml'])
    expect(of(packages, 'acme-wire', 'libraryNames')).toEqual(['acme_wire'])
    expect(of(packages, 'acme-checkout', 'libraryNames')).toEqual(['acme_checkout', 'checkout'])
  })

  const refused: [what: string, text: string, message: RegExp][] = [
    ['a newer version', 'version = 2\n', /^app\/uv\.lock: version "2"; accepted: version 1$/],
    ['no version', '[[package]]\nname = "a"\n', /^app\/uv\.lock:1: no version; accepted: the whole file/],
    [
      'a package without a name',
      'version = 1\n[[package]]\nversion = "1"\n',
      /^app\/uv\.lock, package 1 \(""\): no name/,
    ],
    ['broken TOML', 'version = 1\n[[package\n', /^app\/uv\.lock:2: not valid TOML/],
    [
      'a name that leaves a folder',
      'version = 1\n[[package]]\nname = "../a"\n',
      /package 1 \("\.\.\/a"\): "\.\.\/a" is no name/,
    ],
  ]
  for (const [what, malformed, message] of refused) {
    it(`is refused for ${what}`, () => {
      expect(() => lock(malformed)).toThrow(message)
    })
  }
})
