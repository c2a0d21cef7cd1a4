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

interface Growing {
  readonly purl: string
  readonly entry: PackageEntry
  visibility: Visibility
  /** These as they were stated, one or more times. */
  readonly libraryNames: string[]
  readonly installPaths: string[]
  readonly dependencies: number[]
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
    const index = this.#packages.length
    this.#byIdentity.set(identity, index)
    this.#packages.push({
      purl: this.#purl(entry, place),
      entry,
      visibility: entry.visibility,
      libraryNames: [...entry.libraryNames],
      installPaths: [...(entry.installPaths ?? none)],
      dependencies: [],
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
    const asked = new Set<number>()
    const askedByOwn = new Set<number>()
    for (const { entry, dependencies } of this.#packages) {
      for (const index of dependencies) {
        asked.add(index)
        if (entry.own) askedByOwn.add(index)
      }
    }
    const unasked = (index: number, own: boolean) => direct === 'asked-by-own-or-none' && !own && !asked.has(index)
    return this.#packages.map((growing, index) => ({
      purl: growing.purl,
      ecosystem: growing.entry.ecosystem ?? this.#ecosystem,
      name: growing.entry.name,
      version: growing.entry.version,
      own: growing.entry.own,
      direct: askedByOwn.has(index) || unasked(index, growing.entry.own),
      visibility: growing.visibility,
      repository: growing.entry.repository,
      lockfile: this.#path,
      libraryNames: distinct(growing.libraryNames),
      installPaths: distinct(growing.installPaths),
      dependencies: distinct(growing.dependencies),
      ...(growing.entry.unresolved === undefined ? {} : { unresolved: growing.entry.unresolved }),
    }))
  }

  #join(known: number, entry: PackageEntry): void {
    const growing = this.#packages[known] as Growing
    for (const name of entry.libraryNames) growing.libraryNames.push(name)
    for (const path of entry.installPaths ?? none) growing.installPaths.push(path)
    // One copy from a private source is enough to keep the package to ourselves.
    if (entry.visibility === 'private') growing.visibility = 'private'
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

/** Most lists have one entry: there, a set costs more than all the rest of a package. */
function distinct<T>(values: readonly T[]): readonly T[] {
  return values.length < 2 ? values : [...new Set(values)]
}
