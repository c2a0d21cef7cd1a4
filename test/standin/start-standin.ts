import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addArtifact } from './artifacts.ts'
import { addAttachment } from './attachments.ts'
import { createClock } from './clock.ts'
import { startEmulator } from './emulator.ts'
import { look } from './forward.ts'
import { readBlob, resolveCommit, resolveRevision } from './git/objects.ts'
import { refusePushes } from './git/refuse-pushes.ts'
import { commitFiles } from './git/write-commit.ts'
import { handleObjects, handleRequest } from './handle-request.ts'
import type { Harshness } from './harsh/harshness.ts'
import { makeHarsh } from './harsh/make-harsh.ts'
import { type Json, listAt, parseJson } from './json.ts'
import { readDescription } from './openapi/read-description.ts'
import { type IssueReference, makePerson, type Person } from './person.ts'
import { plantSeed, readFiles } from './plant-seed.ts'
import { makeRoutes } from './routes/index.ts'
import { type ArtifactSeed, type AttachmentSeed, type Content, type FullSeed, readSeed, type Seed } from './seed.ts'
import { type Incoming, type Outcome, serve } from './serve.ts'
import type {
  App,
  Delivery,
  Fault,
  PendingFault,
  RateRefusal,
  RecordedRequest,
  Repository,
  Role,
  Violation,
  World,
} from './types.ts'
import { createDeliverer } from './webhooks.ts'

export interface StandinOptions {
  /** Port on 127.0.0.1; 0, the default, takes any free one. */
  readonly port?: number
  /** Port of the storage host. */
  readonly objectsPort?: number
  /** The one clock; the system's unless handed in. */
  readonly now?: () => Date
  /** Folder that paths in the seed are relative to; the current one unless told. */
  readonly folder?: string
  /** How long after its answer a fork is there; 0, the default, is at once, and GitHub takes up to five minutes. */
  readonly forkDelayMs?: number
  /** Longest body of a request to the API, in bytes; longer ones get 413. */
  readonly maxBodyBytes?: number
  /** As busy and as strict with an App as GitHub is; without it no limit is minded and every list is fresh. */
  readonly harsh?: Harshness
}

export interface Standin {
  /** GitHub's API and its web site alike, for example http://127.0.0.1:40123 */
  readonly url: string
  /** The second host, where redirects lead. */
  readonly objectsUrl: string
  /** Which of GitHub's host names stands where: for an allow-list of hosts. */
  readonly hosts: Readonly<Record<string, string>>
  /** What one needs to be the App; null when the seed has none. */
  readonly app: App | null
  readonly requests: readonly RecordedRequest[]
  /** What GitHub's own description would not allow. Tests want it empty. */
  readonly violations: readonly Violation[]
  readonly deliveries: readonly Delivery[]
  /** Requests that a harsh stand-in refused for being too many. */
  readonly rateRefusals: readonly RateRefusal[]
  /** Makes the next requests that match go wrong. @returns what is left of the fault; its `left` set to 0 takes it back */
  readonly fail: (fault: Fault) => PendingFault
  /** Where the App listens; null: nothing is delivered. */
  readonly setWebhookUrl: (url: string | null) => void
  /** Done when no event is on its way any more. */
  readonly settled: () => Promise<void>
  /** Delivers again what was delivered, under the same X-GitHub-Delivery. */
  readonly redeliver: (guid: string) => Promise<void>
  readonly as: (login: string) => Person
  readonly tokenOf: (login: string) => string
  readonly setRole: (login: string, repository: string, role: Role) => void
  /** @returns the attachment's address. */
  readonly attach: (attachment: AttachmentSeed) => string
  /** @returns the artifact's id. */
  readonly addArtifact: (artifact: ArtifactSeed) => number
  /** What is there, read past permissions, log and checks; undefined for 404. */
  readonly look: (path: string) => Promise<Json | undefined>
  readonly comments: (issue: IssueReference) => Promise<Json[]>
  readonly repository: (fullName: string) => StandinRepository
  readonly close: () => Promise<void>
}

export interface StandinRepository {
  /** The bare git repository. */
  readonly directory: string
  readonly cloneUrl: string
  /** The commit of a branch, tag or hash. */
  readonly resolve: (ref: string) => Promise<string | undefined>
  readonly read: (ref: string, path: string) => Promise<Buffer | undefined>
  /** Refuses pushes by git with this line, as rules of GitHub's do; null takes them again. */
  readonly refusePushes: (said: string | null) => void
  /** Adds a commit to a branch, which it starts where there is none. @returns its hash. */
  readonly commit: (change: {
    readonly files: Readonly<Record<string, Content>>
    readonly branch?: string
    readonly message?: string
  }) => Promise<string>
}

const defaultMaxBodyBytes = 40 * 1024 * 1024

/**
 * Starts the stand-in for GitHub.
 * @throws Error with one line for each field of the seed that is wrong.
 */
export async function startStandin(given: Seed, options: StandinOptions = {}): Promise<Standin> {
  const seed = readSeed(given)
  const app = makeApp(seed)
  const folder = options.folder ?? process.cwd()
  const repositoriesFolder = mkdtempSync(join(tmpdir(), 'headwater-standin-'))
  let answer: (incoming: Incoming) => Promise<Outcome> = async () => ({ status: 503 })
  let answerObjects = answer
  let hear = answer
  const maxBodyBytes = options.maxBodyBytes ?? defaultMaxBodyBytes
  const listeners = [
    await serve(options.port ?? 0, maxBodyBytes, (incoming) => answer(incoming)),
    await serve(options.objectsPort ?? 0, maxBodyBytes, (incoming) => answerObjects(incoming)),
    await serve(0, maxBodyBytes, (incoming) => hear(incoming)),
  ] as const
  const [main, objects, hooks] = listeners
  const clock = createClock(options.now)
  const deliverer = createDeliverer(() => world)
  const emulator = await startEmulator(main.url, {
    users: seed.users.map(({ login, name, email }) => ({
      login,
      ...(name ? { name } : {}),
      ...(email ? { email } : {}),
    })),
    organizations: seed.organizations.map(({ login }) => login),
    repositories: seed.repositories.map((repository) => ({
      fullName: repository.name,
      isPrivate: repository.private,
      description: repository.description,
      defaultBranch: repository.defaultBranch,
    })),
    app,
    hookUrl: hooks.url,
  })
  const world: World = {
    url: main.url,
    objectsUrl: objects.url,
    clock,
    now: clock.now,
    forkDelayMs: options.forkDelayMs ?? 0,
    harsh: options.harsh ? makeHarsh(options.harsh, clock.now) : null,
    folder: repositoriesFolder,
    users: new Map(
      seed.users.map((user) => [user.login.toLowerCase(), { ...user, token: user.token ?? `ghp_${user.login}` }]),
    ),
    organizations: new Map(seed.organizations.map((organization) => [organization.login.toLowerCase(), organization])),
    repositories: new Map(),
    app,
    tokens: new Map(),
    emulator,
    description: readDescription(),
    attachments: new Map(),
    artifacts: [],
    threads: new Map(),
    merges: new Map(),
    naming: [],
    formerNames: new Map(),
    reactions: new Map(),
    gone: new Map(),
    deliveries: [],
    requests: [],
    violations: [],
    faults: [],
    deliver: deliverer.deliver,
    underWay: deliverer.underWay,
    replaced: new Map(),
    openedWith: new Map(),
  }
  const close = async () => {
    deliverer.stop()
    await Promise.all([...listeners.map((listener) => listener.close()), emulator.close()])
    rmSync(repositoriesFolder, { recursive: true, force: true })
  }
  const routes = makeRoutes(world, deliverer.redeliver)
  answer = (incoming) => handleRequest(world, routes, incoming)
  answerObjects = (incoming) => handleObjects(world, incoming)
  hear = async ({ request, bytes }) => {
    const payload = parseJson(emulator.readdress(bytes.toString('utf8'))) ?? null
    deliverer.deliver(String(request.headers['x-github-event'] ?? ''), payload)
    return { status: 202 }
  }
  try {
    await plantSeed(world, seed, folder)
    await deliverer.settled()
  } catch (error) {
    await close()
    throw error
  }
  if (app) app.webhookUrl = seed.app?.webhookUrl ?? null
  return makeStandin(world, deliverer, folder, close)
}

function makeApp(seed: FullSeed): App | null {
  if (!seed.app) return null
  const given = seed.app
  const privateKey = given.privateKey
    ? createPrivateKey(given.privateKey)
    : generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
  return {
    ...given,
    privateKey: pem,
    publicKey: createPublicKey(pem),
    webhookUrl: null,
    installations: given.installations.map((installation) => ({
      id: installation.id,
      account: installation.account,
      repositories:
        installation.repositories === 'all'
          ? 'all'
          : new Set(installation.repositories.map((name) => name.toLowerCase())),
      permissions: installation.permissions ?? given.permissions,
    })),
  }
}

function makeStandin(
  world: World,
  deliverer: ReturnType<typeof createDeliverer>,
  folder: string,
  close: () => Promise<void>,
): Standin {
  const { url, objectsUrl } = world
  return {
    url,
    objectsUrl,
    hosts: {
      'github.com': url,
      'api.github.com': url,
      'objects.githubusercontent.com': objectsUrl,
      'release-assets.githubusercontent.com': objectsUrl,
      'private-user-images.githubusercontent.com': objectsUrl,
      'github-production-repository-file-5c1aeb.s3.amazonaws.com': objectsUrl,
      'productionresultssa0.blob.core.windows.net': objectsUrl,
    },
    app: world.app,
    requests: world.requests,
    violations: world.violations,
    deliveries: world.deliveries,
    rateRefusals: world.harsh?.limits.refusals ?? [],
    fail: (fault) => {
      const pending = { fault, skips: fault.skip ?? 0, left: fault.times ?? 1, hit: [] }
      world.faults.push(pending)
      return pending
    },
    setWebhookUrl: (webhookUrl) => {
      if (!world.app) throw new Error('stand-in: the seed has no app')
      world.app.webhookUrl = webhookUrl
    },
    settled: deliverer.settled,
    redeliver: async (guid) => {
      const delivery = world.deliveries.find((candidate) => candidate.guid === guid)
      if (!delivery) throw new Error(`stand-in: nothing was delivered as ${guid}`)
      deliverer.redeliver(delivery)
      await deliverer.settled()
    },
    as: (login) => makePerson(world, login),
    tokenOf: (login) => world.users.get(login.toLowerCase())?.token ?? '',
    setRole: (login, fullName, role) => {
      const { collaborators } = findRepository(world, fullName)
      if (role === 'none') collaborators.delete(login.toLowerCase())
      else collaborators.set(login.toLowerCase(), role)
    },
    attach: (attachment) => addAttachment(world, attachment, folder),
    addArtifact: (artifact) => addArtifact(world, artifact, folder),
    look: (path) => look(world, path),
    comments: async ({ repository, number }) =>
      listAt(await look(world, `/repos/${repository}/issues/${number}/comments?per_page=100`)),
    repository: (fullName) => describeRepository(world, findRepository(world, fullName), folder),
    close,
  }
}

function findRepository(world: World, fullName: string): Repository {
  const repository = world.repositories.get(fullName.toLowerCase())
  if (!repository) throw new Error(`stand-in: no repository ${fullName}`)
  return repository
}

function describeRepository(world: World, repository: Repository, folder: string): StandinRepository {
  const { directory } = repository
  return {
    directory,
    cloneUrl: `${world.url}/${repository.fullName}.git`,
    resolve: (ref) => resolveCommit(directory, ref),
    read: async (ref, path) => {
      const commit = await resolveCommit(directory, ref)
      const sha = commit && (await resolveRevision(directory, `${commit}:${path}`))
      return sha ? readBlob(directory, sha) : undefined
    },
    refusePushes: (said) => refusePushes(directory, said),
    commit: async ({ files, branch = repository.defaultBranch, message = 'Change files' }) => {
      const here = await resolveRevision(directory, `refs/heads/${branch}`, 'commit')
      const main = await resolveRevision(directory, `refs/heads/${repository.defaultBranch}`, 'commit')
      const author = { name: 'stand-in', email: 'stand-in@users.noreply.github.com' }
      const plan = { message, author, date: world.now(), parent: here ?? main ?? null }
      return commitFiles(directory, branch, readFiles(files, folder), plan)
    },
  }
}
