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
  ...['wire', 'zlib', 'brotli', 'libuv', 'icu', 'glib', 'gmp', 'libcurl', 'lz4', 'libpq'].map((name) =>
    library(name, '3.0.0'),
  ),
])
const noLockfile = indexOf([])
const rustService = indexOf([library('tokio', '1.38.0', 'cargo'), library('zstd-sys', '2.0.9', 'cargo')])

const binary = '/srv/gateway/bin/gateway'
const own = 'own code'
const wire = 'pkg:conan/wire@3.0.0'

describe('whose a C++ symbol of a binary is, mangled or not', () => {
  // As `nm` finds them in a program over a library `wire::v3` that g++ 12.2.0 (-O0, -O3 -flto) and clang++ 14.0.6 (-O0, with libc++) compiled; the
  // texts are those of c++filt 2.40, of its -p, which perf writes, and of llvm-cxxfilt 14.0.6.
  const valid: [owner: string, fn: string, spellings: string[]][] = [
    [
      wire,
      'fold',
      [
        '_ZN4wire2v34foldIJildEEElDpT_',
        'long wire::v3::fold<int, long, double>(int, long, double)',
        'wire::v3::fold<int, long, double>',
      ],
    ],
    [wire, 'Frame', ['_ZN4wire2v35FrameC1El', 'wire::v3::Frame::Frame(long)', 'wire::v3::Frame::Frame']],
    [wire, '~Frame', ['_ZN4wire2v35FrameD1Ev', 'wire::v3::Frame::~Frame()', 'wire::v3::Frame::~Frame']],
    [
      wire,
      'fixed',
      [
        '_ZN4wire2v35fixedILi3ELb1ELc99EEEll',
        'long wire::v3::fixed<3, true, (char)99>(long)',
        'wire::v3::fixed<3, true, (char)99>',
      ],
    ],
    [
      wire,
      'operator"" _frames',
      ['_ZN4wire2v3li7_framesEy', 'wire::v3::operator"" _frames(unsigned long long)', 'wire::v3::operator"" _frames'],
    ],
    [
      wire,
      'operator<<',
      [
        '_ZN4wire2v3lsERSoRKNS0_5FrameE',
        'wire::v3::operator<<(std::basic_ostream<char, std::char_traits<char> >&, wire::v3::Frame const&)',
        'wire::v3::operator<<',
        'wire::v3::operator<<(std::ostream&, wire::v3::Frame const&)',
      ],
    ],
    [
      wire,
      'operator',
      ['_ZNK4wire2v35FramecvbEv', 'wire::v3::Frame::operator bool() const', 'wire::v3::Frame::operator bool'],
    ],
    [
      wire,
      'operator<',
      [
        '_ZNK4wire2v35FrameltERKS1_',
        'wire::v3::Frame::operator<(wire::v3::Frame const&) const',
        'wire::v3::Frame::operator<',
      ],
    ],
    [
      wire,
      'map',
      [
        '_ZN4wire2v33BoxINS0_5FrameEE3mapIZN7gateway3runEiEUlRKS2_E0_EEDTclfp_dtdefpT1vEET_',
        'decltype ({parm#1}((*this).v)) wire::v3::Box<wire::v3::Frame>::map<gateway::run(int)::{lambda(wire::v3::Frame const&)#2}>(gateway::run(int)::{lambda(wire::v3::Frame const&)#2})',
        'wire::v3::Box<wire::v3::Frame>::map<gateway::run(int)::{lambda(wire::v3::Frame const&)#2}>',
        "decltype(fp(*(this).v)) wire::v3::Box<wire::v3::Frame>::map<gateway::run(int)::'lambda0'(wire::v3::Frame const&)>(gateway::run(int)::'lambda0'(wire::v3::Frame const&))",
      ],
    ],
    [
      wire,
      'scratch',
      [
        '_ZTWN4wire2v37scratchE',
        'TLS wrapper function for wire::v3::scratch',
        'thread-local wrapper routine for wire::v3::scratch',
      ],
    ],
    [
      own,
      'go',
      [
        '_ZN7gateway12_GLOBAL__N_16Hidden2goEl',
        'gateway::(anonymous namespace)::Hidden::go(long)',
        'gateway::(anonymous namespace)::Hidden::go',
      ],
    ],
    [
      own,
      'kind',
      [
        '_ZN7gateway7Session4kindILNS_4KindE1EEElRSt7variantIJiN4wire2v35FrameEEE',
        'long gateway::Session::kind<(gateway::Kind)1>(std::variant<int, wire::v3::Frame>&)',
        'gateway::Session::kind<(gateway::Kind)1>',
      ],
    ],
    [
      own,
      'Session',
      [
        '_ZN7gateway7SessionC1ESt10shared_ptrIN4wire2v35FrameEEi',
        'gateway::Session::Session(std::shared_ptr<wire::v3::Frame>, int)',
        'gateway::Session::Session',
      ],
    ],
    [
      own,
      '~Session',
      [
        '_ZN7gateway7SessionD0Ev.lto_priv.0',
        'gateway::Session::~Session() [clone .lto_priv.0]',
        'gateway::Session::~Session',
        'gateway::Session::~Session() (.lto_priv.0)',
      ],
    ],
    [own, 'cutme', ['_ZN7gatewayL5cutmeEllPKc', 'gateway::cutme(long, long, char const*)', 'gateway::cutme']],
    [own, '~Session', ['_ZThn8_N7gateway7SessionD0Ev', 'non-virtual thunk to gateway::Session::~Session()']],
    [own, 'vb', ['_ZTv0_n24_N7gateway7Session2vbEv', 'virtual thunk to gateway::Session::vb()']],
    [
      own,
      'run',
      [
        '_ZZN7gateway3runEiENK3$_1clERKN4wire2v35FrameES5_',
        'gateway::run(int)::$_1::operator()(wire::v3::Frame const&, wire::v3::Frame const&) const',
        'gateway::run(int)::$_1::operator()',
      ],
    ],
    [
      own,
      'run',
      [
        '_ZZN7gateway3runEiENKUlRKN4wire2v35FrameEE0_clES4_',
        'gateway::run(int)::{lambda(wire::v3::Frame const&)#2}::operator()(wire::v3::Frame const&) const',
        'gateway::run(int)::{lambda(wire::v3::Frame const&)#2}::operator()',
        "gateway::run(int)::'lambda0'(wire::v3::Frame const&)::operator()(wire::v3::Frame const&) const",
      ],
    ],
    [
      own,
      'each',
      [
        '_ZZN7gateway7Session4eachEvENKUliE_clEi',
        'gateway::Session::each()::{lambda(int)#1}::operator()(int) const',
        'gateway::Session::each()::{lambda(int)#1}::operator()',
        "gateway::Session::each()::'lambda'(int)::operator()(int) const",
      ],
    ],
    [
      own,
      'go',
      [
        '_ZN6HolderIMN4wire2v35FrameEKFlvEE2goES4_',
        'Holder<long (wire::v3::Frame::*)() const>::go(long (wire::v3::Frame::*)() const)',
        'Holder<long (wire::v3::Frame::*)() const>::go',
      ],
    ],
    [own, 'f', ['_ZN4Bare1fEv', 'Bare::f()', 'Bare::f']],
    [own, 'price', ['_Z5pricel', 'price(long)', 'price']],
    [own, 'total', ['_Z5totalIiElT_', 'long total<int>(int)', 'total<int>']],
    [
      'c++ std',
      '_M_access',
      [
        '_ZNKSt9_Any_data9_M_accessIZN7gateway7Session4eachEvEUliE_EERKT_v',
        'gateway::Session::each()::{lambda(int)#1} const& std::_Any_data::_M_access<gateway::Session::each()::{lambda(int)#1}>() const',
        'std::_Any_data::_M_access<gateway::Session::each()::{lambda(int)#1}>',
        "gateway::Session::each()::'lambda'(int) const& std::_Any_data::_M_access<gateway::Session::each()::'lambda'(int)>() const",
      ],
    ],
    [
      'c++ std',
      'forward',
      [
        '_ZNSt3__17forwardIRA2_KcEEOT_RNS_16remove_referenceIS4_E4typeE',
        'char const (&std::__1::forward<char const (&) [2]>(std::__1::remove_reference<char const (&) [2]>::type&)) [2]',
        'std::__1::forward<char const (&) [2]>',
      ],
    ],
    [
      'c++ std',
      'forward',
      [
        '_ZNSt3__17forwardIMN7gateway7SessionEFlPKcEEEOT_RNS_16remove_referenceIS7_E4typeE',
        'long (gateway::Session::*&&std::__1::forward<long (gateway::Session::*)(char const*)>(std::__1::remove_reference<long (gateway::Session::*)(char const*)>::type&))(char const*)',
        'std::__1::forward<long (gateway::Session::*)(char const*)>',
      ],
    ],
    [
      'c++ std',
      'operator<',
      [
        '_ZN9__gnu_cxxltIPcSt6vectorIcSaIcEEEEbRKNS_17__normal_iteratorIT_T0_EESA_',
        'bool __gnu_cxx::operator< <char*, std::vector<char, std::allocator<char> > >(__gnu_cxx::__normal_iterator<char*, std::vector<char, std::allocator<char> > > const&, __gnu_cxx::__normal_iterator<char*, std::vector<char, std::allocator<char> > > const&)',
        '__gnu_cxx::operator< <char*, std::vector<char, std::allocator<char> > >',
        'bool __gnu_cxx::operator<<char*, std::vector<char, std::allocator<char> > >(__gnu_cxx::__normal_iterator<char*, std::vector<char, std::allocator<char> > > const&, __gnu_cxx::__normal_iterator<char*, std::vector<char, std::allocator<char> > > const&)',
      ],
    ],
    [
      'c++ std',
      'value',
      [
        '_ZNKSt7__cxx1112regex_traitsIcE5valueEci.constprop.0.cold',
        'std::__cxx11::regex_traits<char>::value(char, int) const [clone .constprop.0] [clone .cold]',
        'std::__cxx11::regex_traits<char>::value',
        'std::__cxx11::regex_traits<char>::value(char, int) const (.constprop.0.cold)',
      ],
    ],
    [
      'c++ std',
      'value',
      [
        '_ZNKSt7__cxx1112regex_traitsIcE5valueEci.isra.0.cold',
        'std::__cxx11::regex_traits<char>::value(char, int) const [clone .isra.0] [clone .cold]',
        'std::__cxx11::regex_traits<char>::value',
        'std::__cxx11::regex_traits<char>::value(char, int) const (.isra.0.cold)',
      ],
    ],
    ['c++ std', '__gthread_active_p', ['_ZL18__gthread_active_pv', '__gthread_active_p()', '__gthread_active_p']],
    [
      'c++ std',
      '__init',
      [
        '_ZNSt3__112basic_stringIcNS_11char_traitsIcEENS_9allocatorIcEEE6__initIPcEENS_9enable_ifIXsr27__is_cpp17_forward_iteratorIT_EE5valueEvE4typeES9_S9_',
        'std::__1::enable_if<__is_cpp17_forward_iterator<char*>::value, void>::type std::__1::basic_string<char, std::__1::char_traits<char>, std::__1::allocator<char> >::__init<char*>(char*, char*)',
        'std::__1::basic_string<char, std::__1::char_traits<char>, std::__1::allocator<char> >::__init<char*>',
      ],
    ],
  ]
  for (const [owner, fn, spellings] of valid) {
    it(`gives ${spellings[0]} to ${owner}`, () => {
      for (const name of spellings) {
        const reading = cpp.read(frameOf({ name, object: binary }), gateway)
        expect([name, reading?.owner.name, reading?.function]).toEqual([name, owner, fn])
      }
    })
  }
})

describe('which C library a function is of that is linked into the program', () => {
  // Names that `nm -D` prints of the libraries in Debian 12: OpenSSL 3.0, zlib 1.2.13, brotli 1.0.9, libuv 1.44, ICU 72, GLib 2.74, GMP 6.2,
  // curl 7.88, LZ4 1.9, libpq 15, zstd 1.5.4, libxml2 2.9.14, SQLite 3.40.
  const named: [library: string, functions: string][] = [
    ['openssl', 'EVP_DigestUpdate SHA256_Update AES_encrypt X509_verify_cert d2i_X509 OSSL_PARAM_locate BN_mod_exp'],
    ['zlib', 'inflate deflateInit2_ crc32 crc32_combine adler32 gzread compress2'],
    ['brotli', 'BrotliDecoderDecompressStream'],
    ['libuv', 'uv_run uv_fs_get_type'],
    ['icu', '_ZN6icu_7215RBBIRuleScanner10nextCharLLEv ucase_fold_72'],
    ['glib', 'g_main_loop_run g_hash_table_lookup'],
    ['gmp', '__gmpn_toom_interpolate_6pts __gmpz_mul'],
    ['libcurl', 'curl_easy_perform'],
    ['lz4', 'LZ4_compress_fast LZ4F_decompress'],
    ['libpq', 'PQgetvalue'],
    ['zstd', 'ZSTD_compressBlock ZDICT_trainFromBuffer'],
    ['libxml2', 'xmlNewNsPropEatName xmlParseChunk'],
    ['sqlite3', 'sqlite3_step'],
  ]
  for (const [wanted, functions] of named) {
    it(`knows those of ${wanted}`, () => {
      for (const name of functions.split(' ')) {
        const found = cpp.read(frameOf({ name, object: binary }), gateway)?.owner
        expect([name, gateway.graph.packages[found?.package ?? -1]?.name]).toEqual([name, wanted])
      }
    })
  }

  it('takes a short prefix for a library only where it is set off', () => {
    for (const name of ['gCounter', 'BIOReader', 'uvIndexOf']) {
      const reading = cpp.read(frameOf({ name, object: binary }), gateway)
      expect([name, reading?.owner.kind]).toEqual([name, 'own'])
    }
  })

  it('takes no library for one that the lockfile does not list', () => {
    const reading = cpp.read(frameOf({ name: 'hb_shape', object: binary }), gateway)
    expect(reading?.owner.kind).toBe('own')
  })
})

describe('whose a C or C++ frame is', () => {
  // As perf 6.1 and stackcollapse-perf.pl print them, in part of the recorded spdlog, libxml2 and SQLite incidents; the namespaces of the other
  // libraries by their own sources.
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
      const fifth = text.slice(0, million / 5)
      for (const name of [text, `fmt::f<${text}`, `_ZN3fmt${fifth}`, `a::f(${fifth}`, `${fifth}!`]) {
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
