/** A package as its ecosystem names it. */
export interface IndexedPackage {
  /** The type of its package URL, https://github.com/package-url/purl-spec: `npm`, `cargo`, `golang`. */
  readonly ecosystem: string
  /** As the ecosystem writes it: `@acme/lib`, `golang.org/x/net`; of a Maven package `group/artifact`. */
  readonly name: string
  /** Asked for where an index does not say which version is the newest. */
  readonly version: string | null
}

/** Where the metadata of a package says that its sources are. Nothing of it is checked. */
export interface StatedRepository {
  /** As it is written, in any spelling. */
  readonly address: string
  readonly directory: string | null
  /** The address of the issue tracker, where one is stated beside the repository. */
  readonly tracker: string | null
  /** Who says so, for people: `npm`, `deps.dev (SLSA attestation)`. */
  readonly provenance: string
}

/** One index of packages, asked over HTTP. It must not be asked for a private package: a name alone says too much. */
export interface PackageIndexClient {
  /** For people. */
  readonly name: string
  /** Types of package URLs that it knows. */
  readonly ecosystems: ReadonlySet<string>
  /**
   * Whether a package comes from a registry of the user's own, so that no other index may learn its name; also where that cannot be
   * told.
   */
  claims(wanted: IndexedPackage): Promise<boolean>
  /**
   * The repository that the newest release names: where a package is developed now, though the locked version may be older
   * than a move.
   *
   * @param signal ends the look-up; each client has a deadline of its own besides
   * @returns null where the index does not know the package, or states no repository for it
   * @throws HeadwaterError `index-unavailable` where it does not answer, or not what it should
   */
  repositoryOf(wanted: IndexedPackage, signal: AbortSignal): Promise<StatedRepository | null>
}

/** A text file of a package, with its path within the package. */
export interface PackageFile {
  readonly path: string
  readonly text: string
}

/** Where the code of packages can be had. It must not be asked for a private package: a name alone says too much. */
export interface PackageSourceClient {
  /** For people. */
  readonly name: string
  /** Types of package URLs that it knows. */
  readonly ecosystems: ReadonlySet<string>
  /** Whether a package comes from a registry of the user's own; also where that cannot be told. */
  claims(wanted: IndexedPackage): Promise<boolean>
  /**
   * The source files of exactly the wanted version, from its published archive. Nothing of it is installed or run.
   *
   * @param signal ends the look-up; each client has a deadline of its own besides
   * @returns null where there is no such version, or none is wanted
   * @throws HeadwaterError `index-unavailable` where it does not answer, or not what it should
   */
  sourceOf(wanted: IndexedPackage, signal: AbortSignal): Promise<readonly PackageFile[] | null>
}

/** What a release needs of another package. */
export interface ReleaseNeed {
  readonly name: string
  /** As the ecosystem writes a requirement. */
  readonly requirement: string
  readonly kind: 'required' | 'optional' | 'peer'
}

/** What an index says of exactly one version of a package: enough to write its entry in a lockfile. */
export interface Release {
  readonly version: string
  /** As the ecosystem's lockfile writes it: hexadecimal SHA-256 (Cargo), subresource integrity (npm), `h1:…` (Go). */
  readonly checksum: string
  /** Of the module's `go.mod`, as go.sum writes it; null elsewhere. */
  readonly manifestChecksum: string | null
  readonly needs: readonly ReleaseNeed[]
  /** The features that can be asked for, as one text that is equal where they are; empty where there are none. */
  readonly features: string
}

/** Where it is known what a release holds. It must not be asked for a private package: a name alone says too much. */
export interface ReleaseIndexClient {
  /** For people. */
  readonly name: string
  /** Types of package URLs that it knows. */
  readonly ecosystems: ReadonlySet<string>
  /** Whether a package comes from a registry of the user's own; also where that cannot be told. */
  claims(wanted: IndexedPackage): Promise<boolean>
  /**
   * @param signal ends the look-up; each client has a deadline of its own besides
   * @returns null where there is no such version, or none is wanted
   * @throws HeadwaterError `index-unavailable` where it does not answer, or not what it should
   */
  releaseOf(wanted: IndexedPackage, signal: AbortSignal): Promise<Release | null>
}

/** Versions that an advisory affects: from the one that brought the fault in up to the one that has the cure. */
export interface AffectedRange {
  /** Null: from the first one on. */
  readonly introduced: string | null
  /** Null where the last affected version is stated, and not which one has the cure. */
  readonly fixed: string | null
}

/** A published advisory on a package. Its texts and addresses are foreign. */
export interface Advisory {
  readonly id: string
  readonly aliases: readonly string[]
  readonly summary: string
  readonly details: string
  /** Its page. */
  readonly url: string
  /** https URLs. */
  readonly references: readonly string[]
  readonly ranges: readonly AffectedRange[]
}

/** Where advisories are published. It must not be asked for a private package: a name alone says too much. */
export interface AdvisoryClient {
  /** For people. */
  readonly name: string
  /** Types of package URLs that it knows. */
  readonly ecosystems: ReadonlySet<string>
  /**
   * The advisories that affect exactly the wanted version; none where that is null.
   *
   * @param signal ends the look-up; each client has a deadline of its own besides
   * @throws HeadwaterError `index-unavailable` where it does not answer, or not what it should
   */
  advisoriesOf(wanted: IndexedPackage, signal: AbortSignal): Promise<readonly Advisory[]>
  /**
   * The advisory of one name (`CVE-2022-41723`), as far as it speaks of the package.
   *
   * @returns null where there is none
   * @throws HeadwaterError likewise
   */
  advisoryBy(id: string, wanted: IndexedPackage, signal: AbortSignal): Promise<Advisory | null>
}
