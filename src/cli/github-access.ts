import { HeadwaterError } from '../errors.ts'

/** With what GitHub is asked. */
export interface GitHubAccess {
  /** Base of the REST API, without a slash at its end. */
  readonly apiUrl: string
  readonly token: string
}

const usualApi = 'https://api.github.com'

/**
 * Reads from the environment with what GitHub is asked.
 *
 * @param asker what needs it, for the message
 * @throws HeadwaterError `usage` where there is no token, or no address of an API
 */
export function readGitHubAccess(env: NodeJS.ProcessEnv, asker = '--upstream'): GitHubAccess {
  const token = env.GITHUB_TOKEN ?? ''
  if (token === '') {
    const needed = 'accepted: a token in GITHUB_TOKEN that may read public repositories (`gh auth token` prints one)'
    throw new HeadwaterError('usage', `${asker} asks GitHub, and GITHUB_TOKEN is not set; ${needed}`)
  }
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new HeadwaterError('usage', 'GITHUB_TOKEN holds a space or a control character; accepted: the token alone')
  const address = (env.GITHUB_API_URL || usualApi).replace(/\/+$/, '')
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol))
    throw new HeadwaterError('usage', `GITHUB_API_URL: not an address; accepted: ${usualApi}, or that of another host`)
  return { apiUrl: address, token }
}
