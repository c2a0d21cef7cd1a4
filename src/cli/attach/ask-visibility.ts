import type { Fetch } from '../../intake/index.ts'
import type { IssueAddress } from './parse-issue-url.ts'

/** Whether everyone can read a repository. */
export type Visibility = 'public' | 'not-public' | 'unknown'

const deadlineMs = 15_000

/**
 * Asks GitHub whether a repository is public: first as anyone would, then, where that tells nothing, with GITHUB_TOKEN.
 *
 * @param env for GITHUB_API_URL and GITHUB_TOKEN; an API of another host than the issue's is not asked, since its 'not found' says
 *   nothing of the issue's repository
 */
export async function askVisibility(
  address: IssueAddress,
  env: NodeJS.ProcessEnv,
  fetch: Fetch = globalThis.fetch,
): Promise<Visibility> {
  const url = new URL(`${apiUrlOf(address, env.GITHUB_API_URL)}/repos/${address.owner}/${address.repo}`)
  const asAnyone = await ask(url, null, fetch)
  if (asAnyone !== 'unknown' || !env.GITHUB_TOKEN) return asAnyone
  return ask(url, env.GITHUB_TOKEN, fetch)
}

function apiUrlOf({ webOrigin, hostname }: IssueAddress, stated: string | undefined): string {
  if (hostname === 'github.com') return 'https://api.github.com'
  if (stated && URL.canParse(stated)) {
    const api = new URL(stated)
    if (api.hostname === hostname || api.hostname === `api.${hostname}`) return stated.replace(/\/+$/, '')
  }
  return `${webOrigin}/api/v3`
}

async function ask(url: URL, token: string | null, fetch: Fetch): Promise<Visibility> {
  const headers = { accept: 'application/vnd.github+json', 'user-agent': 'headwater' }
  try {
    const answer = await fetch(url, {
      headers: token === null ? headers : { ...headers, authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(deadlineMs),
    })
    const said: unknown = await answer.json()
    if (said === null || typeof said !== 'object') return 'unknown'
    // Only the API says so: the page that a proxy shows has no such JSON.
    if (answer.status === 404 && 'message' in said && said.message === 'Not Found') return 'not-public'
    if (answer.status !== 200 || !('private' in said) || typeof said.private !== 'boolean') return 'unknown'
    return said.private ? 'not-public' : 'public'
  } catch {
    return 'unknown'
  }
}
