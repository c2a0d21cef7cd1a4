import { describe, expect, it } from 'vitest'
import { parsePdmLock } from '../../../src/ownership/lockfiles/parse-pdm-lock.ts'
import { describePackages, of } from './describe-packages.ts'

function lock(text: string, pyproject = '[project]\nname = "checkout"\ndependencies = ["uvicorn[standard]"]\n') {
  return parsePdmLock({ path: 'pdm.lock', text }, [{ path: 'pyproject.toml', text: pyproject }])
}

const text = `[metadata]
groups = ["default"]
lock_version = "4.5.0"

[[package]]
name = "uvicorn"
version = "0.30.0"
dependencies = ["click>=7.0", "h11>=0.8", "typing-extensions>=4.0; python_version < \\"3.11\\""]

[[package]]
name = "uvicorn"
version = "0.30.0"
extras = ["standard"]
dependencies = ["httptools>=0.5.0", "uvicorn==0.30.0"]

[[package]]
name = "click"
version = "8.1.7"

[[package]]
name = "httptools"
version = "0.6.1"

[[package]]
name = "wire"
version = "0.2.0"
git = "https://github.com/acme/wire.git"
revision = "0a1b"

[[package]]
name = "shared"
version = "0.1.0"
path = "./shared"
`

describe('a pdm.lock', () => {
  it('states packages and edges, those of an extra with the package', () => {
    expect(describePackages(lock(text))).toEqual([
      'pkg:pypi/checkout own > pkg:pypi/uvicorn@0.30.0',
      'pkg:pypi/uvicorn@0.30.0 direct unstated > pkg:pypi/click@8.1.7, pkg:pypi/httptools@0.6.1',
      'pkg:pypi/click@8.1.7 unstated',
      'pkg:pypi/httptools@0.6.1 unstated',
      'pkg:pypi/wire@0.2.0 private',
      'pkg:pypi/shared@0.1.0 own',
    ])
    expect(of(lock(text), 'wire', 'repository')).toBe('https://github.com/acme/wire')
  })

  const sources: [url: string, visibility: string][] = [
    ['https://pypi.org/simple', 'public'],
    ['https://pypi.acme.dev/simple', 'private'],
    // What a variable stands for is not known here.
    [`https://$\{PYPI}/simple`, 'private'],
  ]
  for (const [url, visibility] of sources) {
    it(`takes packages from ${url} for ${visibility}`, () => {
      const packages = lock(text, `[[tool.pdm.source]]\nname = "pypi"\nurl = "${url}"\n`)
      expect(of(packages, 'click', 'visibility')).toBe(visibility)
    })
  }

  const refused: [what: string, text: string, message: RegExp][] = [
    [
      'an older version',
      '[metadata]\nlock_version = "3.1"\n',
      /^pdm\.lock: lock_version "3\.1"; accepted: lock_version 4\.x$/,
    ],
    ['no version', '', /^pdm\.lock:1: no lock_version/],
    [
      'a package without a name',
      '[metadata]\nlock_version = "4.5.0"\n[[package]]\n',
      /^pdm\.lock, package 1 \(""\): no name/,
    ],
  ]
  for (const [what, malformed, message] of refused) {
    it(`is refused for ${what}`, () => {
      expect(() => lock(malformed)).toThrow(message)
    })
  }
})
