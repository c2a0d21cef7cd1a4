import type { ServiceFile } from '../intake/index.ts'
import type { Frame, Profile } from '../profile/index.ts'

export type { ServiceFile }

/** Package URL types, https://github.com/package-url/purl-spec. */
export const ecosystems = [
  'cargo',
  'npm',
  'golang',
  'pypi',
  'maven',
  'nuget',
  'gem',
  'composer',
  'hex',
  'swift',
  'pub',
  'conan',
  'deb',
  'generic',
] as const

export type Ecosystem = (typeof ecosystems)[number]

/** What the lockfile's source says of a package; see DESIGN, 'Words'. */
export type Visibility = 'public' | 'private' | 'unstated'

/** One package in one version, as a lockfile states it. */
export interface Package {
  /** For instance `pkg:cargo/tokio-rustls@0.26.0`, `pkg:npm/%40babel/core@7.26.0`. */
  readonly purl: string
  readonly ecosystem: Ecosystem
  /** As the ecosystem writes it: `@babel/core`, `golang.org/x/net`. */
  readonly name: string
  readonly version: string | null
  /** One clause: why the version is not known, and what states it; where a lockfile leaves it open. */
  readonly unresolved?: string
  /** Part of the service itself: a workspace member, the main module. */
  readonly own: boolean
  /** Asked for by own code, not only by another dependency. */
  readonly direct: boolean
  readonly visibility: Visibility
  /** Git source that the lockfile states, as an https URL without fragment; null where it states none. */
  readonly repository: string | null
  /** Path of the lockfile in the service. */
  readonly lockfile: string
  /**
   * The names by which frames know it: a crate's library name, a shared object's name, a Python import (`yaml`, `google.protobuf`),
   * a prefix of Java packages, an assembly, a PHP namespace. Never empty.
   */
  readonly libraryNames: readonly string[]
  /**
   * Where the installed tree keeps it, relative to the lockfile (`node_modules/a/node_modules/b`, `vendor/acme/wire`), or to where its
   * ecosystem installs (`gems/rexml-3.3.9`, `bundler/gems/wire-0a1b2c3d4e5f`).
   */
  readonly installPaths: readonly string[]
  /** Indices into `DependencyGraph.packages`. */
  readonly dependencies: readonly number[]
}

/** Which packages a service runs, in which exact versions. */
export interface DependencyGraph {
  readonly packages: readonly Package[]
  /** Paths of the lockfiles that were read. */
  readonly lockfiles: readonly string[]
}

/** One lockfile format. */
export interface LockfileParser {
  /** That of most of its packages; `generic` where it may hold those of any. */
  readonly ecosystem: Ecosystem
  /** Where true: it states what is asked for rather than what runs, and gives way to another lockfile in its folder. */
  readonly declares?: true
  /** Whether a file at this path is of this format: `edge/Cargo.lock`. */
  matches(path: string): boolean
  /** Whether a file at this path may state what the lockfile lacks, for instance a `Cargo.toml`; asked of all below the root. */
  isManifest(path: string): boolean
  /**
   * @param lockfile the lockfile's text
   * @param manifests those files of the service that `isManifest` accepts
   * @returns the packages with `dependencies` as indices into the returned list
   * @throws HeadwaterError `lockfile-malformed` (with the line) or `lockfile-unsupported` (with what would be accepted)
   */
  parse(lockfile: ServiceFile, manifests: readonly ServiceFile[]): Package[]
}

/**
 * Who wrote the code of a frame. `standard-library` is the language's, `runtime` its engine (garbage collector, compiler),
 * `native` a shared object that no lockfile explains.
 */
export type OwnerKind = 'own' | 'dependency' | 'standard-library' | 'runtime' | 'kernel' | 'native' | 'unknown'

/** Interned: two owners of an owned profile never have the same kind and name. */
export interface Owner {
  readonly kind: OwnerKind
  /** Index into `DependencyGraph.packages`, for `own` and `dependency` where the package is known. */
  readonly package: number | null
  /** A purl where there is one, else a name for people: `kernel`, `rust std`, `libssl.so.3`. */
  readonly name: string
}

/** A package that a frame names without belonging to it. */
export interface Mention {
  /** Index into `DependencyGraph.packages`. */
  readonly package: number
  /** How deep in the type arguments: 1 for the outermost argument. */
  readonly depth: number
}

/** What ownership says of one frame of the profile. */
export interface OwnedFrame {
  /** Index into `OwnedProfile.owners`. */
  readonly owner: number
  /** One clause that names the rule and the evidence: `crate of the impl's type`. */
  readonly reason: string
  /** The demangled symbol, for people. */
  readonly symbol: string
  /** The plain function name, without path, type and closure: `poll_read`, `wake_by_ref`; of a closure, its function's. */
  readonly function: string
  /** In the order of the text, outermost first; a package may come several times. */
  readonly mentions: readonly Mention[]
  /** The source text of a regular expression that this frame runs, where the frame is one. */
  readonly pattern: string | null
}

/** A profile whose every frame has an owner. */
export interface OwnedProfile {
  readonly profile: Profile
  readonly graph: DependencyGraph
  readonly owners: readonly Owner[]
  /** Parallel to `profile.frames`. */
  readonly frames: readonly OwnedFrame[]
}

/** What a grammar says of a frame; `ownProfile` interns the owner. */
export interface FrameReading extends Omit<OwnedFrame, 'owner'> {
  readonly owner: Owner
}

/** How grammars look packages up; built once for a graph. */
export interface PackageIndex {
  readonly graph: DependencyGraph
  /** Packages of an ecosystem by one of their library names, in the lockfile's order; empty where there is none. */
  byLibrary(ecosystem: Ecosystem, libraryName: string): readonly number[]
  /** Packages of an ecosystem by name. */
  byName(ecosystem: Ecosystem, name: string): readonly number[]
  /** Whether a package reaches another over the graph's edges. */
  dependsOn(from: number, to: number): boolean
  /** The owner that stands for a package. */
  ownerOf(index: number): Owner
}

/** One language's rules from frame to owner. */
export interface Grammar {
  readonly language: string
  /** Looks over all frames of a profile before any of them is read with this index, for what one frame alone does not tell. */
  prepare?(frames: readonly Frame[], index: PackageIndex): void
  /**
   * Reads one frame, or null where the frame is not of this language (the next grammar is asked).
   * Pure and linear in the length of the frame's texts.
   */
  read(frame: Frame, index: PackageIndex): FrameReading | null
}
