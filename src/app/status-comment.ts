import { type MarkerContent, type PublishedNames, readMarker, signMarker } from '../contribution/index.ts'
import {
  type Comment,
  findComments,
  type InstalledRepository,
  listComments,
  putComment,
  removeComments,
} from '../github/index.ts'
import { type CommentInput, renderComment } from '../report/index.ts'
import type { Scene } from './at-incident.ts'
import type { Incident } from './jobs.ts'
import type { Tools } from './tools.ts'

/** What the one status comment says: that a command is awaited, that profiles are read, the verdict, that it failed. */
const states = ['waiting', 'reading', 'report', 'failed'] as const
export type StatusState = (typeof states)[number]

/** The state that an incident's status comment shows; null where it has none. */
export async function readStatus({ github, incident, tools }: Scene): Promise<StatusState | null> {
  const [comment] = await findComments(github, { ...incident, isMeant: isOwn(incident, tools, 'status') })
  const id = comment && readMarker(comment.body, tools.markerKey, placeOf(incident))?.id
  return states.find((state) => state === id) ?? null
}

export interface StatusUpdate {
  readonly state: StatusState
  readonly comment: CommentInput
  /** What may be named, where the repository is public and the comment names anything. */
  readonly names?: PublishedNames | null
}

/** Writes the one status comment of an incident, or writes it anew. */
export async function putStatus(scene: Scene, { state, comment, names = null }: StatusUpdate): Promise<void> {
  await put(scene, { kind: 'status', id: state, comment, names })
}

export interface Answer {
  /** The command that is answered: `WorkBase.answerTo`. */
  readonly to: string
  readonly comment: CommentInput
  /** As in `StatusUpdate`. */
  readonly names?: PublishedNames | null
}

/** Answers a command in a comment of its own, or writes that comment anew. */
export async function putAnswer(scene: Scene, { to, comment, names = null }: Answer): Promise<void> {
  await put(scene, { kind: 'answer', id: to, comment, names })
}

/** Shows what an approval would publish, in a comment of its own for each hash. */
export async function putPreview(scene: Scene, hash: string, comment: CommentInput, names: PublishedNames | null) {
  await put(scene, { kind: 'preview', id: hash, comment, names })
}

/** Tells how a person sends what was published in a fork: one comment for each fork. */
export async function putPublished(
  scene: Scene,
  fork: InstalledRepository,
  comment: CommentInput,
  names: PublishedNames | null,
) {
  await put(scene, { kind: 'published', id: forkId(fork), comment, names })
}

/** Writes over what `putPublished` wrote. */
export async function putWithdrawn(scene: Scene, fork: InstalledRepository, comment: CommentInput): Promise<void> {
  await put(scene, { kind: 'withdrawn', id: forkId(fork), comment, names: null }, 'published')
}

/** The forks in which something of this incident is published, as our own comments tell. */
export async function listPublished({ github, incident, tools }: Scene): Promise<InstalledRepository[]> {
  const comments = await findComments(github, { ...incident, isMeant: isOwn(incident, tools, 'published') })
  const ids = comments.map(({ body }) => readMarker(body, tools.markerKey, placeOf(incident))?.id ?? '')
  return [...new Set(ids)].flatMap((id) => {
    const [installationId, repositoryId] = id.split('-').map(Number)
    return installationId && repositoryId ? [{ installationId, repositoryId }] : []
  })
}

function forkId({ installationId, repositoryId }: InstalledRepository): string {
  return `${installationId}-${repositoryId}`
}

/** Whether what has this hash was shown. */
export function wasPreviewed(scene: Scene, hash: string): Promise<boolean> {
  return isThere(scene, 'preview', hash)
}

/** Whether a command has an answer already. */
export function wasAnswered(scene: Scene, to: string): Promise<boolean> {
  return isThere(scene, 'answer', to)
}

async function isThere({ github, incident, tools }: Scene, kind: OwnKind, id: string): Promise<boolean> {
  const isMeant = isOwn(incident, tools, kind, id)
  return (await findComments(github, { ...incident, isMeant })).length > 0
}

/** Deletes what a lost answer of GitHub's doubled: an incident has one status comment, and one of ours for each of its kind. */
export async function removeDoubles({ github, incident, tools }: Scene): Promise<void> {
  const kept = new Set<string>()
  const doubles: Comment[] = []
  for (const comment of await listComments(github, incident)) {
    const content = readMarker(comment.body, tools.markerKey, placeOf(incident))
    if (content === null || !(await tools.github.isOwnComment(comment.author))) continue
    const name = content.kind === 'status' ? 'status' : `${content.kind} ${content.id}`
    if (kept.has(name)) doubles.push(comment)
    kept.add(name)
  }
  await removeComments(github, incident, doubles)
}

type OwnKind = 'status' | 'answer' | 'preview' | 'published' | 'withdrawn'

interface Text {
  readonly kind: OwnKind
  readonly id: string
  readonly comment: CommentInput
  readonly names: PublishedNames | null
}

async function put(
  { github, incident, tools }: Scene,
  { kind, id, comment, names }: Text,
  instead: OwnKind = kind,
): Promise<void> {
  const content: MarkerContent = { ...placeOf(incident), kind, id }
  const { owner, repo } = incident
  const body = renderComment(comment, {
    repository: `${owner}/${repo}`,
    webOrigin: tools.site.webOrigin,
    marker: signMarker(content, tools.markerKey),
    names,
  })
  const isMeant = isOwn(incident, tools, instead, kind === 'status' ? undefined : id)
  await putComment(github, { ...incident, body, isMeant })
}

/** Ours is what the App wrote and signed for this place: anybody may copy a marker, and write as a bot elsewhere. */
function isOwn(incident: Incident, tools: Tools, kind: OwnKind, id?: string) {
  return async ({ body, author }: Comment): Promise<boolean> => {
    const content = readMarker(body, tools.markerKey, placeOf(incident))
    if (content?.kind !== kind || (id !== undefined && content.id !== id)) return false
    return tools.github.isOwnComment(author)
  }
}

function placeOf({ repositoryId, issue }: Incident) {
  return { repositoryId, incident: issue }
}
