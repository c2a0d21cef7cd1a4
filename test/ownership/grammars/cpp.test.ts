import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cpp } from '../../../src/ownership/grammars/cpp.ts'
import type { Ecosystem } from '../../../src/ownership/index.ts'
import type { Frame } from '../../../src/profile/index.ts'
import { frameOf, indexOf, type SamplePackage } from './sample-graph.ts'

function library(name: string, version: string, ecosystem: Ecosystem = 'conan'): SamplePackage {
  return { purl: `pkg:${ecosystem}/${name}@${version}`, ecosystem, name }
}

const gateway = indexOf([
  library('spdlog', '1.10.0'),
  library('fmt', '9.1.0'),
  library('nlohmann_json', '3.11.2'),
  library('abseil', '20240116.1'),
  library('protobuf', '3.21.12'),
  library('boost', '1.83.0'),
  library('yaml-cpp', '0.8.0'),
  library('jsoncpp', '1.9.5'),
  library('libxml2', '2.9.14'),
  library('sqlite3', '3.40.1'),
  library('zstd', '1.5.5'),
  library('openssl', '3.2.0'),
  library('libfmt9', '9.1.0+ds1-2', 'deb'),
])
const noLockfile = indexOf([])
const rustService = indexOf([library('tokio', '1.38.0', 'cargo'), library('zstd-sys', '2.0.9', 'cargo')])

const binary = '/srv/gateway/bin/gateway'
const own = 'own code'

describe('whose a C or C++ frame is', () => {
  const valid: [frame: string | Partial<Frame>, owner: string, fn: string][] = [
    ['spdlog::logger::log_<int&, long, long>', 'pkg:conan/spdlog@1.10.0', 'log_'],
    ['fmt::v9::detail::buffer<char>::push_back@plt', 'pkg:conan/fmt@9.1.0', 'push_back'],
    ['fmt::v9::detail::vformat_to<char>(fmt::v9::x)::format_handler::on_text', 'pkg:conan/fmt@9.1.0', 'on_text'],
    [
      'nlohmann::json_abi_v3_11_2::detail::parser<nlohmann::basic_json<> >::parse',
      'pkg:conan/nlohmann_json@3.11.2',
      'parse',
    ],
    ['absl::lts_20240116::Mutex::Lock()', 'pkg:conan/abseil@20240116.1', 'Lock'],
    ['google::protobuf::io::CodedInputStream::ReadTag()', 'pkg:conan/protobuf@3.21.12', 'ReadTag'],
    ['boost::asio::detail::scheduler::run(boost::system::error_code&)', 'pkg:conan/boost@1.83.0', 'run'],
    ['YAML::Scanner::ScanNextToken()', 'pkg:conan/yaml-cpp@0.8.0', 'ScanNextToken'],
    ['Json::Reader::readValue()', 'pkg:conan/jsoncpp@1.9.5', 'readValue'],
    ['xmlNewNsPropEatName', 'pkg:conan/libxml2@2.9.14', 'xmlNewNsPropEatName'],
    ['sqlite3VdbeExec', 'pkg:conan/sqlite3@3.40.1', 'sqlite3VdbeExec'],
    ['sqlite3_step', 'pkg:conan/sqlite3@3.40.1', 'sqlite3_step'],
    ['ZSTD_compressBlock_fast', 'pkg:conan/zstd@1.5.5', 'ZSTD_compressBlock_fast'],
    ['EVP_DigestUpdate', 'pkg:conan/openssl@3.2.0', 'EVP_DigestUpdate'],
    ['_ZN6spdlog6logger6flush_Ev', 'pkg:conan/spdlog@1.10.0', 'flush_'],
    ['_ZNSt6chrono3_V212system_clock3nowEv@plt', 'c++ std', 'now'],
    ['void std::sort<gateway::It>(gateway::It, gateway::It)', 'c++ std', 'sort'],
    ['std::thread::_State_impl<std::thread::_Invoker<std::tuple<void ', 'c++ std', '_State_impl'],
    ['std::function<void (int)>::operator()(int) const', 'c++ std', 'operator()'],
    ['std::operator<< <char>(std::ostream&)', 'c++ std', 'operator<<'],
    ['operator new(unsigned long)', 'c++ std', 'operator new'],
    ['__gnu_cxx::__exchange_and_add', 'c++ std', '__exchange_and_add'],
    ['__cxxabiv1::__si_class_type_info::__do_dyncast', 'c++ std', '__do_dyncast'],
    ['__cxa_throw', 'c++ std', '__cxa_throw'],
    ['_IO_new_file_write', 'libc', '_IO_new_file_write'],
    ['unlink_chunk.constprop.0', 'libc', 'unlink_chunk'],
    ['pthread_mutex_lock@@GLIBC_2.2.5', 'libc', 'pthread_mutex_lock'],
    ['lll_mutex_lock_optimized', 'libc', 'lll_mutex_lock_optimized'],
    ['gateway::session(std::shared_ptr<spdlog::logger>, int)', own, 'session'],
    ['gateway::(anonymous namespace)::price(long)', own, 'price'],
    ['void gateway::Book::each<gateway::Order>(int) [clone .cold]', own, 'each'],
    ['gateway::run()::{lambda(int)#1}::operator()(int) const', own, 'run'],
    ["gateway::run()::'lambda'(int)::operator()(int) const", own, 'run'],
    ['gateway::run()::$_0::operator()() const', own, 'run'],
    ['non-virtual thunk to gateway::Session::on_read(char const*)', own, 'on_read'],
    ['gateway::Flag::operator bool() const', own, 'operator'],
    ['main', own, 'main'],
    [{ name: 'main', object: binary }, own, 'main'],
    [{ name: 'checksum', object: `${binary} (deleted)` }, own, 'checksum'],
    [{ name: 'checksum', object: binary, file: '/src/checksum.c' }, own, 'checksum'],
    [{ name: 'fmt::v9::vformat', object: binary }, 'pkg:conan/fmt@9.1.0', 'vformat'],
  ]
  for (const [stated, owner, fn] of valid) {
    const frame = frameOf(typeof stated === 'string' ? { name: stated } : { name: '', ...stated })
    it(`gives ${frame.name}${frame.object === null ? '' : ` in ${frame.object}`} to ${owner}`, () => {
      const reading = cpp.read(frame, gateway)
      expect([reading?.owner.name, reading?.function]).toEqual([owner, fn])
      expect(reading?.reason).not.toBe('')
    })
  }

  const invalid: [why: string, frame: string | Partial<Frame>][] = [
    ['a legacy name of Rust', '_ZN4core3ptr13drop_in_place17h0123456789abcdefE'],
    ['a class of PHP with its file', { name: 'Parser::parse', file: '/srv/vendor/acme/yaml/Parser.php' }],
    ['a C function that nothing tells', 'frobnicate'],
    ['a function of an interpreter', { name: '_PyEval_EvalFrameDefault', object: '/usr/local/bin/python3.11' }],
    ['a function of a system program', { name: 'execute_command', object: '/usr/bin/bash' }],
    ['compiled code of a runtime', { name: 'Lcom/acme/Shop;::total', object: '/tmp/perf-12.map' }],
    ['no symbol', '[unknown]'],
    ['an object without a symbol', '[gateway]'],
    ['an empty name', ''],
  ]
  for (const [why, stated] of invalid) {
    it(`leaves ${why} alone`, () => {
      expect(
        cpp.read(frameOf(typeof stated === 'string' ? { name: stated } : { name: '', ...stated }), gateway),
      ).toBeNull()
    })
  }
})

describe('what the graph has to say of C++', () => {
  it('mentions the packages of template arguments, with their depth', () => {
    const name = 'std::vector<spdlog::logger, std::allocator<fmt::v9::formatter<char> > >::push_back'
    const mentions = cpp.read(frameOf({ name }), gateway)?.mentions.map((mention) => ({
      name: gateway.graph.packages[mention.package]?.name,
      depth: mention.depth,
    }))
    expect(mentions).toEqual([
      { name: 'spdlog', depth: 1 },
      { name: 'fmt', depth: 2 },
    ])
  })

  it('takes the service’s own executable for own code, and says when no lockfile lists its libraries', () => {
    const reading = cpp.read(frameOf({ name: 'gateway::session', object: binary }), noLockfile)
    expect(reading?.owner.kind).toBe('own')
    expect(reading?.reason).toContain('no lockfile')
  })

  it('claims no class that any language could have, without object and without a lockfile of C++', () => {
    expect(cpp.read(frameOf({ name: 'Parser::parse' }), noLockfile)).toBeNull()
    expect(cpp.read(frameOf({ name: 'main' }), rustService)).toBeNull()
  })

  it('does not take C++ in a Rust service for own code', () => {
    expect(cpp.read(frameOf({ name: 'rocksdb::DBImpl::Write', object: binary }), rustService)?.owner).toEqual({
      kind: 'unknown',
      package: null,
      name: 'rocksdb',
    })
  })

  it('knows the C library that a crate builds in', () => {
    const reading = cpp.read(frameOf({ name: 'ZSTD_compressBlock_fast', object: binary }), rustService)
    expect(reading?.owner.name).toBe('pkg:cargo/zstd-sys@2.0.9')
  })

  it('takes the service’s own lockfile before the system’s packages', () => {
    const both = indexOf([library('libspdlog1.10', '1.10.0', 'deb'), library('spdlog', '1.10.0')])
    expect(cpp.read(frameOf({ name: 'spdlog::info' }), both)?.owner.name).toBe('pkg:conan/spdlog@1.10.0')
  })
})

describe('hostile C++ frames', () => {
  const million = 1_000_000
  const parts = [
    '<',
    '(',
    '{',
    '{}',
    "'",
    '::',
    'a::',
    'fmt::x<',
    ' ',
    'operator',
    '.cold',
    '@plt',
    ' [clone ',
    '_Z',
    '1a',
    '~',
    '>',
  ]
  for (const part of parts) {
    it(`reads a megabyte of ${part}`, () => {
      const text = part.repeat(million / part.length)
      for (const name of [text, `fmt::f<${text}`, `_ZN3fmt${text}`, `a::f(${text}`, `${text}!`]) {
        expect(() => cpp.read(frameOf({ name, object: binary }), gateway)).not.toThrow()
      }
    })
  }

  it('answers any name, file and object with a reading or null', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'fmt',
        '::',
        '<',
        '>',
        '(',
        ')',
        ' ',
        'operator',
        '_ZN',
        '3fmt',
        'I',
        'E',
        'S_',
        'T_',
        '.so',
        '@plt',
        '{lambda(',
        "'",
        'std::',
        '/srv/a',
      ),
    )
    const text = fc.array(piece, { maxLength: 16 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(text, fc.option(text), fc.option(text), (name, file, object) => {
        const reading = cpp.read(frameOf({ name, file, object }), gateway)
        return reading === null || (reading.reason !== '' && reading.owner.name !== '')
      }),
      { numRuns: 3000 },
    )
  })
})
