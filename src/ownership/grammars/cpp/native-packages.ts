import type { Ecosystem, Package, PackageIndex } from '../../types.ts'
import { perGraph } from '../per-graph.ts'

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
  ['xercesc_3_2', 'xerces-c'],
  ['sf', 'sfml'],
  ['testing', 'gtest'],
  ['Catch', 'catch2'],
  ['CLI', 'cli11'],
  ['Botan', 'botan'],
  ['CryptoPP', 'cryptopp'],
  ['hwy', 'highway'],
])

/** Prefixes of C libraries that their packages' names do not tell. */
const packagesByPrefix: ReadonlyMap<string, string> = new Map([
  ['XML', 'expat'],
  ['EVP', 'openssl'],
  ['SSL', 'openssl'],
  ['BN', 'openssl'],
  ['CRYPTO', 'openssl'],
  ['BZ2', 'bzip2'],
  ['HUF', 'zstd'],
  ['FSE', 'zstd'],
  ['lzma', 'xz_utils'],
  ['je', 'jemalloc'],
])

/** Prefixes stand before `_` or a capital: `sqlite3_step`, `xmlNewNsPropEatName`, `ZSTD_compressBlock`. */
const prefixOfFunction = /^_{0,2}([A-Z][A-Z\d]{1,30}|[a-z][a-z\d]{1,30})(?=_|[A-Z])/
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
export const hasCppLockfile = perGraph(({ packages }) => packages.some(({ ecosystem }) => ecosystem === 'conan'))

/** The package whose namespace a qualified C++ name is in; null where none claims it. */
export function packageOfNamespace(path: readonly string[], index: PackageIndex): number | null {
  const [first = '', second = ''] = path
  const byBoth = packagesByNamespace.get(`${first}::${second}`)
  if (byBoth !== undefined) return find(byBoth, index)
  return find(packagesByNamespace.get(first) ?? '', index) ?? find(first, index)
}

/** The package whose prefix a C function's name has; null where none claims it. */
export function packageOfPrefix(name: string, index: PackageIndex): number | null {
  const prefix = prefixOfFunction.exec(name)?.[1]
  if (prefix === undefined) return null
  return find(packagesByPrefix.get(prefix) ?? '', index) ?? find(prefix, index)
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
