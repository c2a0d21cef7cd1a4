import { describe, expect, it } from 'vitest'
import { planUpgrade, type ReleasePair } from '../../../src/contribution/upgrade/index.ts'
import { readDependencyGraph, type ServiceFile } from '../../../src/ownership/index.ts'
import type { Release } from '../../../src/packages/index.ts'
import type { RemedyStep } from '../../../src/upstream/index.ts'

const index = 'registry+https://github.com/rust-lang/crates.io-index'
const crate = (name: string, version: string, digit: string, needs = ''): string =>
  `[[package]]\nname = "${name}"\nversion = "${version}"\nsource = "${index}"\nchecksum = "${digit.repeat(64)}"\n${needs}\n`
const cargoLock = `version = 4\n\n[[package]]\nname = "checkout"\nversion = "1.0.0"\ndependencies = [\n "tokio-rustls",\n]\n\n${crate('rustls', '0.23.5', 'a')}${crate('tokio-rustls', '0.26.0', 'b', 'dependencies = [\n "rustls",\n]\n')}`
const cargoToml =
  '[package]\nname = "checkout"\nversion = "1.0.0"\n\n[dependencies]\ntokio-rustls = { version = "0.26", features = ["tls12"] }\n'
const rust: readonly ServiceFile[] = [
  { path: 'Cargo.lock', text: cargoLock },
  { path: 'Cargo.toml', text: cargoToml },
]
const release = (version: string, part: Partial<Release> = {}): Release => ({
  version,
  checksum: 'c'.repeat(64),
  manifestChecksum: null,
  needs: [],
  features: '',
  ...part,
})
const step = (purl: string, from: string, to: string, part: Partial<RemedyStep> = {}): RemedyStep => ({
  purl,
  from,
  to,
  command: `move ${purl} to ${to}`,
  manifest: null,
  requirement: null,
  ...part,
})
const plan = (
  files: readonly ServiceFile[],
  steps: readonly RemedyStep[],
  releases: readonly (readonly [string, ReleasePair])[],
) => planUpgrade({ files, graph: readDependencyGraph(files), steps, releases: new Map(releases) })

describe('a crate within the ranges', () => {
  const steps = [step('pkg:cargo/rustls', '0.23.5', '0.23.7')]

  it('moves in Cargo.lock, all else byte for byte, and CI is green', () => {
    const upgrade = plan(rust, steps, [['pkg:cargo/rustls', { from: release('0.23.5'), to: release('0.23.7') }]])
    expect(upgrade.files).toEqual([
      { path: 'Cargo.lock', text: cargoLock.replace('0.23.5', '0.23.7').replace('a'.repeat(64), 'c'.repeat(64)) },
    ])
    expect(upgrade).toMatchObject({ locked: 'green', commands: [] })
  })

  const reasons: readonly (readonly [string, ReleasePair, RegExp])[] = [
    ['the index is down', { from: null, to: null }, /checksum/],
    [
      'the new release needs another package',
      {
        from: release('0.23.5'),
        to: release('0.23.7', { needs: [{ name: 'zeroize', requirement: '1', kind: 'required' }] }),
      },
      /needs other packages/,
    ],
    [
      'the new release has other features',
      { from: release('0.23.5'), to: release('0.23.7', { features: '[["std",[]]]' }) },
      /other features/,
    ],
  ]
  for (const [what, pair, reason] of reasons) {
    it(`is left to cargo where ${what}, and CI is said to be red until then`, () => {
      const upgrade = plan(rust, steps, [['pkg:cargo/rustls', pair]])
      expect(upgrade.files).toEqual([])
      expect(upgrade.locked).toBe('red')
      expect(upgrade.commands).toEqual(['move pkg:cargo/rustls to 0.23.7'])
      expect(upgrade.mind.join('\n')).toMatch(reason)
      expect(upgrade.mind.join('\n')).toContain(
        'Until the commands below were run in this branch, a `--locked` build is red.',
      )
    })
  }
})

describe('a parent that must move first', () => {
  const older = rust.map(({ path, text }) => ({
    path,
    text: text
      .replace('version = "0.26", f', 'version = "0.23", f')
      .replace('"0.26.0"', '"0.23.4"')
      .replace('0.23.5', '0.20.8'),
  }))
  const upgrade = plan(
    older,
    [
      step('pkg:cargo/tokio-rustls', '0.23.4', '0.26.0', {
        manifest: 'Cargo.toml',
        requirement: '0.26.0',
        command: 'cargo add tokio-rustls@0.26.0',
      }),
      step('pkg:cargo/rustls', '0.20.8', '0.23.7', { command: 'cargo update -p rustls' }),
    ],
    [['pkg:cargo/rustls', { from: release('0.20.8'), to: release('0.23.7') }]],
  )

  it('moves in Cargo.toml with its features kept; the lockfile is left to cargo', () => {
    expect(upgrade.files).toEqual([
      { path: 'Cargo.toml', text: cargoToml.replace('version = "0.26"', 'version = "0.26.0"') },
    ])
    expect(upgrade.commands).toEqual(['cargo update -p tokio-rustls', 'cargo update -p rustls'])
    expect(upgrade.locked).toBe('red')
  })

  it('may break its callers, and a reviewer is told so', () => {
    expect(upgrade.mind.join('\n')).toMatch(/`tokio-rustls` moves from 0\.23\.4 to 0\.26\.0, .* API may have changed/)
  })
})

describe('an npm package', () => {
  const integrity = (letter: string): string => `sha512-${letter.repeat(86)}==`
  const lock = (range: string, version: string, letter: string, need: string): string =>
    `${JSON.stringify(
      {
        name: 'checkout',
        lockfileVersion: 3,
        packages: {
          '': { name: 'checkout', dependencies: { qs: range } },
          'node_modules/qs': {
            version,
            resolved: `https://mirror.example/qs/-/qs-${version}.tgz`,
            integrity: integrity(letter),
            dependencies: { side: need },
          },
          'node_modules/side': { version: '1.2.0', integrity: integrity('s') },
        },
      },
      null,
      '\t',
    )}\n`
  const files = (range: string): ServiceFile[] => [
    { path: 'web/package-lock.json', text: lock(range, '6.9.6', 'A', '^1.0.0') },
    { path: 'web/package.json', text: `{ "name": "checkout", "dependencies": { "qs": "${range}" } }\n` },
  ]
  const pair = (need: string): ReleasePair => ({
    from: release('6.9.6', { needs: [{ name: 'side', requirement: '^1.0.0', kind: 'required' }] }),
    to: release('6.9.7', { checksum: integrity('B'), needs: [{ name: 'side', requirement: need, kind: 'required' }] }),
  })
  const within = step('pkg:npm/qs', '6.9.6', '6.9.7')

  it('moves in package-lock.json, its registry kept, where what it needs is locked', () => {
    const upgrade = plan(files('^6.9.0'), [within], [['pkg:npm/qs', pair('^1.1.0')]])
    expect(upgrade.files).toEqual([{ path: 'web/package-lock.json', text: lock('^6.9.0', '6.9.7', 'B', '^1.1.0') }])
    expect(upgrade.locked).toBe('green')
  })

  it('moves in the manifest and in the lockfile where it is pinned', () => {
    const raised = { ...within, manifest: 'web/package.json', requirement: '^6.9.7' }
    const upgrade = plan(files('6.9.6'), [raised], [['pkg:npm/qs', pair('^1.0.0')]])
    expect(upgrade.files).toEqual([
      { path: 'web/package.json', text: '{ "name": "checkout", "dependencies": { "qs": "6.9.7" } }\n' },
      { path: 'web/package-lock.json', text: lock('6.9.7', '6.9.7', 'B', '^1.0.0') },
    ])
    expect(upgrade.locked).toBe('green')
  })

  it('is left to npm where what it needs is not locked', () => {
    const upgrade = plan(files('^6.9.0'), [within], [['pkg:npm/qs', pair('^2.0.0')]])
    expect(upgrade.files).toEqual([])
    expect(upgrade.mind.join('\n')).toContain('needs side ^2.0.0, which is not locked')
  })

  it('is left to npm where somebody else pins it', () => {
    const upgrade = plan(files('6.9.6'), [within], [['pkg:npm/qs', pair('^1.0.0')]])
    expect(upgrade.files).toEqual([])
    expect(upgrade.mind.join('\n')).toContain('the service itself asks for qs 6.9.6')
  })
})

describe('a Go module', () => {
  const goMod = 'module acme.example/checkout\n\ngo 1.22\n\nrequire golang.org/x/net v0.6.0\n'
  const goSum = 'golang.org/x/net v0.6.0 h1:old=\ngolang.org/x/net v0.6.0/go.mod h1:old=\n'
  const service = [
    { path: 'go.mod', text: goMod },
    { path: 'go.sum', text: goSum },
  ]
  const steps = [step('pkg:golang/golang.org/x/net', 'v0.6.0', 'v0.7.0')]

  it('moves in go.mod and go.sum where its checksums are known', () => {
    const to = release('v0.7.0', { checksum: 'h1:new=', manifestChecksum: 'h1:newmod=' })
    const upgrade = plan(service, steps, [['pkg:golang/golang.org/x/net', { from: release('v0.6.0'), to }]])
    expect(upgrade.files).toEqual([
      { path: 'go.mod', text: goMod.replace('v0.6.0', 'v0.7.0') },
      { path: 'go.sum', text: 'golang.org/x/net v0.7.0 h1:new=\ngolang.org/x/net v0.7.0/go.mod h1:newmod=\n' },
    ])
    expect(upgrade.locked).toBe('green')
  })

  it('moves in go.mod alone where they are not, with the command that adds them', () => {
    const upgrade = plan(service, steps, [])
    expect(upgrade.files.map(({ path }) => path)).toEqual(['go.mod'])
    expect(upgrade).toMatchObject({ locked: 'red', commands: ['go mod tidy'] })
  })
})
