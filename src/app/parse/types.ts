import type { RedactRule } from '../../compile-redact.ts'
import type { Evidence, PublishedNames } from '../../contribution/index.ts'
import type { Diagnosis, OwnerShares, PackageSource, Trigger } from '../../diagnosis/index.ts'
import type { CollectedProfile, ProfileReport, ServiceFile } from '../../intake/index.ts'
import type { DependencyGraph, PackagePatterns } from '../../ownership/index.ts'
import type { ComparisonDocument, DiagnosisDocument } from '../../report/index.ts'
import type { HotFile, HotSymbol } from '../../upstream/index.ts'

/** All that is needed to come from profiles to a diagnosis. */
export interface ParseRequest {
  readonly profiles: readonly CollectedProfile[]
  /** Lockfiles and manifests, and source maps of its scripts. */
  readonly service: readonly ServiceFile[]
  /** Which packages the service's configuration calls its own and private. */
  readonly patterns: PackagePatterns
  /** What the service's configuration wants kept back from everybody else. */
  readonly redact: readonly RedactRule[]
  /** Whether everybody may read the report: it is told what may be named then, and the picture shows nothing else. */
  readonly isPublic: boolean
  /** Heading of the flamegraph; null where none is wanted. */
  readonly pictureTitle: string | null
  /** Where something is to be published. */
  readonly evidence?: EvidenceRequest | null
  /** Where another run is to be compared with this one. */
  readonly newer?: NewerRun | null
  /** Code that was gathered for the needs of an earlier diagnosis, by the purl of its package. */
  readonly sources?: readonly (PackageSource & { readonly purl: string })[]
}

/** Recordings of a newer run. */
export interface NewerRun {
  readonly profiles: readonly CollectedProfile[]
  /** The lockfiles and manifests that it was built from; null where nobody says which. */
  readonly service: readonly ServiceFile[] | null
  /** What a person says. */
  readonly trigger: Trigger
}

/** What is to be drawn for publication. */
export interface EvidenceRequest {
  /** The package that a person calls the culprit, by name or purl; null for the diagnosis's. */
  readonly suspect: string | null
}

/** What of the leading recording may be published, and of which package it tells. */
export interface PublishedEvidence extends Evidence {
  /** Index into `Diagnosed.graph.packages`. */
  readonly package: number
  readonly share: OwnerShares
  readonly names: PublishedNames
}

/** A diagnosis, with all that a report needs. Plain data: it comes from another process. */
export interface Diagnosed {
  readonly diagnosis: Diagnosis
  readonly document: DiagnosisDocument
  /** What a reader must mind about the leading recording. */
  readonly notes: readonly string[]
  /** The service's packages, as its lockfiles state them. */
  readonly graph: DependencyGraph
  /** The culprit: index into `graph.packages`, where it is one of them. */
  readonly culpritPackage: number | null
  /** Indices of the packages whose code the diagnosis needs, likeliest first. */
  readonly neededPackages: readonly number[]
  /** What upstream may be asked for by. */
  readonly hotSymbols: readonly HotSymbol[]
  /** Where to look for changes shortly before. */
  readonly hotFiles: readonly HotFile[]
  /** What may be named in public; null where the report is not. */
  readonly names: PublishedNames | null
  /** Null where it could not be drawn, or nobody asked. */
  readonly picture: Picture | null
  /** Null where nothing may be published, or nobody asked. */
  readonly evidence: PublishedEvidence | null
  /** With the newer run, or one line that says why there is none; null where nobody asked. */
  readonly comparison: ComparisonDocument | string | null
}

/** A flamegraph of the leading recording. */
export interface Picture {
  readonly svg: string
  /** PNG, in Base64. */
  readonly png: string
}

/** What the child process answers. */
export interface ParseAnswer {
  /** Parallel to the request's profiles. */
  readonly profiles: readonly Pick<ProfileReport, 'format' | 'samples' | 'error'>[]
  readonly diagnosed: Diagnosed | null
  /** What is wrong with the service's files, in one line; null where nothing is. */
  readonly trouble: string | null
}

/** What came of an incident's profiles. */
export interface Parsed {
  /** What became of each profile, in the order of the request. */
  readonly reports: readonly ProfileReport[]
  /** Null where no profile could be read, or for `trouble`. */
  readonly diagnosed: Diagnosed | null
  readonly trouble: string | null
}
