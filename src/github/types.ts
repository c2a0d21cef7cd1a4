import type { ProbotOctokit } from 'probot'

/** A client of GitHub's API that is signed in as an installation, or as the App. */
export type GitHub = InstanceType<typeof ProbotOctokit>

export interface RepositoryName {
  readonly owner: string
  readonly repo: string
}

export interface IssueName extends RepositoryName {
  readonly issue: number
}

export interface Comment {
  readonly id: number
  readonly body: string
  /** The body as GitHub renders it for the App. */
  readonly bodyHtml: string
  readonly author: Author
  /** As GitHub writes times: `2024-05-15T10:00:00Z`. */
  readonly createdAt: string
  readonly isEdited: boolean
}

/** Who wrote a comment. */
export interface Author {
  /** `[bot]` at its end for an App. */
  readonly login: string
  /** Number of the App through which it was written. */
  readonly appId: number | null
}
