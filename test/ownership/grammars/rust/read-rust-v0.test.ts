import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readRustV0 } from '../../../../src/ownership/grammars/rust/read-rust-v0.ts'

const checkout = 'Cs4F3qxf8fHJh_13acme_checkout'
const core = 'CsgEmfK2I1SDS_4core'
const alloc = 'CslNYArtu3iFV_5alloc'
const tokio = 'Cs7XmRHtRqlwU_5tokio'

/** Symbols of a small program built by rustc 1.95, and examples of RFC 2603; the texts are c++filt's, without hashes. */
const valid: [symbol: string, text: string, crate: string, fn: string][] = [
  [`_RNv${checkout}4main`, 'acme_checkout::main', 'acme_checkout', 'main'],
  [`__RNv${checkout}4main`, 'acme_checkout::main', 'acme_checkout', 'main'],
  [`_RNvNt${checkout}4cart5total`, 'acme_checkout::cart::total', 'acme_checkout', 'total'],
  [`_RNCNCNv${checkout}6handle00B5_`, 'acme_checkout::handle::{closure#0}::{closure#0}', 'acme_checkout', 'handle'],
  [`_RNCNv${checkout}4mains0_0B3_`, 'acme_checkout::main::{closure#2}', 'acme_checkout', 'main'],
  [`_RNCNv${checkout}4main0B3_.llvm.13933153366402465958`, 'acme_checkout::main::{closure#0}', 'acme_checkout', 'main'],
  [
    `_RNvXs3_${checkout}NtB5_4LineNtNt${core}3fmt5Debug3fmt`,
    '<acme_checkout::Line as core::fmt::Debug>::fmt',
    'acme_checkout',
    'fmt',
  ],
  [
    `_RNvXs1_${checkout}NtNt${alloc}6string6StringNtB5_5Price5price`,
    '<alloc::string::String as acme_checkout::Price>::price',
    'acme_checkout',
    'price',
  ],
  [
    `_RNvXs2_${checkout}NtNt${alloc}6string6StringINtNt${core}7convert4FromNtB5_4LineE4from`,
    '<alloc::string::String as core::convert::From<acme_checkout::Line>>::from',
    'acme_checkout',
    'from',
  ],
  [
    `_RNvXs_${checkout}RNtB4_4CartNtNtNtNt${core}4iter6traits7collect12IntoIterator9into_iter`,
    '<&acme_checkout::Cart as core::iter::traits::collect::IntoIterator>::into_iter',
    'acme_checkout',
    'into_iter',
  ],
  [
    `_RNvYNt${checkout}4LineNtB4_5Price5twiceB4_`,
    '<acme_checkout::Line as acme_checkout::Price>::twice',
    'acme_checkout',
    'twice',
  ],
  [
    `_RINvYINtNt${tokio}2io4TakeNt${checkout}4LineENtNt${core}4iter8Iterator4folduEB4_`,
    '<tokio::io::Take<acme_checkout::Line> as core::iter::Iterator>::fold::<()>',
    'core',
    'fold',
  ],
  [
    `_RNSNvYNCNv${checkout}4main0INtNtNt${core}3ops8function6FnOnceuE9call_once6vtableB8_`,
    '<acme_checkout::main::{closure#0} as core::ops::function::FnOnce<()>>::call_once::{shim:vtable#0}',
    'acme_checkout',
    'call_once',
  ],
  [
    `_RINvNt${core}3ptr13drop_in_placeNt${checkout}4CartEBI_`,
    'core::ptr::drop_in_place::<acme_checkout::Cart>',
    'core',
    'drop_in_place',
  ],
  [
    `_RNvXs_NtNt${core}6future6futureINtNtB8_3pin3PinQNCNv${checkout}4main0ENtB4_6Future4pollB10_`,
    '<core::pin::Pin<&mut acme_checkout::main::{closure#0}> as core::future::future::Future>::poll',
    'core',
    'poll',
  ],
  [
    `_RINvMNtNt${tokio}7runtime7runtimeNtB3_7Runtime8block_onNCNv${checkout}4main0EB17_`,
    '<tokio::runtime::runtime::Runtime>::block_on::<acme_checkout::main::{closure#0}>',
    'tokio',
    'block_on',
  ],
  ['_RNvC7mycrateu8gdel_5qa', 'mycrate::gödel', 'mycrate', 'gödel'],
  [
    '_RNqCs4fqI2P2rA04_11utf8_identsu30____7hkackfecea1cbdathfdh9hlq6y',
    'utf8_idents::საჭმელად_გემრიელი_სადილი',
    'utf8_idents',
    'საჭმელად_გემრიელი_სადილი',
  ],
  ['_RINvC1a1fKj1f_E', 'a::f::<31>', 'a', 'f'],
  ['_RINvC1a1fKan80_E', 'a::f::<-128>', 'a', 'f'],
  ['_RINvC1a1fKb1_E', 'a::f::<true>', 'a', 'f'],
  ['_RINvC1a1fKc76_E', "a::f::<'v'>", 'a', 'f'],
  ['_RINvC1a1fKRe616263_E', 'a::f::<"abc">', 'a', 'f'],
  ['_RINvC1a1fKVNvC1b3FooS3barh7b_3bazRAh0_hff_EEE', 'a::f::<b::Foo { bar: 123, baz: &[0, 255] }>', 'a', 'f'],
  [
    '_RINvC1a1fKVNtNtC4core6option4SomeTVNtNtBd_6option4NoneUEE',
    'a::f::<core::option::Some(core::option::None)>',
    'a',
    'f',
  ],
  ['_RINvC1a1fpE', 'a::f::<_>', 'a', 'f'],
  ['_RINvC1a1fL_E', "a::f::<'_>", 'a', 'f'],
  ['_RINvC1a1fFG_RL0_hEuE', "a::f::<for<'a> fn(&'a u8)>", 'a', 'f'],
  ['_RINvC1a1fFUKCPhjEbE', 'a::f::<unsafe extern "C" fn(*const u8, usize) -> bool>', 'a', 'f'],
  [
    '_RINvC1a1fDNtNtC4core4iter8Iteratorp4Itemhp3KeytNtNtBc_6marker4SendEL_E',
    'a::f::<dyn core::iter::Iterator<Item = u8, Key = u16> + core::marker::Send>',
    'a',
    'f',
  ],
  ['_RINvC1a1fDINtC1b3MaphEp4ItemtEL_E', 'a::f::<dyn b::Map<u8, Item = u16>>', 'a', 'f'],
  ['_RINvC1a1fTANtC1b1Bj4_SNtBb_1CEE', 'a::f::<([b::B; 4], [b::C])>', 'a', 'f'],
]

const invalid = [
  '',
  '_R',
  '_Rock',
  '_RN',
  '_RC',
  '_RB_',
  '_RNvB_1f',
  '_RNvC0_1f',
  '_RNvC3a;b1f',
  '_R0NvC1a1f',
  '_ZN4core3fmt5write17h0123456789abcdefE',
  'acme_checkout::main',
  '_RNvC1a1f junk',
]

describe('a raw v0 symbol', () => {
  for (const [symbol, text, crate, fn] of valid) {
    it(`reads as ${text}`, () => {
      const read = readRustV0(symbol)
      expect(read).toMatchObject({ text, function: fn, cut: false })
      expect(read?.head).toMatchObject({ kind: 'crate', crate })
    })
  }

  for (const symbol of invalid) {
    it(`is not ${JSON.stringify(symbol)}`, () => expect(readRustV0(symbol)).toBeNull())
  }

  it('keeps its owner where a tool cut its end off', () => {
    const symbol = `_RINvMNtNt${tokio}7runtime7runtimeNtB3_7Runtime8block_onNCNv${checkout}4main0EB17_`
    for (let length = 26; length < symbol.length - 6; length++) {
      const read = readRustV0(symbol.slice(0, length))
      expect(
        read === null || (read.head?.kind === 'crate' && read.head.crate === 'tokio'),
        symbol.slice(0, length),
      ).toBe(true)
    }
    expect(readRustV0(symbol.slice(0, -20))?.cut).toBe(true)
  })

  it('names the crates of its type arguments in the order of the text, with their depth', () => {
    const symbol = `_RNvXs0_Cs3_2ioINtB5_6DuplexQINtCs1_3tls6StreamNtCs2_3tcp3TcpENtCs4_3app4ConnENtNt${core}6future6Future4pollB1_`
    const read = readRustV0(symbol)
    expect(read?.text).toBe('<io::Duplex<&mut tls::Stream<tcp::Tcp>, app::Conn> as core::future::Future>::poll')
    expect(read?.named.map(({ crate, depth, place }) => [crate, depth, place])).toEqual([
      ['io', 0, 'self'],
      ['tls', 1, 'self'],
      ['tcp', 2, 'self'],
      ['app', 1, 'self'],
    ])
  })

  it('knows the crate that asked for the instance', () => {
    expect(readRustV0(`_RINvC4lib_1fuE${checkout}`)?.instantiatedBy).toBe('acme_checkout')
    expect(readRustV0('_RINvC4lib_1fuE')?.instantiatedBy).toBeNull()
  })

  const megabyte = 1_000_000
  const hostile: [what: string, symbol: string][] = [
    ['nothing but nested generics', `_R${'I'.repeat(megabyte)}`],
    ['generics within generics', `_R${'INvC1a1f'.repeat(megabyte / 8)}`],
    ['nested paths', `_R${'Nv'.repeat(megabyte / 2)}C1a`],
    ['references to references', `_RINvC1a1f${'R'.repeat(megabyte)}uE`],
    ['a back reference to itself', '_RINvC1a1fB9_E'],
    ['back references in a ring', '_RINvC1a1fTB9_BA_EE'],
    ['a number without end', `_RNvC${'9'.repeat(megabyte)}a`],
    ['a disambiguator without end', `_RNvCs${'a'.repeat(megabyte)}`],
    ['punycode without end', `_RNvC1au999999${'9'.repeat(megabyte)}`],
    ['a constant without end', `_RINvC1a1fKj${'f'.repeat(megabyte)}_E`],
    ['lifetimes without end', `_RINvC1a1fFGzzzzzz_EuE`],
    ['tuples that double with each back reference', doublingTuples(40)],
  ]
  for (const [what, symbol] of hostile) {
    it(`survives ${what}`, () => {
      const read = readRustV0(symbol)
      expect(read === null || read.text.length <= 65_600).toBe(true)
    })
  }

  it('never throws, and never makes much of little', () => {
    const letters = fc.constantFrom(...'CNMXYIBTRQPOFDKASWUEGLpsuv_0123456789abh')
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 200 }), (tail) => {
        const symbol = `_R${tail.join('')}`
        const read = readRustV0(symbol)
        expect(read === null || read.text.length <= symbol.length * 16 + 300).toBe(true)
      }),
    )
  })
})

/** Each tuple holds the one before it twice. */
function doublingTuples(count: number): string {
  let symbol = '_RINvC1a1fTuuE'
  let last = 'INvC1a1f'.length
  for (let made = 0; made < count; made++) {
    const start = symbol.length - '_R'.length
    const reference = `B${base62(last)}`
    symbol += `T${reference}${reference}E`
    last = start
  }
  return `${symbol}E`
}

function base62(value: number): string {
  const digits = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
  let text = ''
  for (let rest = value - 1; rest > 0 || text === ''; rest = Math.floor(rest / 62))
    text = digits.charAt(rest % 62) + text
  return `${text}_`
}
