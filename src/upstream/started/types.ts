import type { FileChange } from '../../github/index.ts'

/** A file in which time is spent. */
export interface HotFile {
  /** Of its package; null for own code. */
  readonly purl: string | null
  /** As the recording has it. */
  readonly path: string
  /** Of the weight, from 0 to 1. */
  readonly share: number
}

/** The history of the service, at the commit that ran. What cannot be had is null. */
export interface ServiceHistory {
  /** Paths of all files. */
  files(): Promise<readonly string[] | null>
  /** The commits that changed a file until then (ISO time), the newest first; null for no bound. */
  changes(path: string, until: string | null, most: number): Promise<readonly FileChange[] | null>
  /** A file as it was after a commit. */
  textAt(path: string, commit: string): Promise<string | null>
}

/** The last change of a package's locked version before the incident. */
export interface VersionChange {
  /** Without a version. */
  readonly purl: string
  /** Null where it was not locked before, or is not any more. */
  readonly from: string | null
  readonly to: string | null
  readonly change: FileChange
  /** What upstream changed in between; null where that could not be told. */
  readonly upstream: UpstreamStretch | null
}

/** What lies between two versions upstream. */
export interface UpstreamStretch {
  /** Page of the comparison. */
  readonly url: string
  readonly commits: number
  /** Files of hot frames that changed in between; paths of the upstream repository. */
  readonly files: readonly string[]
  /** The commits in between that changed those files, the newest first. */
  readonly touching: readonly FileChange[]
}

/** A recent change to a file of own code in which time is spent. */
export interface OwnChange {
  /** Within the service. */
  readonly path: string
  readonly share: number
  readonly change: FileChange
}

/** What changed shortly before the incident. */
export interface Started {
  /** ISO time at which the incident began; null where nobody says: then all changes count. */
  readonly began: string | null
  readonly versions: readonly VersionChange[]
  readonly own: readonly OwnChange[]
  /** A sentence each: what was looked at and found unchanged, and what could not be found out. */
  readonly notes: readonly string[]
  /** ISO time from which on asking again may bring what is missing; null where it would not, or nothing is missing. */
  readonly askAgainAt: string | null
}
