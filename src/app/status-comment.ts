import { type MarkerContent, type PublishedNames, readMarker, signMarker } from '../contribution/index.ts'
import { type Comment, findComments, type GitHub, putComment } from '../github/index.ts'
import { type CommentInput, renderComment } from '../report/index.ts'
import type { Incident } from './jobs.ts'
import type { Tools } from './tools.ts'

/** What the one status comment says: that a command is awaited, that profiles are read, the verdict, that it failed. */
const states = ['waiting', 'reading', 'report', 'failed'] as const
export type StatusState = (typeof states)[number]

/** The state that an incident's status comment shows; null where it has none. */
export async function readStatus(github: GitHub, incident: Incident, tools: Tools): Promise<StatusState | null> {
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
export async function putStatus(github: GitHub, incident: Incident, tools: Tools, update: StatusUpdate): Promise<void> {
  const { state, comment, names = null } = update
  await put(github, incident, tools, { kind: 'status', id: state, comment, names })
}

/** Answers a command in a comment of its own, once. */
export async function putAnswer(
  github: GitHub,
  incident: Incident,
  tools: Tools,
  answer: { readonly to: string; readonly comment: CommentInput },
): Promise<void> {
  await put(github, incident, tools, { kind: 'answer', id: answer.to, comment: answer.comment, names: null })
}

async function put(
  github: GitHub,
  incident: Incident,
  tools: Tools,
  text: { kind: 'status' | 'answer'; id: string; comment: CommentInput; names: PublishedNames | null },
): Promise<void> {
  const { kind, id, comment, names } = text
  const content: MarkerContent = { ...placeOf(incident), kind, id }
  const { owner, repo } = incident
  const body = renderComment(comment, {
    repository: `${owner}/${repo}`,
    webOrigin: tools.site.webOrigin,
    marker: signMarker(content, tools.markerKey),
    names,
  })
  const isMeant = isOwn(incident, tools, kind, kind === 'answer' ? id : undefined)
  await putComment(github, { ...incident, body, isMeant })
}

/** Ours is what the App wrote and signed for this place: anybody may copy a marker, and write as a bot elsewhere. */
function isOwn(incident: Incident, tools: Tools, kind: 'status' | 'answer', id?: string) {
  return async ({ body, author }: Comment): Promise<boolean> => {
    const content = readMarker(body, tools.markerKey, placeOf(incident))
    if (content?.kind !== kind || (id !== undefined && content.id !== id)) return false
    return tools.github.isOwnComment(author)
  }
}

function placeOf({ repositoryId, issue }: Incident) {
  return { repositoryId, incident: issue }
}
