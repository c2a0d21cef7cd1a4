import type { IndexedPackage } from '../types.ts'

/** How an archive is packed. `gem` is a tar around a gzipped tar. */
export type ArchiveKind = 'tar.gz' | 'zip' | 'gem'

/** Where the archive of one version of a package is published. */
export interface PublishedArchive {
  readonly address: string
  readonly kind: ArchiveKind
  /** All of its entries lie in one folder. */
  readonly inFolder: boolean
  /** What the index states; null where it states none, so that only the transport protects the archive. */
  readonly checksum: { readonly algorithm: 'sha1' | 'sha256'; readonly hex: string } | null
}

/** The index of one ecosystem. */
export interface ArchiveIndex {
  /** For people. */
  readonly name: string
  /** A type of package URLs. */
  readonly ecosystem: string
  /** Files that expressions are looked for in. */
  readonly isSource: (path: string) => boolean
  /** Variables of the environment by which users name registries of their own; where one is set, nobody is asked. */
  readonly elsewhere: readonly string[]
  /** The host that the archives are on. */
  readonly host: string
  /**
   * @param ask the index's JSON or text at an address; null where it has none
   * @returns null where there is no such version, or none is wanted
   */
  locate(wanted: IndexedPackage, ask: Asker): Promise<PublishedArchive | null>
}

export interface Asker {
  json(address: string): Promise<unknown>
  text(address: string): Promise<string | null>
}
