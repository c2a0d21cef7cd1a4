import { describe, expect, it } from 'vitest'
import { parsePipfileLock } from '../../../src/ownership/lockfiles/parse-pipfile-lock.ts'
import { describePackages, of } from './describe-packages.ts'

function lock(document: unknown, pipfile?: string) {
  const manifests = pipfile === undefined ? [] : [{ path: 'app/Pipfile', text: pipfile }]
  return parsePipfileLock({ path: 'app/Pipfile.lock', text: JSON.stringify(document) }, manifests)
}

const document = {
  _meta: {
    'pipfile-spec': 6,
    sources: [
      { name: 'pypi', url: 'https://pypi.org/simple' },
      { name: 'acme', url: 'https://pypi.acme.dev/simple' },
    ],
  },
  default: {
    click: { index: 'pypi', version: '==8.1.7' },
    money: { index: 'acme', version: '==3.0.0' },
    requests: { version: '==2.32.0' },
    shared: { editable: true, path: './shared' },
    wire: { git: 'https://github.com/acme/wire.git', ref: '0a1b' },
  },
  develop: { pytest: { index: 'pypi', version: '==8.3.0' } },
}

describe('a Pipfile.lock', () => {
  it('states packages; the Pipfile says what own code asks for', () => {
    const pipfile = '[packages]\nclick = "*"\n[dev-packages]\npytest = "*"\n[requires]\npython_version = "3.11"\n'
    expect(describePackages(lock(document, pipfile))).toEqual([
      'pkg:pypi/app own > pkg:pypi/click@8.1.7, pkg:pypi/pytest@8.3.0',
      'pkg:pypi/click@8.1.7 direct public',
      'pkg:pypi/money@3.0.0 private',
      // It may be from either index.
      'pkg:pypi/requests@2.32.0 private',
      'pkg:pypi/shared own',
      'pkg:pypi/wire private',
      'pkg:pypi/pytest@8.3.0 direct public',
    ])
    expect(of(lock(document), 'wire', 'repository')).toBe('https://github.com/acme/wire')
  })

  // What pipenv/utils/locking.py and pip's requirement formats write, by pipenv's documentation of its Pipfile (2024); pipenv itself is
  // not at hand where this was written.
  const entries: [what: string, entry: unknown, described: string][] = [
    ['extras and a marker', { extras: ['http2'], markers: "python_version >= '3.8'", version: '==1.0' }, 'wire@1.0'],
    ['three equals signs', { version: '===1.0' }, 'wire@1.0'],
    ['a range', { version: '>=1.0' }, 'wire'],
    ['any version', { version: '*' }, 'wire'],
    ['hashes alone', { hashes: ['sha256:0a'] }, 'wire'],
  ]
  for (const [what, entry, described] of entries) {
    it(`reads an entry with ${what}`, () => {
      const one = { _meta: { 'pipfile-spec': 6, sources: [] }, default: { wire: entry } }
      expect(describePackages(lock(one)).at(-1)).toBe(`pkg:pypi/${described} direct unstated`)
    })
  }

  const sources: [what: string, entry: unknown, described: string, repository: string | null][] = [
    ['an editable folder', { editable: true, path: '.' }, 'own', null],
    ['an archive of the service', { file: 'wheels/wire-1.0.whl' }, 'direct private', null],
    ['an archive at an address', { file: 'https://packages.acme.dev/wire-1.0.zip' }, 'direct private', null],
    [
      'an editable clone',
      { editable: true, git: 'https://github.com/acme/wire' },
      'direct private',
      'https://github.com/acme/wire',
    ],
    ['git by ssh', { git: 'ssh://git@github.com/acme/wire.git' }, 'direct private', 'https://github.com/acme/wire'],
    ['an index that no source has', { index: 'acme', version: '==1.0' }, 'direct private', null],
  ]
  for (const [what, entry, described, repository] of sources) {
    it(`tells the source of ${what}`, () => {
      const packages = lock({ _meta: { 'pipfile-spec': 6, sources: [] }, default: { wire: entry } })
      expect(describePackages(packages).at(-1)?.replace(/^\S+ /, '')).toBe(described)
      expect(of(packages, 'wire', 'repository')).toBe(repository)
    })
  }

  it('asks for what stands in any group of the Pipfile, whatever its spelling', () => {
    const locked = {
      _meta: { 'pipfile-spec': 6 },
      docs: { 'zope-interface': { version: '==6.1' }, six: { version: '==1.16' } },
    }
    expect(describePackages(lock(locked, '[docs]\n"Zope.Interface" = "*"\n'))).toEqual([
      'pkg:pypi/app own > pkg:pypi/zope-interface@6.1',
      'pkg:pypi/zope-interface@6.1 direct unstated',
      'pkg:pypi/six@1.16 unstated',
    ])
  })

  const refused: [what: string, document: unknown, message: RegExp][] = [
    [
      'another version',
      { _meta: { 'pipfile-spec': 7 } },
      /^app\/Pipfile\.lock: pipfile-spec "7"; accepted: pipfile-spec 6$/,
    ],
    ['no version', {}, /^app\/Pipfile\.lock:1: no pipfile-spec/],
    ['a list', [], /^app\/Pipfile\.lock:1: not a JSON object/],
  ]
  for (const [what, malformed, message] of refused) {
    it(`is refused for ${what}`, () => {
      expect(() => lock(malformed)).toThrow(message)
    })
  }
})
