// Reads: symbols without a path in the executable of a Rust service: start-up code, libc linked statically, and the C and assembly that
// crates compile in. A name tells the crate only where a library marks all its symbols so, and where the graph has one crate alone that
// compiles this library in (https://doc.rust-lang.org/cargo/reference/build-scripts.html#the-links-manifest-key).

import type { Frame } from '../../../profile/index.ts'
import type { FrameReading, Owner, PackageIndex } from '../../types.ts'
import { isLibcSymbol } from '../native/libc-symbols.ts'
import { plainSymbol } from '../native/plain-symbol.ts'
import { rustStd } from './own-rust-symbol.ts'

const libc: Owner = { kind: 'standard-library', package: null, name: 'libc' }

interface Library {
  /** How its symbols are called. Groups, if any, are the version of the crate. */
  readonly pattern: RegExp
  /** The crates that compile it in. */
  readonly crates: readonly string[]
}

const libraries: readonly Library[] = [
  { pattern: /^_?ring_core_(\d+)_(\d+)_(\d+)_/, crates: ['ring'] },
  { pattern: /^GFp_/, crates: ['ring'] },
  { pattern: /^aws_lc_(\d+)_(\d+)_(\d+)_/, crates: ['aws-lc-sys'] },
  { pattern: /^aws_lc_fips_(\d+)_(\d+)_(\d+)_/, crates: ['aws-lc-fips-sys'] },
  { pattern: /^_rjem_/, crates: ['tikv-jemalloc-sys', 'jemalloc-sys'] },
  { pattern: /^_?mi_/, crates: ['libmimalloc-sys'] },
  { pattern: /^(?:ZSTD|HUF|FSE)v?\d*_/, crates: ['zstd-sys'] },
  { pattern: /^LZ4(?:F|HC)?_/, crates: ['lz4-sys'] },
  { pattern: /^Brotli(?:Encoder|Decoder)/, crates: ['brotli-sys'] },
  { pattern: /^sqlite3/, crates: ['libsqlite3-sys'] },
  { pattern: /^(?:rust)?secp256k1_/, crates: ['secp256k1-sys'] },
  { pattern: /^rd_kafka_/, crates: ['rdkafka-sys'] },
  { pattern: /^nghttp2_/, crates: ['libnghttp2-sys'] },
  { pattern: /^onig(?:enc)?_/, crates: ['onig_sys'] },
  { pattern: /^blake3_/, crates: ['blake3'] },
  {
    // What OpenSSL, BoringSSL and their descendants share and leave without a prefix: CRYPTOGAMS' assembly, fiat-crypto's
    // fields, and the static functions of curve25519.c.
    pattern:
      /^_*(?:bn_(?:mul|sqr|post|from|power|gather|scatter)\w*|(?:mul|sqr)x?(?:4x|8x)?_internal|fiat_(?:25519|p256)_\w+|ecp_nistz256_\w+|(?:gcm_ghash|gcm_gmult|aesni|vpaes|aes_hw)_\w+|sha(?:1|256|512)_block_\w+|x25519_(?:ge|sc|fe|scalar|NEON)\w*|(?:fe|ge)_(?:loose_\w+|add|sub|madd|msub|p[123]\w*|mul\w*|sqr?\w*|(?:to|from)bytes\w*|invert|cmov|cswap|carry\w*|neg|is\w+|cached_\w+|precomp_\w+|double_scalarmult\w*))$/,
    crates: ['ring', 'aws-lc-sys', 'aws-lc-fips-sys', 'boring-sys', 'openssl-src'],
  },
]

/** What the compiler and its unwinder give plain names, so that C can link them. */
const compilerName = /^__rust_|^__r(?:dl|g)_|^rust_(?:begin_unwind|eh_personality|panic|oom)$|^_Unwind_/

/**
 * Reads a plain symbol where its name tells the crate, the C library or the compiler.
 *
 * @returns null where it is no name that C or assembly can have, where it runs in a shared object, or where nothing tells it
 */
export function readLinkedC(frame: Frame, index: PackageIndex): FrameReading | null {
  if (!isLinkedSymbol(frame)) return null
  const { name } = frame
  const symbol = plainSymbol(name)
  const found = crateByName(name, index)
  if (found !== null) {
    return { owner: index.ownerOf(found), reason: 'name of the C library that this crate alone compiles in', ...symbol }
  }
  if (compilerName.test(name)) return { owner: rustStd, reason: 'name of the compiler or the unwinder', ...symbol }
  if (name === 'main' || isLibcSymbol(name)) {
    const reason = name === 'main' ? 'the entry that rustc writes around `main`' : 'a name of the C library'
    return { owner: libc, reason, ...symbol }
  }
  return null
}

/** What there is to say of a plain symbol in a Rust service that nothing tells. */
export function unknownLinkedC(frame: Frame): FrameReading | null {
  if (!isLinkedSymbol(frame)) return null
  const owner: Owner = { kind: 'unknown', package: null, name: 'unknown' }
  return {
    owner,
    reason: 'C or assembly in the executable; no crate of Cargo.lock is known by its name',
    ...plainSymbol(frame.name),
  }
}

function isLinkedSymbol({ name, object }: Frame): boolean {
  const inExecutable = object === null || !/^\[|\.(?:so|dylib|dll|map|node)(?:\.|$)/.test(object)
  return inExecutable && name.length <= 256 && /^[A-Za-z_]\w*(?:\.\w+)*$/.test(name)
}

function crateByName(name: string, index: PackageIndex): number | null {
  for (const { pattern, crates } of libraries) {
    const found = pattern.exec(name)
    if (found === null) continue
    const present = crates.map((crate) => index.byName('cargo', crate)).filter((packages) => packages.length > 0)
    const [packages = [], another] = present
    if (another !== undefined) return null
    const version = found.slice(1).join('.')
    return packages.find((candidate) => index.graph.packages[candidate]?.version === version) ?? packages[0] ?? null
  }
  return null
}
