import { describe, expect, it } from 'vitest'
import { packageManagerOf } from '../../../src/upstream/remedy/commands.ts'
import { requirementIn, workspaceRequirement } from '../../../src/upstream/remedy/requirement-in.ts'
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
    ['go.mod', 'module x\n\nrequire (\n\tlib v1.2.3 // indirect\n)\n', range('v1.2.3')],
    ['go.mod', 'module lib\n', absent],
    ['pom.xml', '<project/>', absent],
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
  const own = { name: 'shop', isWorkspace: true }
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
    ]
  for (const [lockfile, text, direct, deep, raise] of commands) {
    it(`${lockfile} ${text.slice(0, 12).trim()}`, () => {
      const manager = packageManagerOf(makePackage({ lockfile }), [{ path: lockfile, text }])
      expect(manager?.move(move)).toBe(direct)
      expect(manager?.move({ ...move, direct: false })).toBe(deep)
      expect(manager?.raise(move, own)).toBe(raise)
    })
  }

  it('names the version that moves, where the lockfile holds several', () => {
    const manager = packageManagerOf(makePackage({ lockfile: 'Cargo.lock' }), [])
    expect(manager?.move({ ...move, from: '1.2.3' })).toBe('cargo update -p lib@1.2.3 --precise 1.2.4')
  })
})
