import type { OwnerShares } from './measure-owners.ts'

export type ShapeKind =
  | 'busy-loop'
  | 'regex-backtracking'
  | 'quadratic-algorithm'
  | 'gc-pressure'
  | 'lock-contention'
  | 'syscall-bound'
  | 'exceptions'
  | 'jit'
  | 'hot-work'
  | 'unknown'

export type Subject = 'serialization' | 'parsing' | 'crypto' | 'compression' | 'logging' | 'rendering'

export type Verdict = 'dependency' | 'own-code' | 'expected-work' | 'runtime' | 'inconclusive'

/** What the profile looks like, and what follows from that alone. */
export interface Shape {
  readonly kind: ShapeKind
  readonly subject: Subject | null
  /** From 0 to 1. */
  readonly confidence: number
  /** What was seen, in numbers, and what spoke against it. */
  readonly evidence: readonly string[]
  readonly meaning: string
  readonly mitigation: string
}

/** A package that could be the culprit. */
export interface Suspect {
  /** Index into `OwnedProfile.owners`. */
  readonly owner: number
  readonly purl: string
  readonly lockfile: string | null
  /** Probability, from 0 to 1, that this is the culprit. */
  readonly confidence: number
  readonly share: OwnerShares
  /** Owners on the way from own code to the suspect, outermost first. */
  readonly wrappers: readonly string[]
  readonly reasons: readonly string[]
}

/** An owner that was set aside, and the rule that did it. */
export interface SetAside {
  readonly owner: number
  readonly name: string
  readonly role: CarrierRole
  readonly rule: string
  readonly share: OwnerShares
}

export type CarrierRole = 'executor' | 'tracing' | 'allocator' | 'synchronisation' | 'framework' | 'adapter'

export interface HotFrame {
  readonly symbol: string
  readonly owner: string
  readonly self: number
  readonly total: number
}

/** Something that a surer answer needs and that the caller can fetch. */
export interface Need {
  readonly kind: 'package-source' | 'recording' | 'lockfile'
  readonly what: string
  readonly why: string
}

/** A source file of a package, with its path within the package. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

/** Code that was gathered of one package; without files where there is none that could be read. */
export interface PackageSource {
  readonly files: readonly SourceFile[]
}

/** Code that the caller gathered, by index into `DependencyGraph.packages`; that of own code stands with one of the own packages. */
export type PackageSources = ReadonlyMap<number, PackageSource>

/** What was concluded from one incident's profiles. Every number in a text can be traced to frames. */
export interface Diagnosis {
  readonly shape: Shape
  readonly verdict: Verdict
  /** Probability that verdict and culprit are right, from 0 to 1; at most 0.5 for `inconclusive`. */
  readonly confidence: number
  /** One sentence each: what decided. */
  readonly reasons: readonly string[]
  readonly culprit: Suspect | null
  readonly suspects: readonly Suspect[]
  /** Own packages by charged time, the audit that comes before any accusation. */
  readonly own: readonly { readonly name: string; readonly share: OwnerShares }[]
  readonly carriers: readonly SetAside[]
  readonly hotFrames: readonly HotFrame[]
  readonly needs: readonly Need[]
  readonly next: readonly string[]
}
