import { describe, expect, it } from 'vitest'
import { parseCargoLock } from '../../../src/ownership/lockfiles/parse-cargo-lock.ts'
import { describePackages, of } from './describe-packages.ts'

const index = 'registry+https://github.com/rust-lang/crates.io-index'

function lock(text: string, manifests: Record<string, string> = {}) {
  const files = Object.entries(manifests).map(([path, manifest]) => ({ path, text: manifest }))
  return parseCargoLock({ path: 'Cargo.lock', text }, files)
}

describe('a Cargo.lock', () => {
  it('of version 4 knows own crates by their missing source and resolves each dependency to its version', () => {
    const packages = lock(`
      version = 4
      [[package]]
      name = "checkout"
      version = "1.2.0"
      dependencies = ["checkout-io", "hashbrown 0.14.5"]
      [[package]]
      name = "checkout-io"
      version = "0.1.0"
      dependencies = ["hashbrown 0.12.3"]
      [[package]]
      name = "hashbrown"
      version = "0.12.3"
      source = "${index}"
      checksum = "8a9e"
      [[package]]
      name = "hashbrown"
      version = "0.14.5"
      source = "sparse+https://index.crates.io/"
      dependencies = ["ahash"]
      [[package]]
      name = "ahash"
      version = "0.8.11"
      source = "${index}"
    `)
    expect(describePackages(packages)).toEqual([
      'pkg:cargo/checkout@1.2.0 own > pkg:cargo/checkout-io@0.1.0, pkg:cargo/hashbrown@0.14.5',
      'pkg:cargo/checkout-io@0.1.0 own direct > pkg:cargo/hashbrown@0.12.3',
      'pkg:cargo/hashbrown@0.12.3 direct public',
      'pkg:cargo/hashbrown@0.14.5 direct public > pkg:cargo/ahash@0.8.11',
      'pkg:cargo/ahash@0.8.11 public',
    ])
  })

  it('of version 1 is read with its root, its sources in brackets, and its checksums apart', () => {
    const packages = lock(`
      [root]
      name = "checkout"
      version = "1.2.0"
      dependencies = ["bytes 0.4.12 (${index})", "checkout-io 0.1.0"]
      [[package]]
      name = "checkout-io"
      version = "0.1.0"
      dependencies = ["proto 0.3.0 (git+https://github.com/acme/proto?branch=main#0a1b2c)"]
      [[package]]
      name = "bytes"
      version = "0.4.12"
      source = "${index}"
      [[package]]
      name = "proto"
      version = "0.3.0"
      source = "git+https://github.com/acme/proto?branch=main#0a1b2c"
      [metadata]
      "checksum bytes 0.4.12 (${index})" = "2061"
    `)
    expect(describePackages(packages)).toEqual([
      'pkg:cargo/checkout@1.2.0 own > pkg:cargo/bytes@0.4.12, pkg:cargo/checkout-io@0.1.0',
      'pkg:cargo/checkout-io@0.1.0 own direct > pkg:cargo/proto@0.3.0',
      'pkg:cargo/bytes@0.4.12 direct public',
      'pkg:cargo/proto@0.3.0 direct private',
    ])
    expect(of(packages, 'proto', 'repository')).toBe('https://github.com/acme/proto')
  })

  const sources: [source: string, visibility: string, repository: string | null][] = [
    [index, 'public', null],
    ['sparse+https://index.crates.io/', 'public', null],
    ['registry+https://github.com/rust-lang/crates.io-index.example.org', 'private', null],
    ['sparse+https://cargo.acme.dev/index/', 'private', null],
    ['registry+ssh://git@git.acme.dev/index', 'private', null],
    ['git+ssh://git@github.com/acme/wire.git?tag=v1#0a1b2c', 'private', 'https://github.com/acme/wire'],
    ['git+https://user:secret@git.acme.dev/wire#0a1b2c', 'private', 'https://git.acme.dev/wire'],
    ['git+file:///srv/wire#0a1b2c', 'private', null],
  ]
  for (const [source, visibility, repository] of sources) {
    it(`calls a crate from ${source} ${visibility}`, () => {
      const packages = lock(`version = 4\n[[package]]\nname = "wire"\nversion = "1.0.0"\nsource = "${source}"\n`)
      expect(packages[0]).toMatchObject({ own: false, visibility, repository })
    })
  }

  it('tells a crate of the workspace from a published one of the same name and version', () => {
    const packages = lock(`
      version = 4
      [[package]]
      name = "checkout"
      version = "1.0.0"
      dependencies = ["wire 1.0.0", "wire 1.0.0 (${index})"]
      [[package]]
      name = "wire"
      version = "1.0.0"
      [[package]]
      name = "wire"
      version = "1.0.0"
      source = "${index}"
    `)
    expect(packages[0]?.dependencies).toEqual([1, 2])
  })

  it('knows own crates by the library and the binaries that their manifests name', () => {
    const text = 'version = 4\n[[package]]\nname = "checkout-core"\nversion = "1.0.0"\n'
    const manifest = '[package]\nname = "checkout-core"\n[lib]\nname = "kernel"\n[[bin]]\nname = "checkout-server"\n'
    const packages = lock(text, { 'crates/core/Cargo.toml': manifest, 'templates/Cargo.toml': 'name = "{{name}}' })
    expect(packages[0]?.libraryNames).toEqual(['checkout_core', 'kernel', 'checkout_server'])
  })

  it('knows a vendored crate by the library that the manifest of that version names', () => {
    const text = `version = 4\n[[package]]\nname = "md-5"\nversion = "0.10.6"\nsource = "${index}"\n`
    const manifest = (version: string, name: string) =>
      `[package]\nname = "md-5"\nversion = "${version}"\n[lib]\nname = "${name}"\n[[bin]]\nname = "tool"\n`
    const manifests = {
      'vendor/md-5/Cargo.toml': manifest('0.10.6', 'md5'),
      'old/Cargo.toml': manifest('0.9.0', 'md5old'),
    }
    expect(lock(text, manifests)[0]?.libraryNames).toEqual(['md_5', 'md5'])
  })

  it('does not call a crate by the name that one dependent gives it', () => {
    const text = `
      version = 4
      [[package]]
      name = "checkout"
      version = "1.0.0"
      dependencies = ["indexmap"]
      [[package]]
      name = "indexmap"
      version = "1.9.2"
      source = "${index}"
    `
    const manifest = '[package]\nname = "checkout"\n[dependencies]\nmaps = { package = "indexmap", version = "1" }\n'
    expect(of(lock(text, { 'Cargo.toml': manifest }), 'indexmap', 'libraryNames')).toEqual(['indexmap'])
  })

  const refused: [what: string, text: string, message: string][] = [
    ['a newer version', 'version = 5', 'Cargo.lock: lockfile version "5"; accepted: versions 1 to 4'],
    ['a version that is no number', 'version = "4"', 'Cargo.lock: lockfile version "4"; accepted: versions 1 to 4'],
    ['a syntax error', 'version = 4\n[[package]]\nname = "a', 'Cargo.lock:3: not valid TOML (unfinished string)'],
    ['an empty file', '', 'Cargo.lock:1: no package; accepted: the whole file as cargo wrote it'],
    [
      'a package without a version',
      '[[package]]\nname = "a"',
      'Cargo.lock, package 1: no name or no version; accepted: both, as text',
    ],
    [
      'a file cut between two packages',
      '[[package]]\nname = "a"\nversion = "1.0.0"\ndependencies = ["b"]',
      'Cargo.lock, package 1 ("a"): depends on "b", which the lockfile does not list; accepted: the whole file as cargo wrote it',
    ],
    [
      'a dependency that is no text',
      '[[package]]\nname = "a"\nversion = "1.0.0"\ndependencies = [{ toString = 1 }]',
      'Cargo.lock, package 1 ("a"): depends on "", which the lockfile does not list; accepted: the whole file as cargo wrote it',
    ],
    [
      'a package listed twice',
      '[[package]]\nname = "a"\nversion = "1.0.0"\n[[package]]\nname = "a"\nversion = "1.0.0"\n',
      'Cargo.lock, package 2 ("a"): listed before; accepted: each package once',
    ],
    [
      'a name that reads backwards',
      '[[package]]\nname = "a\\u202eb"\nversion = "1.0.0"',
      'Cargo.lock, package 1 ("a\\u202eb"): a name holding "\\u202e" ("a\\u202eb"); accepted: printable characters, no step to a parent folder',
    ],
  ]
  for (const [what, text, message] of refused) {
    it(`is refused for ${what}`, () => {
      expect(() => lock(text)).toThrow(expect.objectContaining({ message }))
    })
  }
})
