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
