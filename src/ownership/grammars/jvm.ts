/*
 * Frames of the JVM: Java, Kotlin, Scala, Groovy and Clojure, from JFR, async-profiler, perf with a map, and pprof. Spellings are read by
 * jvm-symbol.ts. The package of the class decides; lambdas, proxies and other generated classes stand in the package of the class that
 * they were made for: https://docs.oracle.com/javase/specs/jls/se17/html/jls-13.html#jls-13.1.
 */

import type { Frame } from '../../profile/index.ts'
import type { FrameReading, Grammar, Mention, Owner, PackageIndex } from '../types.ts'
import { type FoundArtifacts, findArtifact } from './jvm/find-artifact.ts'
import { perfMap, readHotspotCode } from './jvm/hotspot-code.ts'
import { isJdkLibrary, isJdkPackage } from './jvm/jdk.ts'
import { type JvmSymbol, readJvmSymbol } from './jvm/jvm-symbol.ts'
import { findShadedCopy } from './jvm/shaded-copy.ts'
import { plainSymbol } from './native/plain-symbol.ts'
import { ownCode } from './own-folders.ts'
import { ownerAmong } from './own-named.ts'
import { hasPackagesOf, perGraph } from './per-graph.ts'

type Ownership = Pick<FrameReading, 'owner' | 'reason'>

const jdk = standardLibrary('jdk')
const sourceFile = /\.(?:java|kts?|scala|groovy|clj[cs]?)$/
/** Of libjava's io_util.c and its neighbours; they stand alone on frames without an object. */
const jdkHelper = /^(?:(?:read|write)(?:Bytes|Single)|handle(?:Read|Write|Open|Lseek)|NET_\w+)$/
const proxyPackage = /^(?:com\.sun|jdk)\.proxy\d*$/

/** The libraries of languages other than Java are packages like any other, by place; by role they are standard libraries. */
const languages: readonly (readonly [RegExp, Owner])[] = [
  [/^pkg:maven\/org\.jetbrains\.kotlin\/kotlin-stdlib\b/, standardLibrary('kotlin std')],
  [/^pkg:maven\/org\.scala-lang\/scala3?-library/, standardLibrary('scala std')],
  [/^pkg:maven\/org\.clojure\/clojure@/, standardLibrary('clojure std')],
  [/^pkg:maven\/org\.(?:codehaus|apache)\.groovy\/groovy@/, standardLibrary('groovy std')],
]
const languagePackages: ReadonlyMap<string, Owner> = new Map(
  ['kotlin', 'scala', 'clojure', 'groovy'].map((name) => [name, standardLibrary(`${name} std`)]),
)

const hasArtifacts = hasPackagesOf('maven')
const isOnlyJvm = perGraph(
  ({ packages }) =>
    packages.length > 0 && packages.every(({ ecosystem }) => ecosystem === 'maven' || ecosystem === 'deb'),
)
const hasGo = hasPackagesOf('golang')

/** Where many organisations have their packages, so that two parts tell none of them. */
const sharedBeginnings: ReadonlySet<string> = new Set([
  'com.github',
  'com.gitlab',
  'com.google',
  'io.github',
  'io.gitlab',
  'org.apache',
  'org.eclipse',
])

/** How own packages begin: with what an organisation's packages have in common. */
const ownBeginnings = perGraph(
  ({ packages }) =>
    new Set(
      packages
        .filter(({ ecosystem, own }) => ecosystem === 'maven' && own)
        .flatMap(({ libraryNames }) => libraryNames.filter((name) => name.includes('.')))
        .map((name) => beginningOf(name.split('.'))),
    ),
)

export const jvm: Grammar = {
  language: 'jvm',
  read(frame, index) {
    if (frame.file !== null && !sourceFile.test(frame.file)) return null
    const native = readNative(frame, index)
    if (native !== null) return native
    if (frame.object !== null && !perfMap.test(frame.object)) return null
    const symbol = readJvmSymbol(frame.name)
    if (symbol === null) return null
    const found = findArtifact(symbol.package, index)
    if (!isJvm(frame, symbol, found, index)) return null
    const copy = findShadedCopy(symbol.package)
    const { owner, reason } = ownershipOf(symbol.package, found, index)
    return {
      owner,
      reason: copy === null ? reason : `${reason}; it carries a copy of ${copy.join('.')}`,
      symbol: frame.name,
      function: symbol.function,
      mentions: copy === null ? [] : mentionsOf(copy, owner, index),
      pattern: null,
    }
  },
}

function readNative({ name, file, object }: Frame, index: PackageIndex): FrameReading | null {
  if (file !== null || (object === null && !hasArtifacts(index))) return null
  const machine = readHotspotCode(name, object, isOnlyJvm(index))
  if (machine !== null) return { ...machine, ...plainSymbol(name) }
  if (object !== null && isJdkLibrary(object))
    return { owner: jdk, reason: "a library in the JDK's folder", ...plainSymbol(name) }
  const ownership = ownerOfNativeMethod(name, index)
  return ownership === null ? null : { ...ownership, ...plainSymbol(name) }
}

/** JNI names a native method `Java_org_xerial_snappy_SnappyNative_rawCompress`, whatever library it is in. */
function ownerOfNativeMethod(name: string, index: PackageIndex): Ownership | null {
  if (jdkHelper.test(name) && isOnlyJvm(index)) return { owner: jdk, reason: "a function of the JDK's own libraries" }
  const [, mangled] = /^Java_([a-z]\w{3,500})$/.exec(name) ?? []
  if (mangled === undefined) return null
  const parts = mangled.split('_').slice(0, -1)
  if (isJdkPackage(parts)) return { owner: jdk, reason: 'native method of a class of the JDK' }
  const found = findArtifact(parts, index)
  return found === null ? null : ownerAmong(found.packages, `native method of a class in ${found.prefix}`, index)
}

/** Other languages join names by dots too: the spelling, the JDK, an artifact, or the custom of naming packages in lower case must prove it. */
function isJvm(
  { file, kind, object }: Frame,
  symbol: JvmSymbol,
  found: FoundArtifacts | null,
  index: PackageIndex,
): boolean {
  if (file !== null || symbol.isMarked || object !== null) return true
  const { package: parts } = symbol
  const isClass = /^[$\p{Lu}]/u.test(symbol.class) || symbol.class.includes('$')
  if (isJdkPackage(parts)) return isClass || parts.length > 1
  if (found !== null) return true
  if (!isClass || parts.some((part) => /^\p{Lu}/u.test(part))) return false
  if (parts.length > 1 || languagePackages.has(parts[0] ?? '')) return true
  return hasArtifacts(index) && (kind === 'jit' || kind === 'interpreted' || !hasGo(index))
}

function ownershipOf(parts: readonly string[], found: FoundArtifacts | null, index: PackageIndex): Ownership {
  const name = parts.join('.')
  if (proxyPackage.test(name)) return { owner: jdk, reason: 'proxy class that the JDK generates for interfaces' }
  if (parts[0] === 'java') return { owner: jdk, reason: `package ${name} of the JDK` }
  if (found !== null) return ownerOfArtifacts(found.packages, `longest package prefix ${found.prefix}`, index)
  if (isJdkPackage(parts)) return { owner: jdk, reason: `package ${name} of the JDK` }
  const language = languagePackages.get(parts[0] ?? '')
  if (language !== undefined) return { owner: language, reason: `package ${parts[0]}, the language's own` }
  return ownerOfUnclaimed(name, parts, index)
}

function ownerOfArtifacts(packages: readonly number[], rule: string, index: PackageIndex): Ownership {
  const purl = index.graph.packages[packages[0] ?? -1]?.purl ?? ''
  const language = languages.find(([pattern]) => pattern.test(purl))?.[1]
  return language === undefined ? ownerAmong(packages, rule, index) : { owner: language, reason: rule }
}

function ownerOfUnclaimed(name: string, parts: readonly string[], index: PackageIndex): Ownership {
  const shown = name === '' ? 'the package without a name' : `package ${name}`
  if (!hasArtifacts(index)) return unknown(name, `no lockfile was read, which would tell whose ${shown} is`)
  const beginnings = ownBeginnings(index)
  const isOwn = beginnings.size === 0 || name === '' || beginnings.has(beginningOf(parts))
  if (isOwn) return { owner: ownCode, reason: `no artifact of the lockfile has ${shown}` }
  return unknown(
    name,
    `no artifact of the lockfile has ${shown}, nor does own code; the one that brings it (an agent, a server) is missing`,
  )
}

function beginningOf(parts: readonly string[]): string {
  const two = parts.slice(0, 2).join('.')
  return sharedBeginnings.has(two) ? parts.slice(0, 3).join('.') : two
}

function mentionsOf(copy: readonly string[], owner: Owner, index: PackageIndex): Mention[] {
  const [inner] = findArtifact(copy, index)?.packages ?? []
  return inner === undefined || inner === owner.package ? [] : [{ package: inner, depth: 1 }]
}

function unknown(name: string, reason: string): Ownership {
  return { owner: { kind: 'unknown', package: null, name: name === '' ? 'unknown' : name }, reason }
}

function standardLibrary(name: string): Owner {
  return { kind: 'standard-library', package: null, name }
}
