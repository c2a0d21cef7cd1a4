/** Owner and name of a repository on GitHub. */
export interface GithubName {
  readonly owner: string
  readonly name: string
}

/** A repository's address in its one spelling. */
export interface RepositoryAddress {
  /** https, without credentials, query, fragment and `.git`. */
  readonly url: string
  /** Within the repository, without `.` and `..`; null for its root. */
  readonly directory: string | null
  /** Null where another host keeps it: then the address is all that there is. */
  readonly github: GithubName | null
  /** An https URL, where the issues are kept in another repository. */
  readonly tracker: string | null
}

/** The repository of a package. That it really holds the package remains to be checked. */
export interface Repository extends RepositoryAddress {
  /** Where the claim comes from, for people: `node_modules/acme-lib/package.json`, `deps.dev (SLSA attestation)`. */
  readonly provenance: string
}

/** Either a repository, or one line that says why there is none. */
export type RepositoryAnswer =
  | { readonly repository: Repository; readonly reason: null }
  | { readonly repository: null; readonly reason: string }

/** A repository that was looked into. */
export interface KnownRepository extends Repository {
  /** Path of the manifest in it that bears the package's name; null where that could not be looked for. */
  readonly believed: string | null
  readonly archived: boolean
  /** `owner/name` of what it was forked from. */
  readonly forkOf: string | null
  /** Address of the repository that it is a mirror of. */
  readonly mirrorOf: string | null
  /** `owner/name` under which it was known before, where it was renamed. */
  readonly renamedFrom: string | null
  readonly defaultBranch: string | null
}

/** A function of a public package in which time is spent, or that hot frames name. */
export interface HotSymbol {
  /** Of its package. */
  readonly purl: string
  /** Its last two segments, free of type arguments: `TlsStream::poll_read`. */
  readonly words: string
  /** Of the weight, from 0 to 1. */
  readonly share: number
}

/** An issue or a pull request upstream that may be about the same trouble. */
export interface RelatedThread {
  readonly url: string
  readonly owner: string
  readonly repo: string
  readonly number: number
  readonly kind: 'issue' | 'pull-request'
  /** Foreign text. */
  readonly title: string
  readonly state: 'open' | 'closed' | 'not-planned' | 'duplicate' | 'draft' | 'merged'
  readonly locked: boolean
  /** ISO time. */
  readonly openedAt: string
  /** A person linked it. */
  readonly pinned: boolean
  /** Taken for this very trouble, not only like it. */
  readonly same: boolean
  /** Only a little like it: one word of the symptom, or a symbol alone. */
  readonly weak: boolean
  readonly reasons: readonly string[]
}

export type FixStatus = 'upgrade' | 'locked-has-it' | 'unreleased' | 'in-review' | 'open' | 'not-planned' | 'unknown'

/** A pull request that cures the trouble, or is to. */
export interface FixChange {
  readonly url: string
  /** Whether it is the cure, or corrects or completes an earlier one. */
  readonly role: 'fixes' | 'completes'
  readonly state: 'open' | 'draft' | 'merged'
  /** What it became on its base branch. */
  readonly commit: string | null
}

/** What upstream did about the trouble. */
export interface Fix {
  readonly status: FixStatus
  /** Of the package whose release cures it, without a version. */
  readonly purl: string
  /** The smallest stable version with every change in it. */
  readonly version: string | null
  /** The page of that release. */
  readonly release: string | null
  /** The thread that tells of the trouble. */
  readonly issue: string | null
  readonly changes: readonly FixChange[]
  readonly reasons: readonly string[]
}

/** One package that has to move. */
export interface RemedyStep {
  /** Without a version. */
  readonly purl: string
  readonly from: string | null
  readonly to: string
  readonly command: string
  /** The service's file whose requirement must change first; null where the lockfile may move alone. */
  readonly manifest: string | null
  /** What that requirement must come to. */
  readonly requirement: string | null
}

/** How the service comes to the fixed version. */
export interface Remedy {
  /** One line for a shell. */
  readonly command: string
  /** The parent that must move first, as a purl with the smallest version that will do; null where none must. */
  readonly parent: string | null
  /** In the order in which they are done. */
  readonly steps: readonly RemedyStep[]
  readonly reasons: readonly string[]
}

/** What upstream knows. What could not be found out stands in `notes`. */
export interface UpstreamFindings {
  readonly repository: KnownRepository | null
  /** The likeliest first; one that a person linked leads. */
  readonly related: readonly RelatedThread[]
  /** Null where it could not be asked; `unknown` where it was, and nobody knows. */
  readonly fix: Fix | null
  readonly remedy: Remedy | null
  /** A sentence each. */
  readonly notes: readonly string[]
  /** ISO time. */
  readonly askedAt: string
  /** ISO time from which on asking again may bring what is missing; null where it would not, or nothing is missing. */
  readonly askAgainAt: string | null
}
