import { randomUUID } from 'node:crypto'
import { may } from './access.ts'
import { redirect } from './answers.ts'
import { type AttachmentSeed, attachmentSeed, readContent } from './seed.ts'
import type { Answer, Attachment, Call, World } from './types.ts'

/**
 * Uploads a file as a person does in the browser.
 * @returns its address, as it stands in the issue's text.
 */
export function addAttachment(world: World, value: AttachmentSeed, folder: string): string {
  const seed = attachmentSeed.parse(value)
  const id = seed.id ?? (seed.kind === 'asset' ? randomUUID() : String(19_000_001 + world.attachments.size))
  const name = uploadedName(seed.name)
  const path = {
    file: `/user-attachments/files/${id}/${encodeURIComponent(name)}`,
    asset: `/user-attachments/assets/${id}`,
    legacy: `/${seed.repository ?? 'acme/checkout'}/files/${id}/${encodeURIComponent(name)}`,
  }[seed.kind]
  const repository = seed.repository ?? null
  world.attachments.set(path, {
    id,
    name,
    repository,
    access: seed.access,
    path,
    bytes: readContent(seed.content, folder),
  })
  return `${world.url}${path}`
}

/** GitHub alters names: `a (1).md` becomes `a.1.md`. */
function uploadedName(name: string): string {
  return name
    .replace(/[^\w.-]+/g, '.')
    .replace(/\.{2,}/g, '.')
    .replace(/^\.|\.$/g, '')
}

/** Answers an attachment's address; undefined when the path is none. */
export function answerAttachment(world: World, call: Call): Answer | undefined {
  const isOne = /^\/user-attachments\/(files|assets)\/|^\/[^/]+\/[^/]+\/files\/\d+\//.test(call.path)
  if (!isOne) return undefined
  const attachment = world.attachments.get(call.path)
  if (call.method !== 'GET' && call.method !== 'HEAD') return { status: 404, body: notFoundPage }
  return attachment && mayRead(world, call, attachment)
    ? redirect(storageUrl(world, attachment))
    : { status: 404, body: notFoundPage }
}

const notFoundPage = Buffer.from(
  '<!DOCTYPE html><title>Page not found · GitHub</title><p>This is not the web page you are looking for.</p>\n',
)

function mayRead(world: World, call: Call, attachment: Attachment): boolean {
  if (attachment.access !== 'private-with-token') return attachment.access === 'public'
  const repository = world.repositories.get((attachment.repository ?? '').toLowerCase())
  if (!repository) return call.actor.kind === 'user' || call.actor.kind === 'installation'
  return may(world, call.actor, repository, { issues: 'read', contents: 'read', role: 'read' })
}

/** The address on the second host, signed for a while. */
function storageUrl(world: World, attachment: Attachment): string {
  const bucket = attachment.path.includes('/assets/')
    ? 'github-production-user-asset-6210df'
    : 'github-production-repository-file-5c1aeb'
  const query = new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Expires': '300',
    'X-Amz-Signature': 'stand-in',
    'response-content-disposition': `attachment;filename=${attachment.name}`,
  })
  return `${world.objectsUrl}/${bucket}/1/${attachment.id}?${query}`
}
