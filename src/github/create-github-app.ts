import { statusOf } from './failure.ts'
import { type PacedOctokitOptions, pacedOctokit } from './paced-octokit.ts'
import type { GitHub } from './types.ts'

/** What a token may be narrowed to; `metadata: read` is part of each. */
export interface Permissions {
  readonly issues?: 'read' | 'write'
  readonly contents?: 'read' | 'write'
  readonly actions?: 'read'
}

export interface RepositoryAccess {
  readonly installationId: number
  readonly repositoryId: number
  readonly permissions: Permissions
  /** Permissions that an installation may lack; without them the token is asked for again. */
  readonly optional?: Permissions
}

/** The App as GitHub knows it. */
export interface GitHubApp {
  /** A client for one repository with a token of its own, narrowed to it, good for an hour. */
  readonly forRepository: (access: RepositoryAccess) => Promise<GitHub>
  /** Such a token by itself, for what is no request to the API: downloads. */
  readonly createToken: (access: RepositoryAccess) => Promise<string>
  /** Whether the App wrote a comment with this author. */
  readonly isOwnComment: (author: { readonly login: string; readonly appId: number | null }) => Promise<boolean>
}

export interface GitHubAppOptions extends PacedOctokitOptions {
  readonly appId: number
  /** PEM. */
  readonly privateKey: string
}

/** The way to GitHub for everything that the App does there. */
export function createGitHubApp({ appId, privateKey, ...pacing }: GitHubAppOptions): GitHubApp {
  const Octokit = pacedOctokit(pacing)
  const asApp = new Octokit({ auth: { appId, privateKey } })
  let ownLogin: string | null = null
  const readOwnLogin = async () => {
    const { data } = await asApp.rest.apps.getAuthenticated()
    return `${data?.slug ?? ''}[bot]`
  }
  return {
    forRepository: async (access) => new Octokit({ auth: { token: await createToken(asApp, access) } }),
    createToken: (access) => createToken(asApp, access),
    async isOwnComment(author) {
      if (author.appId === appId) return true
      ownLogin ??= await readOwnLogin()
      return author.login === ownLogin
    },
  }
}

async function createToken(asApp: GitHub, access: RepositoryAccess): Promise<string> {
  const ask = async (permissions: Permissions) => {
    const { data } = await asApp.rest.apps.createInstallationAccessToken({
      installation_id: access.installationId,
      repository_ids: [access.repositoryId],
      permissions: { metadata: 'read', ...permissions },
    })
    return data.token
  }
  try {
    return await ask({ ...access.permissions, ...access.optional })
  } catch (error) {
    if (statusOf(error) !== 422 || access.optional === undefined) throw error
    return ask(access.permissions)
  }
}
