// Reads: frames of Rust code, by symbol (raw or demangled, v0 or legacy), or by the source path where that names package and version.
// The rules from symbol to owner are in own-rust-symbol.ts; what a symbol can look like is in the readers.

import { makePurl } from '../lockfiles/make-purl.ts'
import type { FrameReading, Grammar, Owner, PackageIndex } from '../types.ts'
import { plainSymbol } from './native/plain-symbol.ts'
import { hasPackagesOf, perGraph } from './per-graph.ts'
import { learnCrateInstances } from './rust/crate-instances.ts'
import { hasCrates } from './rust/find-crate.ts'
import { ownRustSymbol, rustStd } from './rust/own-rust-symbol.ts'
import { readRustLegacy } from './rust/read-rust-legacy.ts'
import { readRustPath } from './rust/read-rust-path.ts'
import { readRustV0 } from './rust/read-rust-v0.ts'
import { readLinkedC, unknownLinkedC } from './rust/rust-linked-c.ts'
import { readRustSource } from './rust/rust-source-path.ts'
import { isStdCrate, isStdPath } from './rust/rust-std.ts'
import type { RustSymbol } from './rust/rust-symbol.ts'

/** Whether the service may hold C++: then what both languages could have written counts for neither. */
const mayHaveCpp = hasPackagesOf('conan')

/** Whether Rust is the only language of the service. */
const isRustOnly = perGraph(
  ({ packages }) =>
    packages.some(({ ecosystem }) => ecosystem === 'cargo') &&
    packages.every(({ ecosystem }) => ecosystem === 'cargo' || ecosystem === 'deb'),
)

/** Whether Rust is the only language of the service that is compiled to machine code. */
const isOnlyRustCompiled = perGraph(
  ({ packages }) =>
    packages.some(({ ecosystem }) => ecosystem === 'cargo') &&
    packages.every(({ ecosystem }) => ecosystem !== 'golang' && ecosystem !== 'conan'),
)

/** What no other language's demangler writes. */
const marks = /^<.*(?:>::| as )|::<|<impl |\{closure#|\{\{|\{shim:|\{impl#|::h[0-9a-f]{16}$|\[[0-9a-f]{8,16}\]::/s

export const rust: Grammar = {
  language: 'rust',
  prepare: learnCrateInstances,
  read(frame, index) {
    const symbol = readRustV0(frame.name) ?? readRustLegacy(frame.name) ?? readDemangled(frame.name, index)
    const bySource = ownSource(frame.file, index)
    if (symbol !== null) {
      const { text, function: plainName } = symbol
      return { ...ownRustSymbol(symbol, index), symbol: text, function: plainName, pattern: null, ...bySource }
    }
    if (bySource !== null) return { ...plainSymbol(frame.name), ...bySource }
    if (frame.file !== null || !(frame.object === null ? isRustOnly(index) : isOnlyRustCompiled(index))) return null
    return readLinkedC(frame, index) ?? (isRustOnly(index) ? unknownLinkedC(frame) : null)
  },
}

/**
 * A demangled symbol, where it is one of Rust. C++ writes `a::b` too: it is Rust by what only Rust writes, by a crate that the
 * graph has, by a module of std that C++ has not, or because the service has no other language.
 */
function readDemangled(name: string, index: PackageIndex): RustSymbol | null {
  if (!name.includes('::') || name.includes('::operator')) return null
  const symbol = readRustPath(name)
  if (symbol === null || marks.test(name)) return symbol
  const crate = symbol.head?.kind === 'crate' ? symbol.head.crate : ''
  if (isStdCrate(crate)) {
    // A symbol that was cut can begin with the bracket of an impl and have no other mark.
    const path = symbol.text.replace(/^[<&]+(?:mut )?/, '')
    return isStdPath(path, mayHaveCpp(index) || !hasCrates(index)) ? symbol : null
  }
  return isRustOnly(index) || index.byLibrary('cargo', crate).length > 0 ? symbol : null
}

function ownSource(file: string | null, index: PackageIndex): Pick<FrameReading, 'owner' | 'reason'> | null {
  const source = readRustSource(file)
  if (source === null) return null
  if (source.kind === 'std') return { owner: rustStd, reason: "the file's path is that of Rust's std" }
  const listed = index
    .byName('cargo', source.name)
    .find((candidate) => index.graph.packages[candidate]?.version === source.version)
  if (listed !== undefined) return { owner: index.ownerOf(listed), reason: "name and version in the file's path" }
  const owner: Owner = { kind: 'dependency', package: null, name: makePurl('cargo', source.name, source.version) }
  return { owner, reason: "name and version in the file's path; no lockfile has this version" }
}
