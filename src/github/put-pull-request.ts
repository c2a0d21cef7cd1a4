import type { GatedText } from '../gated-text.ts'
import { mayHaveHappened, statusOf } from './failure.ts'
import { lookAgain } from './look-again.ts'
import type { GitHub, RepositoryName } from './types.ts'

/** A pull request, as far as we mind it. */
export interface PullRequest {
  readonly number: number
  readonly url: string
  readonly state: 'open' | 'closed'
  readonly body: string
  readonly title: string
}

/** Within one repository. */
export interface PullRequestPlace extends RepositoryName {
  /** The branch with the changes. */
  readonly head: string
}

export interface PutPullRequestOptions extends PullRequestPlace {
  /** The branch that they are meant for. */
  readonly base: string
  readonly title: GatedText
  readonly body: GatedText
  readonly draft: boolean
  /** Tells ours from a person's. */
  readonly isOurs: (body: string) => boolean
}

/** Of a branch's pull requests: the open one, else the last one; as it is at this moment, where the list is late. */
export async function findPullRequest(
  github: GitHub,
  { owner, repo, head }: PullRequestPlace,
): Promise<PullRequest | null> {
  const { data } = await github.rest.pulls.list({ owner, repo, head: `${owner}:${head}`, state: 'all', per_page: 100 })
  // GitHub passes over a `head` that it does not understand.
  const found = data.filter((pull) => pull.head.ref === head)
  const listed = found.find(({ state }) => state === 'open') ?? found[0]
  if (listed === undefined) return null
  const { data: pull } = await github.rest.pulls.get({ owner, repo, pull_number: listed.number })
  const { number, html_url: url, body, title } = pull
  return { number, url, body: body ?? '', title, state: pull.state === 'open' ? 'open' : 'closed' }
}

/**
 * Makes sure that a branch has an open pull request that reads as given: looks, acts, and looks again where an answer got
 * lost. One that is not ours is left as it is.
 */
export async function putPullRequest(github: GitHub, options: PutPullRequestOptions): Promise<PullRequest> {
  const { owner, repo, head, base, title, body, draft, isOurs } = options
  const found = await findPullRequest(github, options)
  if (found?.state === 'open') {
    if (!isOurs(found.body) || (found.body === body && found.title === title)) return found
    await github.rest.pulls.update({ owner, repo, pull_number: found.number, title, body })
    return { ...found, title, body }
  }
  try {
    const fields = { owner, repo, head, base, title, body, draft }
    const { data } = await github.rest.pulls.create({ ...fields, request: { retries: 0 } })
    return { number: data.number, url: data.html_url, state: 'open', title, body }
  } catch (error) {
    // 422: among others, that there is one.
    if (!mayHaveHappened(error) && statusOf(error) !== 422) throw error
    const made = await lookAgain(
      () => findPullRequest(github, options),
      (pull) => pull?.state === 'open',
    )
    if (made?.state !== 'open') throw error
    return made
  }
}
