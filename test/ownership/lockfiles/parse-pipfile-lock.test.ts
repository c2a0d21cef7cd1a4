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
