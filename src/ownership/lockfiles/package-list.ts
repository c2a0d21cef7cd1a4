import type { Ecosystem, Package, Visibility } from '../types.ts'
import { makePurl, type PurlParts } from './make-purl.ts'
import { malformed, type Place, tooLarge } from './malformed.ts'
import { showText } from './show-text.ts'

const mostPackages = 200_000
const mostEdges = 4_000_000
const longestName = 512
/** The longest path that an operating system takes. */
const longestPath = 4096

/** A package as one lockfile entry states it. */
export interface PackageEntry {
  readonly name: string
  readonly version: string | null
  /** Where it is another than the list's: a bill of materials holds packages of many. */
  readonly ecosystem?: Ecosystem
  readonly own: boolean
  readonly visibility: Visibility
  readonly repository: string | null
  readonly libraryNames: readonly string[]
  readonly installPaths?: readonly string[]
  /** See `Package.unresolved`. */
  readonly unresolved?: string
  /** Parts of the purl that do not follow from the ecosystem and the name. */
  readonly purlParts?: PurlParts
}

/** A package before it is finished: what further entries and edges may still change. */
interface Growing extends Omit<Package, 'direct' | 'visibility' | 'libraryNames' | 'installPaths' | 'dependencies'> {
  direct: boolean
  visibility: Visibility
  libraryNames: readonly string[]
  installPaths: readonly string[]
  dependencies: number[]
}

/** What further entries of a package add to the first one. */
interface Further {
  readonly libraryNames: string[]
  readonly installPaths: string[]
}

const none: readonly string[] = []

/**
 * The packages of one lockfile while it is read: entries come in any order, several may stand for one package, edges follow.
 * It bounds what a lockfile can make of them, and refuses names that could mislead a reader or leave a folder.
 */
export class PackageList {
  readonly #ecosystem: Ecosystem
  readonly #path: string
  readonly #packages: Growing[] = []
  readonly #byIdentity = new Map<string, number>()
  readonly #further = new Map<number, Further>()
  #edges = 0

  constructor(ecosystem: Ecosystem, path: string) {
    this.#ecosystem = ecosystem
    this.#path = path
  }

  /**
   * Adds an entry, or joins it to the package that has the same identity already.
   *
   * @param identity what makes two entries one package, for instance name and version
   * @param place where the entry stands, for the message
   * @returns the package's index
   * @throws HeadwaterError `lockfile-malformed` for a name that no registry would take, `too-large` for too many packages
   */
  add(identity: string, place: Place, entry: PackageEntry): number {
    this.#check(entry.name, longestName, place)
    if (entry.version !== null) this.#check(entry.version, longestName, place)
    for (const name of entry.libraryNames) if (name !== entry.name) this.#check(name, longestName, place)
    for (const path of entry.installPaths ?? none) this.#check(path, longestPath, place)
    const known = this.#byIdentity.get(identity)
    if (known !== undefined) {
      this.#join(known, entry)
      return known
    }
    if (this.#packages.length === mostPackages) {
      throw tooLarge(this.#path, `more than ${mostPackages} packages`, 'the lockfile of one service')
    }
    const { name, version, own, visibility, repository, libraryNames, installPaths = none, unresolved } = entry
    const index = this.#packages.length
    this.#byIdentity.set(identity, index)
    this.#packages.push({
      purl: this.#purl(entry, place),
      ecosystem: entry.ecosystem ?? this.#ecosystem,
      name,
      version,
      own,
      direct: false,
      visibility,
      repository,
      lockfile: this.#path,
      libraryNames,
      installPaths,
      dependencies: [],
      ...(unresolved === undefined ? {} : { unresolved }),
    })
    return index
  }

  /** The index of the package with an identity, if it was added. */
  find(identity: string): number | undefined {
    return this.#byIdentity.get(identity)
  }

  /** Notes that one package asks for another. */
  link(from: number, to: number): void {
    if (++this.#edges > mostEdges) {
      throw tooLarge(this.#path, `more than ${mostEdges} dependencies`, 'the lockfile of one service')
    }
    if (from !== to) this.#packages[from]?.dependencies.push(to)
  }

  /**
   * @param direct which packages count as asked for by own code: those that an own package asks for and, where the lockfile and
   *   its manifests do not say all of that, those that no package at all asks for
   */
  finish(direct: 'asked-by-own' | 'asked-by-own-or-none'): Package[] {
    const asked = new Uint8Array(this.#packages.length)
    const askedByOwn = new Uint8Array(this.#packages.length)
    for (const { own, dependencies } of this.#packages) {
      for (const index of dependencies) {
        asked[index] = 1
        if (own) askedByOwn[index] = 1
      }
    }
    const unasked = (index: number, own: boolean) => direct === 'asked-by-own-or-none' && !own && asked[index] === 0
    for (const [index, one] of this.#packages.entries()) {
      const further = this.#further.get(index)
      one.direct = askedByOwn[index] === 1 || unasked(index, one.own)
      one.libraryNames = distinct(one.libraryNames, further?.libraryNames)
      one.installPaths = distinct(one.installPaths, further?.installPaths)
      if (one.dependencies.length > 1) one.dependencies = [...new Set(one.dependencies)]
    }
    return this.#packages
  }

  #join(known: number, entry: PackageEntry): void {
    const further = this.#further.get(known) ?? { libraryNames: [], installPaths: [] }
    this.#further.set(known, further)
    for (const name of entry.libraryNames) further.libraryNames.push(name)
    for (const path of entry.installPaths ?? none) further.installPaths.push(path)
    // One copy from a private source is enough to keep the package to ourselves.
    if (entry.visibility === 'private') (this.#packages[known] as Growing).visibility = 'private'
  }

  #purl(entry: PackageEntry, place: Place): string {
    const ecosystem = entry.ecosystem ?? this.#ecosystem
    try {
      return makePurl(ecosystem, entry.name, entry.version, entry.purlParts)
    } catch (error) {
      const what = `${showText(entry.name)} ${showText(entry.version ?? '')}`
      throw malformed(this.#path, place, `${what} is no name and version of ${ecosystem} packages`, error)
    }
  }

  #check(text: string, longest: number, place: Place): void {
    // Control, zero-width and bidirectional characters make a report say something else than it seems to.
    const bad = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|(?:^|[\\/])\.\.(?:[\\/]|$)/u.exec(text)
    if (bad === null && text.length <= longest) return
    const what = bad === null ? `longer than ${longest} characters` : `holding ${showText(bad[0])}`
    throw malformed(
      this.#path,
      place,
      `a name ${what} (${showText(text)}); accepted: printable characters, no step to a parent folder`,
    )
  }
}

/** Nearly all lists are short and hold nothing twice: there, a set costs more than all the rest of a package. */
function distinct(values: readonly string[], further: readonly string[] = none): readonly string[] {
  const isShort = further.length === 0 && values.length < 8
  if (isShort && values.every((value, at) => values.indexOf(value) === at)) return values
  return [...new Set([...values, ...further])]
}
