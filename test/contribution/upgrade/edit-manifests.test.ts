import { describe, expect, it } from 'vitest'
import { editCargoLock } from '../../../src/contribution/upgrade/edit-cargo-lock.ts'
import { editCargoToml } from '../../../src/contribution/upgrade/edit-cargo-toml.ts'
import { editGoMod, editGoSum } from '../../../src/contribution/upgrade/edit-go-mod.ts'
import { editPackageJson } from '../../../src/contribution/upgrade/edit-package-json.ts'

/** Rows of a manifest before and after; null where it is not to be edited. */
type Row = readonly [what: string, before: string, after: string | null]

describe('the requirement of a crate in a Cargo.toml', () => {
  const rows: readonly Row[] = [
    ['short', '[dependencies]\ntls = "0.23" # pinned\n', '[dependencies]\ntls = "0.26" # pinned\n'],
    [
      'an inline table, features kept',
      '[dependencies]\ntls = { features = ["tls12"], version = "0.23", optional = true }\n',
      '[dependencies]\ntls = { features = ["tls12"], version = "0.26", optional = true }\n',
    ],
    [
      'a table of its own',
      "[dependencies.tls]\r\nversion = '0.23'\r\nfeatures = []\r\n",
      "[dependencies.tls]\r\nversion = '0.26'\r\nfeatures = []\r\n",
    ],
    ['dotted keys', '[dependencies]\ntls.version = "0.23"\n', '[dependencies]\ntls.version = "0.26"\n'],
    [
      'under another name',
      '[dependencies]\nsecure = { package = "tls", version = "0.23" }\ntls-io = "0.23"\n',
      '[dependencies]\nsecure = { package = "tls", version = "0.26" }\ntls-io = "0.23"\n',
    ],
    [
      'of a target, of the build, of the workspace',
      '[target.\'cfg(unix)\'.dependencies]\ntls = "0.23"\n[build-dependencies]\ntls = "0.23"\n[workspace.dependencies]\ntls = "0.23"\n',
      '[target.\'cfg(unix)\'.dependencies]\ntls = "0.26"\n[build-dependencies]\ntls = "0.26"\n[workspace.dependencies]\ntls = "0.26"\n',
    ],
    ['inherited from the workspace', '[dependencies]\ntls.workspace = true\n', null],
    ['a path', '[dependencies]\ntls = { path = "../tls" }\n', null],
    ['another crate of that key', '[dependencies]\ntls = { package = "other", version = "0.23" }\n', null],
    ['not a dependency', '[package.metadata]\ntls = "0.23"\n', null],
    ['within a text of several lines', 'x = """\n[dependencies]\ntls = "0.23"\n"""\n', null],
    ['no TOML', '[dependencies\ntls = "0.23"\n', null],
  ]
  for (const [what, before, after] of rows) {
    it(what, () => expect(editCargoToml(before, 'tls', '0.26')).toBe(after))
  }
})

describe('an entry of a Cargo.lock', () => {
  const sum = (digit: string): string => digit.repeat(64)
  const entry = (version: string, checksum: string): string =>
    `[[package]]\nname = "tls"\nversion = "${version}"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\nchecksum = "${checksum}"\ndependencies = [\n "log",\n]\n`
  const rest = '[[package]]\nname = "log"\nversion = "0.4.1"\n'
  const move = { name: 'tls', from: '1.0.0', to: '1.0.1', checksum: sum('b') }
  const rows: readonly Row[] = [
    [
      'one version',
      `version = 4\n\n${rest}\n${entry('1.0.0', sum('a'))}`,
      `version = 4\n\n${rest}\n${entry('1.0.1', sum('b'))}`,
    ],
    ['two versions', `version = 4\n\n${entry('0.9.0', sum('c'))}\n${entry('1.0.0', sum('a'))}${rest}`, null],
    ['another version', `version = 4\n\n${entry('1.0.2', sum('a'))}\n${rest}`, null],
    ['a member of the workspace', 'version = 4\n\n[[package]]\nname = "tls"\nversion = "1.0.0"\n', null],
  ]
  for (const [what, before, after] of rows) {
    it(what, () => expect(editCargoLock(before, move)).toBe(after))
  }
  it('takes no checksum that is none', () => {
    expect(editCargoLock(`version = 4\n\n${entry('1.0.0', sum('a'))}${rest}`, { ...move, checksum: '"x' })).toBeNull()
  })
})

describe('the range in a package.json', () => {
  const rows: readonly Row[] = [
    ['a caret', '{\n\t"dependencies": { "qs": "^6.9.6" }\n}', '{\n\t"dependencies": { "qs": "^6.11.0" }\n}'],
    ['exact stays exact', '{"dependencies":{"qs":"6.9.6"}}', '{"dependencies":{"qs":"6.11.0"}}'],
    ['a tilde stays a tilde', '{"dependencies":{"qs":"~6.9.6"}}', '{"dependencies":{"qs":"~6.11.0"}}'],
    [
      'in two tables',
      '{"devDependencies":{"qs":"^6.0.0"},"peerDependencies":{"qs":"^6.0.0"}}',
      '{"devDependencies":{"qs":"^6.11.0"},"peerDependencies":{"qs":"^6.11.0"}}',
    ],
    ['an alias', '{"dependencies":{"qs":"npm:other@1.0.0"}}', null],
    ['an address', '{"dependencies":{"qs":"github:acme/qs"}}', null],
    ['a workspace', '{"dependencies":{"qs":"workspace:*"}}', null],
    ['none', '{"dependencies":{"toString":"1.0.0"}}', null],
    ['no JSON', '', null],
  ]
  for (const [what, before, after] of rows) {
    it(what, () => expect(editPackageJson(before, 'qs', '^6.11.0')?.text ?? null).toBe(after))
  }
})

describe('a module in go.mod and go.sum', () => {
  const rows: readonly Row[] = [
    ['a line', 'module acme\n\nrequire a.io/x v1.0.0\n', 'module acme\n\nrequire a.io/x v1.0.1\n'],
    [
      'a block, comment kept',
      'require (\n\ta.io/x v1.0.0 // indirect\n\ta.io/xy v1.0.0\n)\n',
      'require (\n\ta.io/x v1.0.1 // indirect\n\ta.io/xy v1.0.0\n)\n',
    ],
    ['replaced', 'require a.io/x v1.0.0\nreplace a.io/x => ../x\n', null],
    ['excluded only', 'exclude a.io/x v1.0.0\n', null],
    ['another version', 'require a.io/x v1.0.2\n', null],
  ]
  for (const [what, before, after] of rows) {
    it(what, () => expect(editGoMod(before, 'a.io/x', 'v1.0.0', 'v1.0.1')).toBe(after))
  }

  it('gets its two new lines in the place of the old ones', () => {
    const release = { version: 'v1.0.1', checksum: 'h1:b', manifestChecksum: 'h1:c', needs: [], features: '' }
    const text = 'a.io/a v1.0.0 h1:1\na.io/x v1.0.0 h1:2\na.io/x v1.0.0/go.mod h1:3\na.io/z v1.0.0 h1:4\n'
    expect(editGoSum(text, 'a.io/x', 'v1.0.0', release)).toBe(
      'a.io/a v1.0.0 h1:1\na.io/x v1.0.1 h1:b\na.io/x v1.0.1/go.mod h1:c\na.io/z v1.0.0 h1:4\n',
    )
    expect(editGoSum('a.io/a v1.0.0 h1:1\n', 'a.io/x', 'v1.0.0', release)).toBeNull()
  })
})
