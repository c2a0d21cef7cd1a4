import type { Ecosystem, Package, PackageIndex } from '../../types.ts'
import { hasPackagesOf, perGraph } from '../per-graph.ts'

/**
 * Namespaces of C++ libraries that are called otherwise than their packages, by one or two leading names. Packages as ConanCenter
 * calls them; a namespace that is its package's name needs no entry.
 */
const packagesByNamespace: ReadonlyMap<string, string> = new Map([
  ['absl', 'abseil'],
  ['google::protobuf', 'protobuf'],
  ['google::cloud', 'google-cloud-cpp'],
  ['grpc_core', 'grpc'],
  ['grpc_event_engine', 'grpc'],
  ['nlohmann', 'nlohmann_json'],
  ['Json', 'jsoncpp'],
  ['httplib', 'cpp-httplib'],
  ['Aws', 'aws-sdk-cpp'],
  ['cv', 'opencv'],
  ['pugi', 'pugixml'],
  ['ryml', 'rapidyaml'],
  ['tbb', 'onetbb'],
  ['sf', 'sfml'],
  ['testing', 'gtest'],
  ['tcmalloc', 'gperftools'],
  ['Catch', 'catch2'],
  ['CLI', 'cli11'],
  ['Botan', 'botan'],
  ['CryptoPP', 'cryptopp'],
  ['hwy', 'highway'],
])

/** Prefixes of C libraries that their packages' names do not tell, by the symbols of the libraries as Debian 12 has them. */
const packagesByPrefix: ReadonlyMap<string, string> = new Map(
  Object.entries({
    bzip2: 'BZ2',
    'c-ares': 'ares',
    expat: 'XML',
    freetype: 'FT FTC',
    glib: 'g',
    gmp: 'gmpf gmpn gmpq gmpz',
    gperftools: 'tc',
    harfbuzz: 'hb',
    hiredis: 'redis',
    jemalloc: 'je',
    krb5: 'k5 gss',
    libevent: 'ev evbuffer evdns event evhttp evtag evthread evutil bufferevent',
    librdkafka: 'rd',
    libsodium: 'crypto randombytes sodium',
    libunwind: 'unw',
    libuv: 'uv',
    lmdb: 'mdb',
    luajit: 'lj',
    lz4: 'LZ4F',
    mimalloc: 'mi',
    mpdecimal: 'mpd',
    openssl:
      'AES ASN1 ASYNC BIO BN CAMELLIA CAST CMAC CMS CONF CRYPTO CT DES DH DSA EC ECDH ECDSA ECPKCS ENGINE ERR EVP HMAC KDF MD5 NCONF ' +
      'OBJ OCSP OPENSSL OSSL PEM PKCS12 PKCS5 PKCS7 PKCS8 RAND RC4 RSA SHA1 SHA224 SHA256 SHA384 SHA512 SMIME SSL TLS TS UI X509 X509V3 ' +
      'X509v3 aesni d2i i2d ossl ssl',
    xxhash: 'XXH XXH32 XXH64 XXH3',
    xz_utils: 'lzma',
    zstd: 'FSE HUF ZDICT',
  }).flatMap(([name, prefixes]) => prefixes.split(' ').map((prefix) => [prefix, name])),
)

/** Functions of C libraries that have no prefix before `_` or a capital. */
const packagesByFamily: readonly (readonly [family: RegExp, name: string])[] = [
  [
    /^(?:(?:in|de)flate(?:$|_|[A-Z])|(?:crc32|adler32)(?:$|_)|_tr_|gz(?:open|read|write|close|getc|gets|printf|puts|seek)|(?:un)?compress2?$|longest_match$)/,
    'zlib',
  ],
  [/^u[a-z]{0,12}_\w{1,80}_\d\d$/, 'icu'],
  [/^cJSON_/, 'cjson'],
  [/^PQ[a-z]/, 'libpq'],
  [/^(?:WebP|VP8)/, 'libwebp'],
]

/** Prefixes stand before `_` or a capital: `sqlite3_step`, `xmlNewNsPropEatName`, `ZSTD_compressBlock`, `BrotliDecoderDestroyInstance`. */
const prefixOfFunction = /^_{0,2}([A-Z][A-Z\d]{1,30}|[A-Z][a-z\d]{1,30}|[a-z][a-z\d]{0,30})(?:(_)|(?=[A-Z]))/
/** A namespace that carries the library's version: `icu_72`, `xercesc_3_2`. */
const versionOfNamespace = /(?:_v?\d{1,4}){1,4}$/
const longestNamespace = 80
const shortestStem = 3

/** Ecosystems with libraries in C and C++, in the order in which one that two of them list is taken. */
const preference: readonly Ecosystem[] = ['conan', 'deb', 'generic', 'cargo']

const packagesByStem = perGraph(({ packages }) => {
  const byStem = new Map<string, number>()
  for (const ecosystem of preference) {
    for (const [index, entry] of packages.entries()) {
      if (entry.ecosystem !== ecosystem || !holdsNativeCode(entry)) continue
      for (const stem of stemsOf(entry.name)) if (!byStem.has(stem)) byStem.set(stem, index)
    }
  }
  return byStem
})

/** Whether a lockfile lists the C and C++ libraries that the service is built with. A list of the system's packages does not. */
export const hasCppLockfile = hasPackagesOf('conan')

/** The package whose namespace a qualified C++ name is in; null where none claims it. */
export function packageOfNamespace(path: readonly string[], index: PackageIndex): number | null {
  const [first = '', second = ''] = path
  const byBoth = packagesByNamespace.get(`${first}::${second}`)
  if (byBoth !== undefined) return find(byBoth, index)
  return (
    find(packagesByNamespace.get(first) ?? '', index) ??
    find(first, index) ??
    (first.length > longestNamespace ? null : find(first.replace(versionOfNamespace, ''), index))
  )
}

/** The package whose prefix a C function's name has; null where none claims it. */
export function packageOfPrefix(name: string, index: PackageIndex): number | null {
  const [, prefix = '', underscore] = prefixOfFunction.exec(name) ?? []
  // `gCounter` and `BIOReader` are as likely anybody's; where a capital follows, only a word tells: `redisCommand`.
  const isTelling = underscore !== undefined || /^[a-z]{4}/.test(prefix)
  const byPrefix = isTelling ? find(packagesByPrefix.get(prefix) ?? '', index) : null
  if (byPrefix !== null) return byPrefix
  const byName = find(prefix, index)
  if (byName !== null) return byName
  const family = packagesByFamily.find(([pattern]) => pattern.test(name))
  return family === undefined ? null : find(family[1], index)
}

function find(name: string, index: PackageIndex): number | null {
  const stem = bare(name)
  return stem.length < shortestStem ? null : (packagesByStem(index).get(stem) ?? null)
}

/** Of Rust's crates, those that build a C library into the program. */
function holdsNativeCode({ ecosystem, name }: Package): boolean {
  return ecosystem !== 'cargo' || name.endsWith('-sys')
}

/** What a package's code may be called after: its name, without `lib`, version and the language: `libxml2`, `yaml-cpp`, `zstd-sys`. */
function stemsOf(name: string): Set<string> {
  const base = name.toLowerCase().replace(/(?:-sys|-dev)$/, '')
  const withoutLanguage = base.replace(/^cpp-|[-_]?cpp$/, '')
  const spellings = [base, withoutLanguage, base.replace(/^lib/, '')].flatMap((spelling) => [
    spelling,
    spelling.replace(/[-.\d]+$/, ''),
  ])
  return new Set(spellings.map(bare).filter((stem) => stem.length >= shortestStem))
}

function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z\d]/g, '')
}
