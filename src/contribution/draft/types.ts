import type { GatedText } from '../../gated-text.ts'

/** What a person posts upstream. */
export const draftKinds = ['issue', 'comment', 'pr'] as const
export type DraftKind = (typeof draftKinds)[number]

/** A repository on GitHub. */
export interface Repository {
  readonly owner: string
  readonly repo: string
}

/** One file that would be published, always as a plain one (mode 100644). */
export interface PublishedFile {
  /** From the repository's root. */
  readonly path: string
  readonly bytes: Uint8Array
}

/** A branch that would be pushed to the fork. */
export interface PublishedBranch {
  readonly name: string
  readonly files: readonly PublishedFile[]
  readonly message: GatedText
}

/** Who a commit is by. */
export interface CommitAuthor {
  readonly name: string
  readonly email: string
}

/** Everything that an approval publishes, byte for byte. */
export interface PublishedSet {
  readonly kind: DraftKind
  /** The repository that is forked. */
  readonly upstream: Repository
  /** The known thread that the draft is about, in this repository or another one. */
  readonly thread: (Repository & { readonly number: number }) | null
  /** Where the branches are pushed. */
  readonly fork: Repository
  readonly author: CommitAuthor
  /** Cut from the fork's default branch: the reproduction. */
  readonly work: PublishedBranch
  /** Without any history: the evidence. */
  readonly evidence: PublishedBranch
  readonly title: GatedText
  /** What the person sends upstream. */
  readonly body: GatedText
  /** The same with our mark, as the draft inside the fork has it. */
  readonly draftBody: GatedText
}
