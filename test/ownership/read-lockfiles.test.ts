import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HeadwaterError } from '../../src/errors.ts'
import { isLockfile, isManifest, readDependencyGraph } from '../../src/ownership/index.ts'
import { describePackages } from './lockfiles/describe-packages.ts'

const cargoLock = `version = 4

[[package]]
name = "checkout"
version = "1.0.0"
dependencies = ["bytes"]

[[package]]
name = "bytes"
version = "1.6.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
`
const goMod = 'module github.com/acme/notes\n\nrequire github.com/gorilla/mux v1.8.0\n'
const classicLock = '# yarn lockfile v1\n\n\nms@2.0.0:\n  version "2.0.0"\n'
const berryLock = '__metadata:\n  version: 8\n\n"ms@npm:2.1.3":\n  version: 2.1.3\n  resolution: "ms@npm:2.1.3"\n'

describe('the files that are gathered', () => {
  const lockfiles = [
    'Cargo.lock',
    'package-lock.json',
    'npm-shrinkwrap.json',
    'pnpm-lock.yaml',
    'yarn.lock',
    'bun.lock',
    'bun.lockb',
    'go.mod',
    'uv.lock',
    'poetry.lock',
    'pdm.lock',
    'pylock.toml',
    'pylock.dev.toml',
    'Pipfile.lock',
    'requirements.txt',
    'requirements-dev.txt',
    'dev_requirements.txt',
    'requirements/base.txt',
    'Gemfile.lock',
    'gems.locked',
    'composer.lock',
    'gradle.lockfile',
    'pom.xml',
    'packages.lock.json',
    'Acme.Api.deps.json',
    'obj/project.assets.json',
    'bom.json',
    'checkout.cdx.json',
    'sbom.json',
    'checkout.spdx.json',
    'conan.lock',
    'debian-packages.txt',
    'dpkg-list.txt',
    'dpkg-status',
  ]
  for (const name of lockfiles) {
    it(`count ${name} for a lockfile`, () => {
      expect(isLockfile(name)).toBe(true)
    })
  }

  const manifests = [
    'Cargo.toml',
    'package.json',
    '.npmrc',
    '.yarnrc.yml',
    'pnpm-workspace.yaml',
    'go.env',
    'go.work',
    'pyproject.toml',
    'Pipfile',
    'pip.conf',
    'constraints.txt',
    'composer.json',
    'build.gradle.kts',
    'gradle/libs.versions.toml',
    'Acme.Api.csproj',
    'NuGet.Config',
    'conanfile.txt',
  ]
  for (const name of manifests) {
    it(`count ${name} for a manifest`, () => {
      expect([isManifest(name), isLockfile(name)]).toEqual([true, false])
    })
  }

  for (const name of [
    'my-requirements-notes.md',
    'requirements.in',
    'deps.json',
    'go.sum',
    'Cargo.lock.orig',
    'README.md',
    'status',
    '.package-lock.json',
  ]) {
    it(`pass over ${name}`, () => {
      expect([isManifest(name), isLockfile(name)]).toEqual([false, false])
    })
  }
})

describe('the graph of a service', () => {
  it('holds the packages of all lockfiles, each with its own edges', () => {
    const graph = readDependencyGraph([
      { path: 'edge/Cargo.lock', text: cargoLock },
      { path: 'README.md', text: '# Service' },
      { path: 'notes/go.mod', text: goMod },
    ])
    expect(graph.lockfiles).toEqual(['edge/Cargo.lock', 'notes/go.mod'])
    expect(describePackages(graph.packages)).toEqual([
      'pkg:cargo/checkout@1.0.0 own > pkg:cargo/bytes@1.6.0',
      'pkg:cargo/bytes@1.6.0 direct public',
      'pkg:golang/github.com/acme/notes own > pkg:golang/github.com/gorilla/mux@v1.8.0',
      'pkg:golang/github.com/gorilla/mux@v1.8.0 direct unstated',
    ])
    expect(graph.packages.map(({ lockfile }) => lockfile)).toEqual([
      'edge/Cargo.lock',
      'edge/Cargo.lock',
      'notes/go.mod',
      'notes/go.mod',
    ])
  })

  it('reads a yarn.lock by its content, since two formats share the name', () => {
    const purls = [classicLock, berryLock].map(
      (text) => readDependencyGraph([{ path: 'yarn.lock', text }]).packages[0]?.purl,
    )
    expect(purls).toEqual(['pkg:npm/ms@2.0.0', 'pkg:npm/ms@2.1.3'])
  })

  it('takes the lockfiles of one folder together: what is only declared is the version that another has resolved', () => {
    const poetry =
      '[[package]]\nname = "pyyaml"\nversion = "6.0"\n[metadata]\nlock-version = "2.0"\ncontent-hash = "a"\n'
    const uv =
      'version = 1\n[[package]]\nname = "pyyaml"\nversion = "6.0"\nsource = { registry = "https://pypi.org/simple" }\n'
    const graph = readDependencyGraph([
      { path: 'app/requirements.txt', text: 'PyYAML>=5\nclick==8.1.7\n' },
      { path: 'app/poetry.lock', text: poetry },
      { path: 'app/uv.lock', text: uv },
      { path: 'lib/requirements.txt', text: 'PyYAML==5.4\n' },
    ])
    expect(graph.lockfiles).toHaveLength(4)
    expect(describePackages(graph.packages)).toEqual([
      'pkg:pypi/app own > pkg:pypi/click@8.1.7, pkg:pypi/pyyaml@6.0',
      'pkg:pypi/pyyaml@6.0 direct public',
      'pkg:pypi/click@8.1.7 direct unstated',
      'pkg:pypi/lib own > pkg:pypi/pyyaml@5.4',
      'pkg:pypi/pyyaml@5.4 direct unstated',
    ])
  })

  it('holds several ecosystems, each with its own names', () => {
    const graph = readDependencyGraph([
      { path: 'Cargo.lock', text: cargoLock },
      { path: 'requirements.txt', text: 'bytes==1.0\n' },
    ])
    expect(graph.packages.map(({ purl }) => purl)).toEqual([
      'pkg:cargo/checkout@1.0.0',
      'pkg:cargo/bytes@1.6.0',
      'pkg:pypi/service',
      'pkg:pypi/bytes@1.0',
    ])
  })

  it('is empty for a service without a lockfile', () => {
    expect(readDependencyGraph([{ path: 'main.c', text: 'int main() {}' }])).toEqual({ packages: [], lockfiles: [] })
  })

  for (const [path, text] of Object.entries({
    'app/Cargo.lock': cargoLock,
    'go.mod': goMod,
    'yarn.lock': classicLock,
  })) {
    it(`is not made from an unfinished merge of ${path}`, () => {
      const merged = `${text}<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> main\n`
      const line = text.split('\n').length
      expect(() => readDependencyGraph([{ path, text: merged }])).toThrow(
        `${path}:${line}: a conflict marker (<<<<<<<); accepted: the lockfile after the merge`,
      )
    })
  }

  it('shows a path that is not harmless in quotes', () => {
    const file = { path: 'a\u001b[2Jb/Cargo.lock', text: 'version = 5' }
    expect(() => readDependencyGraph([file])).toThrow('"a\\u001b[2Jb/Cargo.lock": lockfile version "5"')
  })

  it('refuses a file beyond 64 MB unread', () => {
    const file = { path: 'go.mod', text: 'x'.repeat(64 * 1024 * 1024 + 1) }
    expect(() => readDependencyGraph([file])).toThrow(expect.objectContaining({ code: 'too-large' }))
  })

  it('either is made or ends in one error of one line, whatever happened to the file', () => {
    const files: Record<string, string> = {
      'Cargo.lock': cargoLock,
      'go.mod': goMod,
      'yarn.lock': `${classicLock}${berryLock}`,
      'package-lock.json':
        '{"lockfileVersion": 3, "packages": {"node_modules/a": {"version": "1.0.0", "dependencies": {"b": "1"}}}}',
      'npm-shrinkwrap.json':
        '{"lockfileVersion": 1, "dependencies": {"a": {"version": "1.0.0", "requires": {"b": "1"}}}}',
      'pnpm-lock.yaml':
        "lockfileVersion: '9.0'\npackages:\n  a@1.0.0: {resolution: {integrity: a}}\nsnapshots:\n  a@1.0.0: {}\n",
      'bun.lock': '{"lockfileVersion": 1, "packages": {"a": ["a@1.0.0", "", {"dependencies": {"b": "1"}}]}}',
      'conan.lock': '{"version": "0.5", "requires": ["zlib/1.3.1"]}',
      'poetry.lock': '[[package]]\nname = "a"\nversion = "1"\n[metadata]\nlock-version = "2.0"\ncontent-hash = "a"\n',
      'uv.lock':
        'version = 1\n[[package]]\nname = "a"\nversion = "1"\nsource = { registry = "https://pypi.org/simple" }\n',
      'requirements.txt':
        '-r requirements.txt\n-e ./lib\na @ git+https://a.dev/b@1#egg=a\nb==1 --hash=a \\\n --hash=b # via a\n',
      'Gemfile.lock':
        'GEM\n  remote: https://rubygems.org/\n  specs:\n    a (1.0)\n      b (~> 1)\n\nDEPENDENCIES\n  a\n',
      'composer.lock': '{"packages": [{"name": "a/b", "version": "v1.0", "require": {"c/d": "1"}}]}',
      'gradle.lockfile': '# a\norg.a:b:1.0=c\nempty=\n',
      'pom.xml':
        '<project><artifactId>a</artifactId><dependencies><dependency><groupId>b</groupId><artifactId>c</artifactId></dependency></dependencies></project>',
      'packages.lock.json': '{"version": 1, "dependencies": {"net8.0": {"a": {"type": "Direct", "resolved": "1.0"}}}}',
      'bom.json':
        '{"bomFormat": "CycloneDX", "specVersion": "1.5", "components": [{"name": "a", "purl": "pkg:npm/a@1.0"}]}',
      'dpkg-status': 'Package: libfmt9\nStatus: install ok installed\nVersion: 9.1.0\n',
    }
    const pieces = fc.constantFrom(
      '',
      '{',
      '}',
      '[',
      '"',
      '\n',
      ': ',
      '@',
      '/',
      '../',
      '__proto__',
      '\u0000',
      '# ',
      '1',
      '{"toString": 1}',
    )
    const law = fc.property(
      fc.constantFrom(...Object.keys(files)),
      fc.nat(),
      fc.nat(12),
      pieces,
      (path, at, removed, piece) => {
        const text = files[path] ?? ''
        const start = at % (text.length + 1)
        const changed = text.slice(0, start) + piece + text.slice(start + removed)
        try {
          readDependencyGraph([{ path, text: changed }])
        } catch (error) {
          expect(error).toBeInstanceOf(HeadwaterError)
          expect((error as HeadwaterError).message).not.toMatch(/[\n\r]/)
        }
      },
    )
    fc.assert(law, { numRuns: 3_000 })
  })
})
