import { describe, expect, it } from 'vitest'
import { parseRequirements } from '../../../src/ownership/lockfiles/parse-requirements.ts'
import { describePackages, of } from './describe-packages.ts'

function lock(text: string, files: Readonly<Record<string, string>> = {}) {
  const manifests = Object.entries(files).map(([path, content]) => ({ path, text: content }))
  return parseRequirements({ path: 'app/requirements.txt', text }, manifests)
}

/** Purl of the first foreign package. */
function foreign(text: string, files?: Readonly<Record<string, string>>) {
  return lock(text, files).find(({ own }) => !own)
}

describe('a requirements.txt', () => {
  const lines: [line: string, purl: string][] = [
    ['PyYAML==6.0', 'pkg:pypi/pyyaml@6.0'],
    ['zope.interface === 6.1', 'pkg:pypi/zope-interface@6.1'],
    ['uvicorn[standard]==0.30.0 ; python_version >= "3.8"', 'pkg:pypi/uvicorn@0.30.0'],
    ['click==8.1.7 --hash=sha256:0a1b \\\n    --hash=sha256:2c3d', 'pkg:pypi/click@8.1.7'],
    ['click==8.1.7  # pinned', 'pkg:pypi/click@8.1.7'],
    ['click==8.*', 'pkg:pypi/click'],
    ['click>=8,<9', 'pkg:pypi/click'],
    ['click', 'pkg:pypi/click'],
    ['wire @ git+https://github.com/acme/wire.git@v0.2.0', 'pkg:pypi/wire'],
    ['git+https://github.com/acme/wire.git@v0.2.0#egg=wire', 'pkg:pypi/wire'],
    ['-e git+ssh://git@github.com/acme/wire.git#egg=wire', 'pkg:pypi/wire'],
    ['https://example.org/wheels/wire-0.2.0-py3-none-any.whl', 'pkg:pypi/wire'],
    ['\uFEFFclick==8.1.7', 'pkg:pypi/click@8.1.7'],
  ]
  for (const [line, purl] of lines) {
    it(`reads ${JSON.stringify(line)}`, () => {
      expect(foreign(line)?.purl).toBe(purl)
    })
  }

  it('keeps the repository of a git source, without revision', () => {
    expect(foreign('wire @ git+https://github.com/acme/wire.git@v0.2.0')?.repository).toBe(
      'https://github.com/acme/wire',
    )
    expect(foreign('git+ssh://git@github.com/acme/wire.git@main#egg=wire')?.repository).toBe(
      'https://github.com/acme/wire',
    )
  })

  it('takes a folder for own code', () => {
    const packages = lock('-e .\n./libs/money\nclick==8.1.7\n')
    expect(packages.filter(({ own }) => own).map(({ name }) => name)).toEqual(['app', 'money'])
  })

  it('takes in other files, and the versions of constraints', () => {
    const packages = lock('-r requirements/base.txt\n-c constraints.txt\nclick\n', {
      'app/requirements/base.txt': '-r ../requirements.txt\nrequests==2.32.0\n',
      'app/constraints.txt': 'click==8.1.7\nnever-asked==1.0\n',
    })
    expect(packages.map(({ purl }) => purl)).toEqual([
      'pkg:pypi/app',
      'pkg:pypi/requests@2.32.0',
      'pkg:pypi/click@8.1.7',
    ])
  })

  it('knows who asks from the comments of pip-compile and uv', () => {
    const text = `click==8.1.7
    # via
    #   -r requirements.in
    #   flask
flask==3.0.0
    # via checkout (pyproject.toml)
werkzeug==3.0.1  # via flask
`
    expect(describePackages(lock(text))).toEqual([
      'pkg:pypi/app own > pkg:pypi/click@8.1.7, pkg:pypi/flask@3.0.0',
      'pkg:pypi/click@8.1.7 direct unstated',
      'pkg:pypi/flask@3.0.0 direct unstated > pkg:pypi/click@8.1.7, pkg:pypi/werkzeug@3.0.1',
      'pkg:pypi/werkzeug@3.0.1 unstated',
    ])
  })

  const indexes: [what: string, text: string, files: Readonly<Record<string, string>>, visibility: string][] = [
    ['no index', 'click==8.1.7', {}, 'unstated'],
    ['the public index', '-i https://pypi.org/simple\nclick==8.1.7', {}, 'public'],
    ['one of our own', '--index-url=https://pypi.acme.dev/simple\nclick==8.1.7', {}, 'private'],
    ['a further one', '--extra-index-url https://pypi.acme.dev/simple\nclick==8.1.7', {}, 'private'],
    ['PyTorch beside', '--extra-index-url https://download.pytorch.org/whl/cpu\nclick==8.1.7', {}, 'public'],
    [
      'pip.conf above',
      'click==8.1.7',
      { 'pip.conf': '[global]\nindex-url = https://pypi.acme.dev/simple\n' },
      'private',
    ],
    ['pip.conf elsewhere', 'click==8.1.7', { 'lib/pip.conf': '[global]\nindex-url = https://a.dev/\n' }, 'unstated'],
    [
      'pip.conf of several lines',
      'click==8.1.7',
      {
        'app/pip.conf':
          '[global]\ntimeout = 60\nextra-index-url =\n    https://pypi.org/simple\n    https://pypi.acme.dev/simple\n',
      },
      'private',
    ],
  ]
  for (const [what, text, files, visibility] of indexes) {
    it(`with ${what} states ${visibility} packages`, () => {
      expect(foreign(text, files)?.visibility).toBe(visibility)
    })
  }

  it('passes over options that change no package', () => {
    expect(lock('--no-binary :all:\n--pre\n--find-links ./wheels\nclick==8.1.7\n')).toHaveLength(2)
    expect(of(lock('click==8.1.7\n'), 'app', 'own')).toBe(true)
  })

  const refused: [what: string, text: string, message: RegExp][] = [
    [
      'no requirement',
      'click==8.1.7\n{{ cookiecutter.name }}\n',
      /^app\/requirements\.txt:2: "\{\{ cookiecutter\.name \}\}" is no requirement; accepted: NAME==VERSION/,
    ],
    ['a name that ends in a hyphen', 'a-\n', /^app\/requirements\.txt:1: "a-" is no requirement/],
    ['an endless line', `${'a'.repeat(3_000)}\n`, /^app\/requirements\.txt:1: a requirement longer than 2048/],
  ]
  for (const [what, text, message] of refused) {
    it(`is refused for ${what}`, () => {
      expect(() => lock(text)).toThrow(message)
    })
  }

  it('is refused where it takes in more files than a service has', () => {
    const files = Object.fromEntries(
      Array.from({ length: 120 }, (_, at) => [`app/requirements/${at}.txt`, `-r ${at + 1}.txt\n`]),
    )
    expect(() => lock('-r requirements/0.txt\n', files)).toThrow(/taken in after 100 others/)
  })
})
