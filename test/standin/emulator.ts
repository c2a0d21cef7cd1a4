/**
 * emulate 0.12.2 (pinned: the tag `latest` is an unrelated program): users, organisations, issues, labels, comments, pull
 * requests, search, installation tokens. https://emulate.dev
 *
 * It takes a token that it doesn't know for its first user, shows a private repository's existence by a 403, and lets
 * anybody label anything in a public one; so nothing reaches it that has not been judged here first. It runs on the
 * system's clock, expires no token, and checks a JWT by that clock: it gets a fresh one from us.
 */
import { createEmulator } from 'emulate'
import { type Json, type JsonObject, parseJson, textAt } from './json.ts'
import { signJwt } from './jwt.ts'
import type { Actor, App } from './types.ts'

export interface EmulatorReply {
  readonly status: number
  readonly headers: Headers
  readonly json: Json | undefined
}

/** On whose behalf emulate is asked; the keeper may do everything. */
export type Asker = Actor | 'keeper'

export interface Emulator {
  readonly ask: (as: Asker, method: string, path: string, body?: Json) => Promise<EmulatorReply>
  /** What emulate says of addresses is about itself; this makes it about us. */
  readonly readdress: (text: string) => string
  readonly close: () => Promise<void>
}

export interface EmulatorSeed {
  readonly users: readonly { readonly login: string; readonly name?: string; readonly email?: string }[]
  readonly organizations: readonly string[]
  readonly repositories: readonly {
    readonly fullName: string
    readonly isPrivate: boolean
    readonly description: string
    readonly defaultBranch: string
  }[]
  readonly app: App | null
  /** Where emulate sends its webhooks: to the stand-in, which passes them on. */
  readonly hookUrl: string
}

const keeper = 'standin-keeper'
/** emulate allows 5,000 requests an hour for each token. The limits of GitHub are ours to keep, so everybody has several. */
const tokensEach = 20
const mostUses = 4_900

/** Starts emulate in this process, with a token for each user that only the stand-in knows. */
export async function startEmulator(publicUrl: string, seed: EmulatorSeed): Promise<Emulator> {
  const emulator = await createEmulator({
    service: 'github',
    port: 0,
    hostname: '127.0.0.1',
    seed: { tokens: tokensOf(seed), github: githubSeed(seed) },
  })
  const advertised = new URL(emulator.url)
  const readdress = (text: string) =>
    text.replaceAll(advertised.origin, publicUrl).replaceAll(advertised.host, new URL(publicUrl).host)
  let turn = 0
  const installations = new Map<number, { readonly token: Promise<string>; left: number }>()
  const appToken = () => (seed.app ? signJwt(seed.app, new Date()) : undefined)
  const credential = async (as: Asker): Promise<string | undefined> => {
    turn += 1
    if (as === 'keeper') return tokenOf(keeper, turn % tokensEach)
    if (as.kind === 'user') return tokenOf(as.login, turn % tokensEach)
    if (as.kind === 'installation') return installationToken(as.id)
    return as.kind === 'app' ? appToken() : undefined
  }
  const installationToken = (id: number): Promise<string> => {
    let kept = installations.get(id)
    if (!kept || kept.left === 0) {
      const path = `/app/installations/${id}/access_tokens`
      const token = send(appToken(), 'POST', path).then(({ json }) => textAt(json, 'token'))
      kept = { token, left: mostUses }
      installations.set(id, kept)
    }
    kept.left -= 1
    return kept.token
  }
  const send = async (token: string | undefined, method: string, path: string, body?: Json): Promise<EmulatorReply> => {
    const response = await fetch(`http://127.0.0.1:${advertised.port}${path}`, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        'content-type': 'application/json',
        // A kept connection can end just as it is used again, while this process is busy.
        connection: 'close',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: response.status, headers: response.headers, json: parseJson(readdress(await response.text())) }
  }
  return {
    readdress,
    ask: async (as, method, path, body) => send(await credential(as), method, path, body),
    close: () => emulator.close(),
  }
}

const tokenOf = (login: string, number: number) => `user-${login}-${number}`

function tokensOf(seed: EmulatorSeed) {
  const logins = [keeper, ...seed.users.map(({ login }) => login)]
  return Object.fromEntries(
    logins.flatMap((login) => Array.from({ length: tokensEach }, (_, number) => [tokenOf(login, number), { login }])),
  )
}

function githubSeed(seed: EmulatorSeed): JsonObject {
  return {
    users: [...seed.users.map((user) => ({ ...user })), { login: keeper, site_admin: true }],
    // The keeper belongs to every organisation, and by that may do all in its repositories.
    orgs: seed.organizations.map((login) => ({ login, members: [{ login: keeper, role: 'admin' }] })),
    repos: seed.repositories.map((repository) => {
      const [owner = '', name = ''] = repository.fullName.split('/')
      return {
        owner,
        name,
        private: repository.isPrivate,
        description: repository.description,
        default_branch: repository.defaultBranch,
      }
    }),
    apps: seed.app ? [appSeed(seed.app, seed.hookUrl)] : [],
  }
}

function appSeed(app: App, hookUrl: string): JsonObject {
  return {
    app_id: app.id,
    slug: app.slug,
    name: app.name,
    private_key: app.privateKey,
    permissions: { ...app.permissions },
    events: [...app.events],
    webhook_url: hookUrl,
    installations: app.installations.map((installation) => ({
      installation_id: installation.id,
      account: installation.account,
      permissions: { ...installation.permissions },
      repository_selection: installation.repositories === 'all' ? 'all' : 'selected',
      repositories: installation.repositories === 'all' ? [] : [...installation.repositories],
    })),
  }
}
