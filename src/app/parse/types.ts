import type { PublishedNames } from '../../contribution/index.ts'
import type { Diagnosis, PackageSource } from '../../diagnosis/index.ts'
import type { CollectedProfile, ProfileReport, ServiceFile } from '../../intake/index.ts'
import type { Package, PackagePatterns } from '../../ownership/index.ts'
import type { DiagnosisDocument } from '../../report/index.ts'

/** All that is needed to come from profiles to a diagnosis. */
export interface ParseRequest {
  readonly profiles: readonly CollectedProfile[]
  /** Lockfiles and manifests. */
  readonly service: readonly ServiceFile[]
  /** Which packages the service's configuration calls its own and private. */
  readonly patterns: PackagePatterns
  /** Of a public service, the texts that are never published, for `Diagnosed.names`; null of a private one. */
  readonly redact: readonly string[] | null
  /** Heading of the flamegraph; null where none is wanted. */
  readonly pictureTitle: string | null
  /** Code that was gathered for the needs of an earlier diagnosis, by the purl of its package. */
  readonly sources?: readonly (PackageSource & { readonly purl: string })[]
}

/** A diagnosis, with all that a report needs. Plain data: it comes from another process. */
export interface Diagnosed {
  readonly diagnosis: Diagnosis
  readonly document: DiagnosisDocument
  /** What a reader must mind about the leading recording. */
  readonly notes: readonly string[]
  /** Paths of the lockfiles that were read. */
  readonly lockfiles: readonly string[]
  /** The culprit as its lockfile states it. */
  readonly culpritPackage: Package | null
  /** The packages whose code the diagnosis needs, likeliest first. */
  readonly neededPackages: readonly Package[]
  /** What may be named in public; null where nobody asked. */
  readonly names: PublishedNames | null
  /** Null where it could not be drawn, or nobody asked. */
  readonly picture: Picture | null
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
