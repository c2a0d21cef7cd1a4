/** An address in any spelling, and a directory of the repository where one is stated. */
export interface StatedSource {
  readonly address: string
  readonly directory: string | null
}

/** What a package's own metadata says of where it is developed. Foreign text, nothing of it is checked. */
export interface ManifestClaims {
  readonly name: string
  /** Said to be the sources, the likeliest first. */
  readonly sources: readonly StatedSource[]
  /** Other pages of the project, which tell of the sources where their host keeps repositories; the likeliest first. */
  readonly pages: readonly string[]
  /** The address of the issue tracker. */
  readonly tracker: string | null
}

/** Reads one kind of manifest. Linear in the text; throws nothing. Null where it is no such manifest. */
export type ClaimsReader = (text: string) => ManifestClaims | null
