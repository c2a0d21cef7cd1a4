import type { KeyObject } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Clock } from './clock.ts'
import type { Emulator } from './emulator.ts'
import type { Harsh } from './harsh/make-harsh.ts'
import type { Json } from './json.ts'
import type { Description } from './openapi/read-description.ts'
import type { StoredThread } from './threads/thread-seed.ts'

/** Roles of a person on a repository, the weakest first. */
export const roles = ['none', 'read', 'triage', 'write', 'maintain', 'admin'] as const
export type Role = (typeof roles)[number]

/** How far an installation may go with one kind of thing. */
export type Grant = 'read' | 'write'
export type Permissions = Readonly<Record<string, Grant>>

export interface User {
  readonly login: string
  readonly type: 'User' | 'Bot'
  readonly token: string
}

export interface Organization {
  readonly login: string
  /** Logins that are admin of every repository of it. */
  readonly admins: readonly string[]
}

/** One repository; its files live in a bare git repository, all else in emulate. */
export interface Repository {
  readonly id: number
  fullName: string
  isPrivate: boolean
  isArchived: boolean
  defaultBranch: string
  /** Full name of the repository that it was forked from. */
  readonly parent: string | null
  /** Role by lower-case login. */
  readonly collaborators: Map<string, Role>
  /** The bare git repository: the only truth about refs, commits and files. */
  readonly directory: string
}

/** A commit whose message names other threads. */
export interface NamingCommit {
  readonly repository: Repository
  readonly sha: string
  readonly message: string
}

export interface Installation {
  readonly id: number
  readonly account: string
  /** Full names in lower case, or every repository of the account. */
  readonly repositories: 'all' | ReadonlySet<string>
  readonly permissions: Permissions
}

export interface App {
  readonly id: number
  readonly slug: string
  readonly name: string
  readonly clientId: string
  /** PEM, for whoever plays the App. */
  readonly privateKey: string
  readonly publicKey: KeyObject
  readonly webhookSecret: string
  webhookUrl: string | null
  readonly permissions: Permissions
  readonly events: readonly string[]
  readonly installations: readonly Installation[]
}

/** Who sent a request. */
export type Actor =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'user'; readonly login: string }
  | { readonly kind: 'app'; readonly slug: string }
  | {
      readonly kind: 'installation'
      readonly id: number
      readonly permissions: Permissions
      readonly repositories: 'all' | ReadonlySet<string>
      readonly account: string
      /** The token, which emulate knows too. */
      readonly token: string
    }
  /** A token, key or signature that GitHub would refuse. */
  | { readonly kind: 'refused'; readonly why: string }

/** One request while it is answered. */
export interface Call {
  readonly method: string
  readonly url: URL
  /** The path as sent, without query. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly bytes: Buffer
  readonly json: Json | undefined
  readonly actor: Actor
  /** The repository that the path names, when the actor may see it. */
  readonly repository: Repository | null
}

export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** Bytes as they are, all else as JSON; undefined is an empty body. */
  readonly body?: Json | Buffer | undefined
}

/** One route that the stand-in answers by itself. */
export interface Route {
  readonly method: string
  /** Segments, `:name` for one, `*name` at the end for the rest. */
  readonly pattern: string
  readonly handle: (call: Call, parameters: Readonly<Record<string, string>>) => Promise<Answer> | Answer
}

export interface RecordedRequest {
  readonly time: Date
  readonly method: string
  readonly path: string
  readonly query: string
  /** 0 where the connection was held open or cut on demand. */
  readonly status: number
  readonly actor: Actor
  readonly headers: IncomingHttpHeaders
  readonly body: Json | undefined
  /** `api`: GitHub's API; `web`: pages, attachments, git over HTTP; `objects`: the storage host behind redirects. */
  readonly host: 'api' | 'web' | 'objects'
}

/** A request that GitHub's own description does not allow. */
export interface Violation {
  readonly method: string
  readonly path: string
  readonly what: string
}

export interface Delivery {
  readonly id: number
  /** What X-GitHub-Delivery says; a redelivery keeps it. */
  readonly guid: string
  readonly event: string
  readonly action: string | null
  readonly redelivery: boolean
  readonly deliveredAt: Date
  readonly durationSeconds: number
  /** 0 when nobody answered in time. */
  readonly statusCode: number
  readonly status: string
  readonly installationId: number | null
  readonly repositoryId: number | null
  readonly url: string
  readonly requestHeaders: Readonly<Record<string, string>>
  readonly payload: Json
  readonly responseHeaders: Readonly<Record<string, string>>
  readonly responseBody: string
}

/** What goes wrong on demand. */
export interface Fault {
  /** `*` or left out: all of them. */
  readonly method?: string
  /** The path; `*` in it stands for any run of characters; or a pattern. */
  readonly path: string | RegExp
  /** Hits only what the App sends, not what people do. */
  readonly isForApp?: boolean
  /** How many requests that match go well before. */
  readonly skip?: number
  /** How many requests it hits, 1 unless told. */
  readonly times?: number
  /**
   * An HTTP status; `secondary-rate-limit`: 403 with Retry-After; `timeout-after-success`: the request is carried out
   * and the connection is cut before the answer; `cut`: it is cut and nothing happens; `hang`: nothing happens and nothing comes.
   */
  readonly status: number | 'secondary-rate-limit' | 'timeout-after-success' | 'cut' | 'hang'
  /** Seconds in Retry-After, 60 unless told. */
  readonly retryAfterSeconds?: number
  /** With a number as status: what stands in the answer instead of a message, and the headers. */
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A fault that waits for its request. */
export interface PendingFault {
  readonly fault: Fault
  /** Requests that still go well before. */
  skips: number
  /** Requests that are still to be hit. */
  left: number
  /** Those that were: `POST /graphql`. */
  readonly hit: string[]
}

export type AttachmentAccess = 'public' | 'private-never' | 'private-with-token'

export interface Attachment {
  readonly id: string
  readonly name: string
  readonly repository: string | null
  readonly access: AttachmentAccess
  /** Path on the web host: files, assets or the old form. */
  readonly path: string
  readonly bytes: Buffer
}

export interface Artifact {
  readonly id: number
  readonly runId: number
  readonly name: string
  readonly repository: string
  readonly expired: boolean
  readonly createdAt: Date
  readonly zip: Buffer
}

export interface Reaction {
  readonly id: number
  readonly login: string
  readonly content: string
  readonly createdAt: Date
}

/** A request that a harsh stand-in refused for being one too many. */
export interface RateRefusal {
  readonly limit:
    | 'core'
    | 'graphql'
    | 'search'
    | 'at-once'
    | 'content-per-minute'
    | 'content-per-hour'
    | 'points-per-minute'
    | 'graphql-points-per-minute'
    | 'meaning-searches-per-minute'
  readonly method: string
  readonly path: string
  readonly time: Date
}

/** All that the stand-in knows besides what emulate and git hold. */
export interface World {
  readonly url: string
  /** The second host, where redirects lead: objects.githubusercontent.com and its kin. */
  readonly objectsUrl: string
  readonly clock: Clock
  readonly now: () => Date
  /** How long after its answer a fork is there. */
  readonly forkDelayMs: number
  /** Null where it minds neither limits nor how fresh lists are. */
  readonly harsh: Harsh | null
  /** Folder of the bare repositories. */
  readonly folder: string
  readonly users: Map<string, User>
  readonly organizations: Map<string, Organization>
  /** By full name in lower case. */
  readonly repositories: Map<string, Repository>
  readonly app: App | null
  /** Installation tokens that were handed out. */
  readonly tokens: Map<string, { readonly actor: Actor; readonly expiresAt: Date }>
  readonly emulator: Emulator
  readonly description: Description
  readonly attachments: Map<string, Attachment>
  readonly artifacts: Artifact[]
  /** Issues and pull requests that can only be read, by `owner/name#number` in lower case. */
  readonly threads: Map<string, StoredThread>
  /** Commits that merged pull requests became, likewise. */
  readonly merges: Map<string, string>
  /** Commits of the seed whose messages name threads. */
  readonly naming: NamingCommit[]
  /** Present full name of a repository by a former one, both in lower case. */
  readonly formerNames: Map<string, string>
  /** By the API path of the issue or comment, without host. */
  readonly reactions: Map<string, Reaction[]>
  /** Issues that are no longer where they were, by `owner/name#number` in lower case. */
  readonly gone: Map<string, 'deleted' | { readonly repository: string; readonly number: number }>
  readonly deliveries: Delivery[]
  readonly requests: RecordedRequest[]
  readonly violations: Violation[]
  readonly faults: PendingFault[]
  /** Says that a change is being made: events wait until it is done. */
  readonly underWay: <T>(change: Promise<T>) => Promise<T>
  /** Delivers one event to the App. */
  readonly deliver: (event: string, payload: Json) => void
  /** What edits replaced, for the `changes` of their event: by the API path of issue or comment. */
  readonly replaced: Map<string, { readonly title?: string; readonly body?: string }>
  /** Names of the labels that issues were opened with, by the API path of the issue. */
  readonly openedWith: Map<string, readonly string[]>
}
