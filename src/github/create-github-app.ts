import type { ProbotOctokit } from 'probot'
import { orAbsent } from './absent.ts'
import { statusOf } from './failure.ts'
import { type PacedOctokitOptions, pacedOctokit } from './paced-octokit.ts'
import type { GitHub, RepositoryName } from './types.ts'

/** What a token may be narrowed to; `metadata: read` is part of each. */
export interface Permissions {
  readonly issues?: 'read' | 'write'
  readonly contents?: 'read' | 'write'
  readonly actions?: 'read'
  readonly pull_requests?: 'read' | 'write'
  readonly administration?: 'write'
}

/** How to reach a repository that the App is installed on. */
export interface InstalledRepository {
  readonly installationId: number
  readonly repositoryId: number
}

export interface RepositoryAccess extends InstalledRepository {
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
  /** A client for an account as a whole; null where the installation lacks one of the permissions. */
  readonly forAccount: (installationId: number, permissions: Permissions) => Promise<GitHub | null>
  /** How to reach a repository by its name; null where the App is not installed on it. */
  readonly findInstalled: (name: RepositoryName) => Promise<InstalledRepository | null>
  /** The App's login: `headwater[bot]`. */
  readonly ownLogin: () => Promise<string>
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
  let loading: Promise<{ readonly Octokit: typeof ProbotOctokit; readonly asApp: GitHub }> | null = null
  const load = () => {
    loading ??= pacedOctokit(pacing).then((Octokit) => ({
      Octokit,
      asApp: new Octokit({ auth: { appId, privateKey } }),
    }))
    return loading
  }
  let login: string | null = null
  const ownLogin = async () => {
    login ??= await readOwnLogin((await load()).asApp)
    return login
  }
  return {
    forRepository: async (access) => {
      const { Octokit, asApp } = await load()
      return new Octokit({ auth: { token: await createToken(asApp, access) } })
    },
    createToken: async (access) => createToken((await load()).asApp, access),
    async forAccount(installationId, permissions) {
      const { Octokit, asApp } = await load()
      const token = await createAccountToken(asApp, installationId, permissions)
      return token === null ? null : new Octokit({ auth: { token } })
    },
    async findInstalled(name) {
      const { Octokit, asApp } = await load()
      return findInstalled(asApp, name, (token) => new Octokit({ auth: { token } }))
    },
    ownLogin,
    isOwnComment: async (author) => author.appId === appId || author.login === (await ownLogin()),
  }
}

async function readOwnLogin(asApp: GitHub): Promise<string> {
  const { data } = await asApp.rest.apps.getAuthenticated()
  return `${data?.slug ?? ''}[bot]`
}

async function createAccountToken(asApp: GitHub, installationId: number, permissions: Permissions) {
  try {
    const { data } = await asApp.rest.apps.createInstallationAccessToken({
      installation_id: installationId,
      permissions: { metadata: 'read', ...permissions },
    })
    return data.token
  } catch (error) {
    if ([403, 422].includes(statusOf(error))) return null
    throw error
  }
}

async function findInstalled(
  asApp: GitHub,
  { owner, repo }: RepositoryName,
  clientWith: (token: string) => GitHub,
): Promise<InstalledRepository | null> {
  const installation = await orAbsent(asApp.rest.apps.getRepoInstallation({ owner, repo }))
  if (installation === null) return null
  const { data } = await asApp.rest.apps.createInstallationAccessToken({
    installation_id: installation.data.id,
    repositories: [repo],
    permissions: { metadata: 'read' },
  })
  const repository = await clientWith(data.token).rest.repos.get({ owner, repo })
  return { installationId: installation.data.id, repositoryId: repository.data.id }
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
