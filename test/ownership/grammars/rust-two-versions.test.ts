import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { rust } from '../../../src/ownership/grammars/rust.ts'
import { frameOf, indexOf, type SamplePackage } from './sample-graph.ts'

/*
 * Symbols of a binary built by rustc 1.95 without optimisation, as `nm` lists them, with two versions of arrayvec and semver, std generics
 * over foreign types, trait objects and async functions; of std's own every fifth. The truth in front of each is the file that its debug
 * information names (`nm -l`), so it owes nothing to the symbol. Where a macro wrote the function, it is the crate that called the macro;
 * a shim that only calls a closure or function counts for either that or for core, where its body is.
 */
const sample = readFileSync(new URL('samples/rust-two-versions.txt', import.meta.url), 'utf8')

function crate(nameAndVersion: string, asks: readonly string[], own = false): SamplePackage {
  const [name = ''] = nameAndVersion.split('@')
  return {
    purl: `pkg:cargo/${nameAndVersion}`,
    ecosystem: 'cargo',
    name,
    own,
    asks: asks.map((one) => `pkg:cargo/${one}`),
  }
}

const gateway = indexOf([
  crate(
    'acme-gateway@0.1.0',
    ['arrayvec@0.5.2', 'arrayvec@0.7.2', 'bytes@1.2.1', 'futures-util@0.3.21', 'semver@0.9.0', 'semver@1.0.14'],
    true,
  ),
  crate('arrayvec@0.5.2', []),
  crate('arrayvec@0.7.2', []),
  crate('bytes@1.2.1', []),
  crate('futures-core@0.3.21', []),
  crate('futures-task@0.3.21', []),
  crate('futures-util@0.3.21', [
    'futures-core@0.3.21',
    'futures-task@0.3.21',
    'pin-project-lite@0.2.9',
    'pin-utils@0.1.0',
    'slab@0.4.4',
  ]),
  crate('pin-project-lite@0.2.9', []),
  crate('pin-utils@0.1.0', []),
  crate('semver@0.9.0', ['semver-parser@0.7.0']),
  crate('semver@1.0.14', []),
  crate('semver-parser@0.7.0', []),
  crate('slab@0.4.4', []),
])

interface Judged {
  readonly right: boolean
  /** Of two versions, the right one is named in the reason, which says that the symbol does not tell. */
  readonly named: boolean
  readonly text: string
}

/** As for a profile that has all of these frames. */
function prepared(names: readonly string[]): void {
  rust.prepare?.(
    names.map((name) => frameOf({ name })),
    gateway,
  )
}

function judge(name: string, truth: string): Judged {
  const expected = truth === 'std' ? 'rust std' : `pkg:cargo/${truth}`
  const reading = rust.read(frameOf({ name, object: '/app/bin/acme-gateway', kind: 'native' }), gateway)
  const reason = reading?.reason ?? ''
  const isShim = truth === 'std' && /core::ops::function::Fn\w*<.*>>::call(?:_once|_mut)?$/.test(reading?.symbol ?? '')
  const right = reading?.owner.name === expected || isShim
  const named = right || (reason.includes('does not tell which') && reason.includes(expected))
  return { right, named, text: `${expected}, not ${reading?.owner.name} (${reason}): ${name}` }
}

function percent(judged: readonly Judged[], key: 'right' | 'named'): string {
  return `${((100 * judged.filter((one) => one[key]).length) / judged.length).toFixed(1)} %`
}

describe('a Rust binary with two versions of one crate', () => {
  const rows = sample
    .trimEnd()
    .split('\n')
    .map((row) => row.split(' ') as [truth: string, symbol: string])
  prepared(rows.map(([, symbol]) => symbol))
  const raw = rows.map(([truth, symbol]) => judge(symbol, truth))
  const demangled = rows.map(([truth, symbol]) => {
    const text = rust.read(frameOf({ name: symbol }), gateway)?.symbol ?? symbol
    return judge(text, truth)
  })

  it(`is owned from v0 symbols: ${percent(raw, 'right')} to the version, the rest to both`, () => {
    expect(raw.filter(({ named }) => !named).map(({ text }) => text)).toEqual([])
  })

  it(`is owned from demangled text: ${percent(demangled, 'right')} to the version, ${percent(demangled, 'named')} with both`, () => {
    const named = demangled.filter((one) => one.named).length
    expect(named / demangled.length).toBeGreaterThanOrEqual(0.98)
  })
})
