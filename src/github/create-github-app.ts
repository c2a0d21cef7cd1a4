import { orAbsent } from './absent.ts'
import { statusOf } from './failure.ts'
import { type PacedOctokitOptions, pacedOctokit } from './paced-octokit.ts'
import { type InstalledRepository, type Permissions, type RepositoryAccess, TokenStore } from './token-store.ts'
import type { GitHub, RepositoryName } from './types.ts'

/** The App as GitHub knows it. */
export interface GitHubApp {
  /** A client for one repository with a token of its own, narrowed to it, good for half an hour at least. */
  readonly forRepository: (access: RepositoryAccess) => Promise<GitHub>
  /** Such a token by itself, for what is no request to the API: downloads. */
  readonly createToken: (access: RepositoryAccess) => Promise<string>
  /** A client for an account as a whole; null where the installation lacks one of the permissions. */
  readonly forAccount: (installationId: number, permissions: Permissions) => Promise<GitHub | null>
  /** How to reach a repository by its name; null where the App is not installed on it. */
  readonly findInstalled: (name: RepositoryName) => Promise<InstalledRepository | null>
  /** A client that is signed in as the App itself: for its installations, and what GitHub delivered. */
  readonly asApp: () => Promise<GitHub>
  /** The App's login: `headwater[bot]`. */
  readonly ownLogin: () => Promise<string>
  /** Whether the App wrote a comment with this author. */
  readonly isOwnComment: (author: { readonly login: string; readonly appId: number | null }) => Promise<boolean>
}

export interface GitHubAppOptions extends PacedOctokitOptions {
  readonly appId: number
  /** PEM. */
  readonly privateKey: string
  /** By which tokens end; the system's unless given. */
  readonly clock?: () => Date
}

/** What is made with the first request. */
interface Connection {
  readonly asApp: GitHub
  readonly tokens: TokenStore
  /** Signed in by an installation's token. */
  readonly createClient: (installationId: number, token: string) => GitHub
}

/** The way to GitHub for everything that the App does there. */
export function createGitHubApp({ appId, privateKey, clock, ...pacing }: GitHubAppOptions): GitHubApp {
  let connecting: Promise<Connection> | null = null
  const connect = () => {
    connecting ??= pacedOctokit(pacing).then((createClient) => {
      const asApp = createClient({ auth: { appId, privateKey }, account: 'app' })
      const tokens = new TokenStore(asApp, clock ?? (() => new Date()))
      return {
        asApp,
        tokens,
        createClient(id, token) {
          const client = createClient({ auth: { token }, account: `installation ${id}` })
          client.hook.error('request', (error) => {
            if (statusOf(error) === 401) tokens.forget(id)
            throw error
          })
          return client
        },
      }
    })
    return connecting
  }
  let login: string | null = null
  const ownLogin = async () => {
    login ??= await readOwnLogin((await connect()).asApp)
    return login
  }
  return {
    async forRepository(access) {
      const { createClient, tokens } = await connect()
      return createClient(access.installationId, await tokens.tokenFor(access))
    },
    createToken: async (access) => (await connect()).tokens.tokenFor(access),
    async forAccount(installationId, permissions) {
      const { createClient, asApp } = await connect()
      const token = await createAccountToken(asApp, installationId, permissions)
      return token === null ? null : createClient(installationId, token)
    },
    findInstalled: async (name) => findInstalled(await connect(), name),
    asApp: async () => (await connect()).asApp,
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
  { asApp, createClient }: Connection,
  { owner, repo }: RepositoryName,
): Promise<InstalledRepository | null> {
  const installation = await orAbsent(asApp.rest.apps.getRepoInstallation({ owner, repo }))
  if (installation === null) return null
  const { id: installationId } = installation.data
  const { data } = await asApp.rest.apps.createInstallationAccessToken({
    installation_id: installationId,
    repositories: [repo],
    permissions: { metadata: 'read' },
  })
  const repository = await createClient(installationId, data.token).rest.repos.get({ owner, repo })
  return { installationId, repositoryId: repository.data.id }
}
