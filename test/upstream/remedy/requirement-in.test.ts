import { describe, expect, it } from 'vitest'
import { packageManagerOf } from '../../../src/upstream/remedy/managers/index.ts'
import { requirementIn } from '../../../src/upstream/remedy/requirement-in.ts'
import { workspaceRequirement } from '../../../src/upstream/remedy/requirements/cargo.ts'
import { makePackage } from '../make-package.ts'

describe('what a manifest asks for', () => {
  const range = (text: string) => ({ kind: 'range', range: text })
  const absent = { kind: 'absent' }
  const stated: readonly (readonly [path: string, text: string, asked: object])[] = [
    ['a/Cargo.toml', '[dependencies]\nlib = "0.23"\n', range('0.23')],
    ['Cargo.toml', '[dependencies.lib]\nversion = "0.23"\nfeatures = ["x"]\n', range('0.23')],
    ['Cargo.toml', '[dependencies]\nmine = { package = "lib", version = "1" }\n', range('1')],
    ['Cargo.toml', '[target."cfg(unix)".dependencies]\nlib = "2"\n', range('2')],
    ['Cargo.toml', '[dependencies]\nlib = { workspace = true }\n', { kind: 'workspace' }],
    ['Cargo.toml', '[dependencies]\nlib = { path = "../lib" }\n', absent],
    ['Cargo.toml', 'not toml at all [', absent],
    ['package.json', '{"dependencies":{"lib":"^1.0.0"}}', range('^1.0.0')],
    ['package.json', '{"peerDependencies":{"lib":">=1"}}', range('>=1')],
    ['package.json', '{"__proto__":{"dependencies":{"lib":"1"}}}', absent],
    ['package.json', '{', absent],
    ['go.mod', 'module x\n\nrequire lib v1.2.3\n', range('v1.2.3')],
    ['go.mod', 'module x\nexclude (\n\tlib v1.0.0\n)\nrequire lib v1.2.3\n', range('v1.2.3')],
    ['go.mod', 'module x\nexclude lib v1.0.0\nreplace lib v1.1.0 => ./lib\n', absent],
    ['go.mod', 'module x\nrequire (\n', absent],
    ['go.mod', 'module x\n\nrequire (\n\tlib v1.2.3 // indirect\n)\n', range('v1.2.3')],
    ['go.mod', 'module lib\n', absent],
    ['pom.xml', '<project/>', absent],
    [
      'pyproject.toml',
      '[project]\ndependencies = ["lib[fast] >=1.2, <2 ; python_version < \'4\'"]\n',
      range('>=1.2,<2'),
    ],
    ['pyproject.toml', '[project]\ndependencies = ["lib"]\n', range('*')],
    ['pyproject.toml', '[project]\ndependencies = ["lib @ https://acme.example/lib.zip"]\n', absent],
    ['pyproject.toml', '[dependency-groups]\ntest = ["Lib~=1.2", {include-group = "x"}]\n', range('~=1.2')],
    ['pyproject.toml', '[tool.poetry.dependencies]\nlib = {version = "^1.2", extras = ["fast"]}\n', range('^1.2')],
    ['Pipfile', '[packages]\nlib = "*"\n', range('*')],
    ['requirements.txt', 'other==1\nlib==1.2.3 \\\n    --hash=sha256:00\n', range('==1.2.3')],
    ['requirements.in', 'lib>=1.2 # why\n', range('>=1.2')],
    ['setup.py', 'setup(\n  install_requires=[\n    "lib>=1.2",\n  ],\n)\n', range('>=1.2')],
    ['Gemfile', "gem 'lib', '~> 2.2', '>= 2.2.3', require: false\n", range('~> 2.2, >= 2.2.3')],
    ['Gemfile', 'gem "lib", git: "https://acme.example/lib"\n', range('>= 0')],
    ['lib.gemspec', "  spec.add_dependency('lib', '>= 1')\n", range('>= 1')],
    ['Gemfile.lock', 'GEM\n  specs:\n    lib (2.2.3)\n\nDEPENDENCIES\n  lib (~> 2.2)\n', range('~> 2.2')],
    ['composer.json', '{"require":{"Lib":"^1.2"}}', range('^1.2')],
    [
      'pom.xml',
      '<properties><v>1.2</v></properties><dependency><artifactId>lib</artifactId><version>\u0024{v}</version></dependency>',
      range('1.2'),
    ],
    ['pom.xml', '<dependency><artifactId>lib</artifactId><version>\u0024{parents.own}</version></dependency>', absent],
    ['app.csproj', '<PackageReference Include="Lib" Version="1.2.3" />', range('1.2.3')],
    ['app.csproj', '<PackageReference Include="lib"><Version>[1.2,2)</Version></PackageReference>', range('[1.2,2)')],
    ['conanfile.txt', '[requires]\nlib/1.2.3@acme/stable\n', range('1.2.3')],
    ['conanfile.py', '    requires = "zlib/1.0", "lib/[>=1.2 <2]"\n', range('[>=1.2 <2]')],
    ['notes.md', 'lib 1.2.3', absent],
    // Lines that end as on Windows.
    ['requirements.txt', 'lib==1.2.3\r\nother==1\r\n', range('==1.2.3')],
    ['Gemfile', "gem 'lib', '~> 2.2'\r\n", range('~> 2.2')],
    ['Gemfile.lock', 'DEPENDENCIES\r\n  lib (~> 2.2)\r\n', range('~> 2.2')],
    // What an expression that tries every way would never come to the end of.
    ['app.csproj', `<PackageReference Include="lib"><Version>${' '.repeat(1_000_000)}`, absent],
    ['Gemfile', `gem${' '.repeat(1_000_000)}x\ry`, absent],
  ]
  for (const [path, text, asked] of stated) {
    it(`${path}: ${text.slice(0, 50).replaceAll('\n', ' ')}`, () => {
      expect(requirementIn(path, text, 'lib')).toEqual(asked)
    })
  }

  it('reads what the members of a workspace inherit', () => {
    expect(workspaceRequirement('[workspace.dependencies]\nlib = "0.23"\n', 'lib')).toEqual(range('0.23'))
  })
})

describe('the command of the package manager in use', () => {
  const move = { name: 'lib', to: '1.2.4', from: null, direct: true }
  const own = { name: 'shop', isWorkspace: true, manifest: 'shop/Shop.csproj' }
  const berry = '__metadata:\n  version: 8\n'
  const commands: readonly (readonly [lockfile: string, text: string, direct: string, deep: string, raise: string])[] =
    [
      [
        'a/Cargo.lock',
        '',
        'cargo update -p lib --precise 1.2.4',
        'cargo update -p lib --precise 1.2.4',
        'cargo add --package shop lib@1.2.4',
      ],
      ['package-lock.json', '', 'npm install lib@1.2.4', 'npm update lib', 'npm install lib@1.2.4 --workspace shop'],
      [
        'pnpm-lock.yaml',
        '',
        'pnpm update lib@1.2.4',
        'pnpm update --depth Infinity lib',
        'pnpm --filter shop add lib@1.2.4',
      ],
      [
        'yarn.lock',
        '# yarn lockfile v1\n',
        'yarn upgrade lib@1.2.4',
        'yarn upgrade lib@1.2.4',
        'yarn workspace shop add lib@1.2.4',
      ],
      ['yarn.lock', berry, 'yarn up lib@1.2.4', 'yarn up --recursive lib', 'yarn workspace shop add lib@1.2.4'],
      ['bun.lock', '', 'bun add lib@1.2.4', 'bun update lib', 'bun add --filter shop lib@1.2.4'],
      ['go.mod', '', 'go get lib@1.2.4', 'go get lib@1.2.4', 'go get lib@1.2.4'],
      ['poetry.lock', '', 'poetry update lib', 'poetry update lib', 'poetry add "lib>=1.2.4"'],
      [
        'uv.lock',
        '',
        'uv lock --upgrade-package "lib==1.2.4"',
        'uv lock --upgrade-package "lib==1.2.4"',
        'uv add --package shop "lib>=1.2.4"',
      ],
      ['pdm.lock', '', 'pdm update lib', 'pdm update lib', 'pdm add "lib>=1.2.4"'],
      ['Pipfile.lock', '', 'pipenv upgrade "lib==1.2.4"', 'pipenv upgrade "lib==1.2.4"', 'pipenv install "lib>=1.2.4"'],
      ['requirements.txt', '', 'pip install "lib==1.2.4"', 'pip install "lib==1.2.4"', 'pip install "lib==1.2.4"'],
      [
        'requirements.txt',
        '#\n#    pip-compile requirements.in\n',
        'pip-compile --upgrade-package "lib==1.2.4"',
        'pip-compile --upgrade-package "lib==1.2.4"',
        'pip-compile --upgrade-package "lib==1.2.4"',
      ],
      [
        'Gemfile.lock',
        '',
        'bundle update --conservative lib',
        'bundle update --conservative lib',
        'bundle update --conservative lib',
      ],
      ['composer.lock', '', 'composer update lib:1.2.4', 'composer update lib:1.2.4', 'composer require "lib:^1.2.4"'],
      [
        'gradle.lockfile',
        '',
        './gradlew dependencies --update-locks lib',
        './gradlew dependencies --update-locks lib',
        './gradlew dependencies --update-locks lib',
      ],
      [
        'packages.lock.json',
        '',
        'dotnet add package lib --version 1.2.4',
        'dotnet add package lib --version 1.2.4',
        'dotnet add shop/Shop.csproj package lib --version 1.2.4',
      ],
      [
        'conan.lock',
        '',
        'conan lock remove --requires="lib/*" && conan lock add --requires="lib/1.2.4"',
        'conan lock remove --requires="lib/*" && conan lock add --requires="lib/1.2.4"',
        'conan lock remove --requires="lib/*" && conan lock add --requires="lib/1.2.4"',
      ],
    ]
  for (const [lockfile, text, direct, deep, raise] of commands) {
    it(`${lockfile} ${text.slice(0, 12).trim()}`, () => {
      const manager = packageManagerOf(makePackage({ lockfile }), [{ path: lockfile, text }])
      expect(manager?.move(move)).toBe(direct)
      expect(manager?.move({ ...move, direct: false })).toBe(deep)
      expect(manager?.raise(move, own)).toBe(raise)
    })
  }

  it('names a Maven artifact by group and name', () => {
    const manager = packageManagerOf(makePackage({ ecosystem: 'maven', lockfile: 'pom.xml' }), [])
    expect(manager?.raise({ ...move, name: 'acme/lib' }, own)).toBe(
      'mvn versions:use-dep-version -Dincludes=acme:lib -DdepVersion=1.2.4 -DforceVersion=true',
    )
  })

  it('knows none for what a distribution installed', () => {
    expect(packageManagerOf(makePackage({ ecosystem: 'deb', lockfile: 'dpkg-list.txt' }), [])).toBeNull()
  })

  it('names the version that moves, where the lockfile holds several', () => {
    const manager = packageManagerOf(makePackage({ lockfile: 'Cargo.lock' }), [])
    expect(manager?.move({ ...move, from: '1.2.3' })).toBe('cargo update -p lib@1.2.3 --precise 1.2.4')
  })
})
