import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rust } from '../../../src/ownership/grammars/rust.ts'
import type { FrameReading, PackageIndex } from '../../../src/ownership/types.ts'
import type { Frame } from '../../../src/profile/index.ts'
import { frameOf, indexOf, type SamplePackage } from './sample-graph.ts'

function crate(name: string, version: string, rest: Partial<SamplePackage> = {}): SamplePackage {
  return { purl: `pkg:cargo/${name}@${version}`, ecosystem: 'cargo', name, ...rest }
}

/** A proxy: own code over a TLS stream of another crate, spawned on an executor, inside spans. */
const proxy = indexOf([
  crate('acme-proxy', '1.4.0', {
    own: true,
    asks: [
      'pkg:cargo/acme-io@0.2.0',
      'pkg:cargo/tokio@1.24.2',
      'pkg:cargo/tracing@0.1.37',
      'pkg:cargo/serde_json@1.0.87',
    ],
  }),
  crate('acme-io', '0.2.0', { own: true, asks: ['pkg:cargo/tokio-tls@0.23.4', 'pkg:cargo/tokio@1.24.2'] }),
  crate('tokio-tls', '0.23.4', { asks: ['pkg:cargo/tokio@1.24.2', 'pkg:cargo/tls@0.20.8'] }),
  crate('tls', '0.20.8', { asks: ['pkg:cargo/ring@0.16.20'] }),
  crate('ring', '0.16.20'),
  crate('tokio', '1.24.2'),
  crate('tracing', '0.1.37'),
  crate('serde', '1.0.152'),
  crate('serde_json', '1.0.87', { asks: ['pkg:cargo/serde@1.0.152'] }),
  crate('hashbrown', '0.12.3'),
])
const noCrates = indexOf([{ purl: 'pkg:npm/express@4.21.0', ecosystem: 'npm', name: 'express' }])
const empty = indexOf([])

const own = 'pkg:cargo/acme-proxy@1.4.0'
const ownIo = 'pkg:cargo/acme-io@0.2.0'
const tokio = 'pkg:cargo/tokio@1.24.2'
const tls = 'pkg:cargo/tokio-tls@0.23.4'
const serde = 'pkg:cargo/serde@1.0.152'
const json = 'pkg:cargo/serde_json@1.0.87'
const std = 'rust std'

function read(frame: string | Partial<Frame>, index: PackageIndex = proxy): FrameReading | null {
  return rust.read(frameOf(typeof frame === 'string' ? { name: frame } : { name: '', ...frame }), index)
}

/** Mentions as `name:depth`. */
function mentions(reading: FrameReading | null, index: PackageIndex = proxy): string {
  return (reading?.mentions ?? [])
    .map(({ package: at, depth }) => `${index.graph.packages[at]?.name}:${depth}`)
    .join(' ')
}

const stream = 'tokio_tls::server::TlsStream<acme_io::Metered<tokio::net::TcpStream>>'

describe('whose a Rust frame is', () => {
  const valid: [frame: string | Partial<Frame>, owner: string, fn: string, mentions?: string][] = [
    // Paths.
    ['acme_proxy::serve::{closure#0}::{closure#0}', own, 'serve'],
    ['acme_proxy::serve::{{closure}}::{{closure}}', own, 'serve'],
    ['acme_proxy[5d79312e71a48b97]::main', own, 'main'],
    ['tokio::runtime::task::raw::poll::h0123456789abcdef', tokio, 'poll'],
    ['tokio::runtime::scheduler::worker::run.llvm.1234567890', tokio, 'run'],
    ['serde_json::read::parse_str [clone .llvm.123]', json, 'parse_str'],
    ['core::fmt::write', std, 'write'],
    ['std::rt::lang_start_internal', std, 'lang_start_internal'],
    ['__rustc::__rust_alloc', std, '__rust_alloc'],
    ['core::ops::function::FnOnce::call_once{{vtable.shim}}', std, 'call_once'],
    ['tokio::runtime::task::harness::Harness<T,S>::poll', tokio, 'poll'],
    // Standard library over other crates' types: std's code, and a mention.
    [`core::ptr::drop_in_place::<${stream}>`, std, 'drop_in_place', 'tokio-tls:1 acme-io:2 tokio:3'],
    [
      'core::slice::sort::stable::quicksort::<acme_proxy::Line, acme_proxy::by::{closure#0}>',
      std,
      'quicksort',
      'acme-proxy:1 acme-proxy:1',
    ],
    [
      'core::ptr::drop_in_place<[alloc::boxed::Box<dyn acme_proxy::Price+core::marker::Send>; 2]>',
      std,
      'drop_in_place',
      'acme-proxy:3',
    ],
    ['<alloc::vec::Vec<acme_proxy::Line> as core::clone::Clone>::clone', std, 'clone', 'acme-proxy:1'],
    [
      '<core::pin::Pin<&mut acme_proxy::main::{closure#0}> as core::future::future::Future>::poll',
      std,
      'poll',
      'acme-proxy:1',
    ],
    // Methods of a type.
    [
      `<acme_io::Duplex<&mut ${stream}, acme_proxy::Conn>>::step`,
      ownIo,
      'step',
      'tokio-tls:1 acme-io:2 tokio:3 acme-proxy:1',
    ],
    ['<[acme_proxy::Line]>::sort_by::<acme_proxy::main::{closure#0}>', std, 'sort_by', 'acme-proxy:1 acme-proxy:1'],
    ['<str>::trim', std, 'trim'],
    // The orphan rule.
    [`<${stream} as tokio::io::AsyncRead>::poll_read`, tls, 'poll_read', 'acme-io:1 tokio:2'],
    ['<acme_proxy::Line as core::fmt::Debug>::fmt', own, 'fmt'],
    ['<alloc::string::String as acme_proxy::Price>::price', own, 'price'],
    ['<u32 as acme_proxy::Price>::price', own, 'price'],
    [
      '<(acme_proxy::A, acme_proxy::B) as serde::ser::Serialize>::serialize::<serde_json::Ser>',
      serde,
      'serialize',
      'acme-proxy:1 acme-proxy:1 serde_json:1',
    ],
    ['<T as tokio::io::AsyncRead>::poll_read', tokio, 'poll_read'],
    ['<alloc::string::String as core::convert::From<acme_proxy::Line>>::from', own, 'from', 'acme-proxy:1'],
    ['<core::hash::sip::Hasher as core::hash::Hasher>::write::<acme_proxy::Key>', std, 'write', 'acme-proxy:1'],
    ['<acme_io::Metered<T> as std::io::Read>::read', ownIo, 'read'],
    ['<acme_io::Metered<T> as std::io::Read>::read_exact', std, 'read_exact', 'acme-io:1'],
    ['<acme_proxy::Lines as core::iter::traits::iterator::Iterator>::collect', std, 'collect', 'acme-proxy:1'],
    ['<acme_proxy::Lines as core::iter::traits::iterator::Iterator>::next', own, 'next'],
    ['<&acme_proxy::Line as core::fmt::Debug>::fmt', std, 'fmt', 'acme-proxy:1'],
    ['<&mut acme_proxy::Lines as core::iter::traits::iterator::Iterator>::next', std, 'next', 'acme-proxy:1'],
    ['<&acme_proxy::Cart as core::iter::traits::collect::IntoIterator>::into_iter', own, 'into_iter'],
    [
      '<&mut serde_json::de::Deserializer<R> as serde::de::Deserializer>::deserialize_map::<acme_proxy::V>',
      json,
      'deserialize_map',
      'acme-proxy:1',
    ],
    [
      '<&mut serde_json::de::Deserializer<R> as serde::de::Deserializer>::__deserialize_content::<acme_proxy::V>',
      serde,
      '__deserialize_content',
      'serde_json:1 acme-proxy:1',
    ],
    ['<tls::Session as tokio_tls::Io>::read', tls, 'read', 'tls:1'],
    // Closures of methods, and what calls them.
    [
      '<<acme_proxy::Conn as tokio::io::AsyncRead>::poll_read::{closure#0} as core::ops::function::FnOnce<()>>::call_once::{shim:vtable#0}',
      own,
      'call_once',
      'tokio:1',
    ],
    ['<acme_proxy::Conn as acme_io::Io>::{impl#3}::step', own, 'step'],
    // Legacy symbols write an impl of another module in the path of its module.
    [
      'tokio::runtime::worker::<impl tokio::runtime::Schedule for alloc::sync::Arc<acme_io::Handle>>::yield_now',
      tokio,
      'yield_now',
      'acme-io:2',
    ],
    ['core::ops::function::impls::<impl core::ops::function::FnMut<A> for &F>::call_mut', std, 'call_mut'],
    ['<impl FnMut<A> for &F>::call_mut', std, 'call_mut'],
    ['acme_proxy::_::<impl serde::de::Deserialize for acme_proxy::Event>::deserialize', own, 'deserialize'],
    // Raw symbols.
    ['_RNvXs_NtCs1_9tokio_tls6serverNtB4_9TlsStreamNtNtCs2_5tokio2io9AsyncRead9poll_read', tls, 'poll_read'],
    [
      '_RNvYNtCs1_7acme_io4ConnNtNtCs2_5tokio2io10AsyncWrite19poll_write_vectoredCs3_10acme_proxy',
      tokio,
      'poll_write_vectored',
      'acme-io:1',
    ],
    ['_ZN10acme_proxy4main28_$u7b$$u7b$closure$u7d$$u7d$17h4ecd00d073e6b769E.llvm.76778', own, 'main'],
    [
      '_ZN68_$LT$tokio_tls..Stream$LT$IO$GT$$u20$as$u20$tokio..io..AsyncRead$GT$9poll_read17h0123456789abcdefE',
      tls,
      'poll_read',
    ],
    ['__ZN4core3fmt5write17h0123456789abcdefE', std, 'write'],
    [
      '_ZN4core3ptr50drop_in_place$LT$$LP$u8$C$acme_proxy..Line$RP$$GT$17h0123456789abcdefE',
      std,
      'drop_in_place',
      'acme-proxy:2',
    ],
    // What stackcollapse-perf.pl leaves of a symbol with a parenthesis.
    [
      '<tokio::macros::ScopedKey<tokio::Context>>::set::<tokio::worker::run::{closure#0}, ',
      tokio,
      'set',
      'tokio:1 tokio:1',
    ],
    ['<acme_io::Duplex<acme_io::Metered<', ownIo, '<acme_io::Duplex<acme_io::Metered<', 'acme-io:1'],
    ['<alloc::vec::Vec<core::option::Option<', std, '<alloc::vec::Vec<core::option::Option<'],
    [' core::result::Result<', std, 'Result'],
    ['std::sys::backtrace::__rust_begin_short_backtrace::<fn', std, '__rust_begin_short_backtrace'],
    // Paths of sources are exact.
    [
      { name: 'poll', file: '/home/u/.cargo/registry/src/index.crates.io-6f17d22bba15001f/tokio-1.24.2/src/task.rs' },
      tokio,
      'poll',
    ],
    [
      {
        name: 'poll',
        file: 'C:\\Users\\u\\.cargo\\registry\\src\\index.crates.io-6f17d22bba15001f\\tokio-1.24.2\\src\\task.rs',
      },
      tokio,
      'poll',
    ],
    [{ name: 'poll', file: '/usr/share/cargo/registry/tokio-1.24.2/src/task.rs' }, tokio, 'poll'],
    [{ name: 'poll', file: 'cargo:github.com-1ecc6299db9ec823:tokio-1.24.2:src/task.rs' }, tokio, 'poll'],
    [
      { name: 'tokio::task::poll', file: '/x/registry/src/i/tokio-1.19.0/src/task.rs' },
      'pkg:cargo/tokio@1.19.0',
      'poll',
    ],
    [
      {
        name: 'hashbrown::map::insert',
        file: '/rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/vendor/hashbrown-0.15.0/src/map.rs',
      },
      std,
      'insert',
    ],
    [{ name: 'hashbrown::map::insert', file: '/rust/deps/hashbrown-0.16.1/src/map.rs' }, std, 'insert'],
    // Copies of crates within std.
    ['gimli::read::abbrev::parse', std, 'parse'],
    ['hashbrown::map::insert', 'pkg:cargo/hashbrown@0.12.3', 'insert'],
    [
      '<hashbrown::map::HashMap<acme_proxy::Key, u8, std::hash::random::RandomState>>::insert',
      std,
      'insert',
      'acme-proxy:1',
    ],
    ['_RINvMs_NtCs1_9hashbrown3rawNtB5_5Table4dropuECs2_3tls', std, 'drop'],
    // C in the executable.
    [
      { name: 'GFp_x25519_ge_scalarmult_base', object: '/srv/proxy/bin/proxy' },
      'pkg:cargo/ring@0.16.20',
      'GFp_x25519_ge_scalarmult_base',
    ],
    [
      { name: '__bn_sqrx8x_reduction', object: '/srv/proxy/bin/proxy' },
      'pkg:cargo/ring@0.16.20',
      '__bn_sqrx8x_reduction',
    ],
    [{ name: 'main', object: '/srv/proxy/bin/proxy' }, 'libc', 'main'],
    [{ name: '_start', object: '/srv/proxy/bin/proxy' }, 'libc', '_start'],
    [{ name: '__rust_dealloc', object: '/srv/proxy/bin/proxy' }, std, '__rust_dealloc'],
    ['unlink_chunk.constprop.0', 'libc', 'unlink_chunk'],
    // Nobody's, and it says why.
    ['zstd::stream::raw::run', 'zstd', 'run'],
    [{ name: 'ZSTD_compressBlock', object: '/srv/proxy/bin/proxy' }, 'unknown', 'ZSTD_compressBlock'],
    [{ name: 'table_select', object: '/srv/proxy/bin/proxy' }, 'unknown', 'table_select'],
  ]
  for (const [frame, owner, fn, mentioned = ''] of valid) {
    it(`gives ${typeof frame === 'string' ? frame : `${frame.name} in ${frame.file ?? frame.object}`} to ${owner}`, () => {
      const reading = read(frame)
      expect(reading).toMatchObject({ owner: { name: owner }, function: fn })
      expect(mentions(reading)).toBe(mentioned)
      expect(reading?.reason).not.toBe('')
    })
  }

  const foreign: [name: string | Partial<Frame>, index: PackageIndex][] = [
    ['', proxy],
    ['[unknown]', proxy],
    ['spdlog::details::file_helper::write(fmt::v9::buffer<char> const&)', proxy],
    ['std::__cxx11::basic_string<char>::_M_append', proxy],
    ['std::vector<int, std::allocator<int> >::push_back', proxy],
    ['ns::Thing::operator<', proxy],
    ['void ns::run<int>(int)', proxy],
    ['ns::f(int)::{lambda()#1}::operator()() const', proxy],
    ['Foo::Bar#baz', proxy],
    ['RegExp: (?:a::b)+', proxy],
    ['<module> (app.py:1)', proxy],
    ['<module>', proxy],
    ['(anonymous)', proxy],
    ['acme.checkout.Cart::total', proxy],
    ['_ZN6spdlog6logger4log_Ev', empty],
    [{ name: 'deflate', object: '/usr/lib/libz.so.1.2.13' }, proxy],
    [{ name: 'total', file: '/srv/app/cart.js' }, proxy],
    ['spdlog::logger::log_it_', empty],
    ['std::thread::join', empty],
    ['node::fs::Open', noCrates],
    ['main', noCrates],
    ['malloc', empty],
  ]
  for (const [name, index] of foreign) {
    it(`leaves ${JSON.stringify(name)} to others`, () => expect(read(name, index)).toBeNull())
  }

  it('names the lockfile that would tell whose an unlisted crate is', () => {
    expect(read('zstd::stream::raw::run')).toMatchObject({ owner: { kind: 'unknown', package: null, name: 'zstd' } })
    expect(read('zstd::stream::raw::run')?.reason).toContain('Cargo.lock')
    expect(read('<zstd::Raw as zstd::Run>::run', empty)?.reason).toContain('no Cargo.lock was read')
  })

  it('says where a symbol was cut', () => {
    expect(read('<acme_io::Duplex<&mut tokio_tls::server::TlsStream<')?.reason).toContain('cut')
    expect(read('<acme_io::Duplex<&mut tokio_tls::server::TlsStream<')?.symbol).toMatch(/…$/)
  })

  it('shows symbols without hashes', () => {
    expect(read('tokio[0123456789abcdef]::task::poll::h0123456789abcdef')?.symbol).toBe('tokio::task::poll')
  })
})

describe('two versions of one crate', () => {
  const index = indexOf([
    crate('acme-proxy', '1.4.0', { own: true, asks: ['pkg:cargo/syn@2.0.0', 'pkg:cargo/old-macro@0.1.0'] }),
    crate('old-macro', '0.1.0', { asks: ['pkg:cargo/syn@1.0.107'] }),
    crate('new-macro', '0.1.0', { asks: ['pkg:cargo/syn@2.0.0'] }),
    crate('syn', '1.0.107'),
    crate('syn', '2.0.0'),
  ])

  it('are told apart by the crate in the symbol that depends on one of them', () => {
    expect(read('syn::parse::<old_macro::Item>', index)?.owner.name).toBe('pkg:cargo/syn@1.0.107')
    expect(read('syn::parse::<new_macro::Item>', index)?.owner.name).toBe('pkg:cargo/syn@2.0.0')
    expect(read('<new_macro::Item as syn::Parse>::parse', index)?.owner.name).toBe('pkg:cargo/new-macro@0.1.0')
    expect(read('_RINvCs1_3syn5parseuECs2_9new_macro', index)?.owner.name).toBe('pkg:cargo/syn@2.0.0')
  })

  it('are told apart by the version in the path of the source', () => {
    const file = '/root/.cargo/registry/src/index.crates.io-6f17d22bba15001f/syn-2.0.0/src/parse.rs'
    expect(read({ name: 'syn::parse', file }, index)?.owner.name).toBe('pkg:cargo/syn@2.0.0')
  })

  it('are not told apart by a crate that has both: the reason names the two', () => {
    for (const name of ['syn::parse', 'syn::parse::<acme_proxy::Item>', 'syn::parse::<old_macro::A, new_macro::B>']) {
      const reading = read(name, index)
      expect(reading?.owner.name).toBe('pkg:cargo/syn@1.0.107')
      expect(reading?.reason).toContain('pkg:cargo/syn@1.0.107, pkg:cargo/syn@2.0.0')
    }
  })

  it('are one where two lockfiles have the same', () => {
    const twice = indexOf([
      crate('syn', '2.0.0', { lockfile: 'a/Cargo.lock' }),
      crate('syn', '2.0.0', { lockfile: 'b/Cargo.lock' }),
    ])
    expect(read('syn::parse', twice)?.reason).toBe('crate of the path')
  })
})

describe('C compiled into a Rust service', () => {
  const linked: [name: string, crates: SamplePackage[], owner: string][] = [
    ['ring_core_0_17_8_bn_mul_mont', [crate('ring', '0.16.20'), crate('ring', '0.17.8')], 'pkg:cargo/ring@0.17.8'],
    ['ZSTD_compressBlock', [crate('zstd-sys', '2.0.0')], 'pkg:cargo/zstd-sys@2.0.0'],
    ['_rjem_je_arena_malloc', [crate('tikv-jemalloc-sys', '0.5.0')], 'pkg:cargo/tikv-jemalloc-sys@0.5.0'],
    ['bn_mul4x_mont', [crate('ring', '0.17.8'), crate('openssl-src', '300.0.0')], 'unknown'],
    ['sqlite3VdbeExec', [crate('rusqlite', '0.29.0')], 'unknown'],
  ]
  for (const [name, crates, owner] of linked) {
    it(`gives ${name} to ${owner} where the graph has ${crates.map(({ purl }) => purl).join(' and ')}`, () => {
      expect(read({ name, object: '/srv/app/bin/app' }, indexOf(crates))?.owner.name).toBe(owner)
    })
  }
})

describe('hostile symbols', () => {
  const megabyte = 1_000_000
  const texts: [what: string, name: string][] = [
    ['a megabyte of <', '<'.repeat(megabyte)],
    ['a megabyte of < behind a crate', `tokio::a${'<'.repeat(megabyte)}`],
    ['a megabyte of (', '('.repeat(megabyte)],
    ['a megabyte of ( in brackets', `<${'('.repeat(megabyte)}`],
    ['a megabyte of {', `tokio::a${'{'.repeat(megabyte)}`],
    ['a megabyte of { in brackets', `tokio::a<${'{'.repeat(megabyte)}`],
    ['a megabyte of quotes', `tokio::a<${`'\\`.repeat(megabyte / 2)}`],
    ['a megabyte of strings', `tokio::a<${'"\\'.repeat(megabyte / 2)}`],
    ['a megabyte of impls', `${'<impl a::b for '.repeat(megabyte / 15)}`],
    ['a megabyte of turns', `<impl a::b${' for a::b'.repeat(megabyte / 9)}`],
    ['a megabyte of mentions', `tokio::a<${'tls::b,'.repeat(megabyte / 7)}>`],
    ['a megabyte of names', `tokio${'::a'.repeat(megabyte / 3)}`],
    ['a megabyte of closing brackets', `tokio::a<u8${'>'.repeat(megabyte)}`],
    ['a megabyte of hashes', `tokio${'[0123456789abcdef]'.repeat(megabyte / 18)}`],
    ['a megabyte of colons', `tokio${':'.repeat(megabyte)}`],
    ['a megabyte of spaces', `tokio::a${' '.repeat(megabyte)}x`],
    ['a megabyte of legacy names', `_ZN${'1a'.repeat(megabyte / 2)}17h0123456789abcdefE`],
    ['a megabyte of legacy escapes', `_ZN999999${'$LT$'.repeat(250_000).slice(0, 999_999)}17h0123456789abcdefE`],
    ['a megabyte of v0 generics', `_R${'I'.repeat(megabyte)}`],
  ]
  for (const [what, name] of texts) {
    it(`end in a reading or none: ${what}`, () => {
      const reading = read(name)
      expect(reading === null || reading.mentions.length <= 1024).toBe(true)
    })
  }

  it('never throw, whatever the name, the file and the object', () => {
    const pieces = fc.constantFrom(
      ...[
        'tokio',
        'core',
        'acme_io',
        '::',
        '<',
        '>',
        ' as ',
        '<impl ',
        ' for ',
        '(',
        ')',
        '{closure#0}',
        '{',
        '&',
        '&mut ',
      ],
      ...[
        '*const ',
        ', ',
        "'a ",
        "'",
        '"',
        '->',
        '[',
        ']',
        '_RNv',
        'Cs1_3tls',
        '_ZN',
        '17h0123456789abcdefE',
        '/',
        '.rs',
        '\u{1f980}',
      ],
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 40 }).map((some) => some.join('')),
    )
    fc.assert(
      fc.property(text, fc.option(text), fc.option(text), (name, file, object) => {
        for (const index of [proxy, empty, noCrates]) {
          const reading = read({ name, file, object }, index)
          expect(reading === null || typeof reading.owner.name).not.toBe('undefined')
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('read the same, raw or demangled', () => {
    const name = fc.stringMatching(/^[a-z]{2,8}$/)
    fc.assert(
      fc.property(
        fc.constantFrom('tokio', 'tls', 'acme_io'),
        name,
        fc.constantFrom('serde', 'tokio', 'core'),
        name,
        (a, fn, b, type) => {
          const of = (part: string) => `${part.length}${part}`
          const raw = read(`_RINvNtC${of(a)}3mod${of(fn)}NtC${of(b)}${of(type)}E`)
          const demangled = read(`${a}::mod::${fn}::<${b}::${type}>`)
          expect(demangled).toEqual(raw)
        },
      ),
      // A function may be named by a keyword, as a raw identifier.
      {
        examples: ['as', 'dyn', 'for', 'impl'].map((fn): ['tokio', string, 'serde', string] => [
          'tokio',
          fn,
          'serde',
          'value',
        ]),
      },
    )
  })
})
