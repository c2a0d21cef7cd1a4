import { LRUCache } from 'lru-cache'
import { statusOf } from './failure.ts'
import type { GitHub } from './types.ts'

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

interface Token {
  readonly token: string
  readonly expiresAt: Date
}

const mostTokens = 1_000
/** Whoever gets a token has time to use it: a token is good for an hour, a job takes half of one at most. */
const leftMs = 30 * 60 * 1000

/** Gets tokens for one repository each, narrowed to it, and hands out again those that are good for a while yet. */
export class TokenStore {
  readonly #asApp: GitHub
  readonly #clock: () => Date
  readonly #kept = new LRUCache<string, Promise<Token>>({ max: mostTokens })

  constructor(asApp: GitHub, clock: () => Date) {
    this.#asApp = asApp
    this.#clock = clock
  }

  /** @throws the client's own error where the installation lacks a permission that is not optional */
  async tokenFor({ permissions, optional, ...place }: RepositoryAccess): Promise<string> {
    try {
      return await this.#tokenWith(place, { ...permissions, ...optional })
    } catch (error) {
      if (statusOf(error) !== 422 || optional === undefined) throw error
      return this.#tokenWith(place, permissions)
    }
  }

  /** Keeps no token of an installation any longer: GitHub said of one that it is none, and the others were revoked with it. */
  forget(installationId: number): void {
    for (const key of this.#kept.keys()) if (key.startsWith(`[${installationId},`)) this.#kept.delete(key)
  }

  async #tokenWith({ installationId, repositoryId }: InstalledRepository, permissions: Permissions): Promise<string> {
    const key = JSON.stringify([installationId, repositoryId, Object.entries(permissions).sort()])
    const known = await this.#kept.get(key)
    if (known !== undefined && known.expiresAt.getTime() - this.#clock().getTime() > leftMs) return known.token
    const asked = this.#ask({ installationId, repositoryId }, permissions)
    this.#kept.set(key, asked)
    try {
      return (await asked).token
    } catch (error) {
      if (this.#kept.peek(key) === asked) this.#kept.delete(key)
      throw error
    }
  }

  async #ask({ installationId, repositoryId }: InstalledRepository, permissions: Permissions): Promise<Token> {
    const { data } = await this.#asApp.rest.apps.createInstallationAccessToken({
      installation_id: installationId,
      repository_ids: [repositoryId],
      permissions: { metadata: 'read', ...permissions },
    })
    return { token: data.token, expiresAt: new Date(data.expires_at) }
  }
}
