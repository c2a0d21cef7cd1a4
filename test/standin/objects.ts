import type { Answer, Call, World } from './types.ts'

/**
 * The second host, where redirects lead: objects.githubusercontent.com and its kin. Its addresses are signed, so like
 * the storage behind GitHub it refuses a request that brings credentials besides.
 */
export function answerObjects(world: World, call: Call): Answer {
  if (call.headers.authorization) return storageError(400, 'InvalidArgument', 'Only one auth mechanism allowed')
  const [, bucket = '', ...rest] = call.path.split('/')
  const found = bucket === 'actions-results' ? artifactBytes(world, rest[0]) : attachmentBytes(world, rest.at(-1))
  if (!found || !isSigned(call)) return storageError(403, 'AccessDenied', 'Access Denied')
  return {
    status: 200,
    headers: { 'content-type': found.type, 'content-disposition': `attachment; filename=${found.name}` },
    body: found.bytes,
  }
}

function isSigned(call: Call): boolean {
  return ['X-Amz-Signature', 'sig', 'jwt'].some((name) => call.url.searchParams.has(name))
}

function artifactBytes(world: World, id: string | undefined) {
  const artifact = world.artifacts.find((candidate) => String(candidate.id) === id)
  return artifact && { bytes: artifact.zip, name: `${artifact.name}.zip`, type: 'application/zip' }
}

function attachmentBytes(world: World, id: string | undefined) {
  const attachment = [...world.attachments.values()].find((candidate) => candidate.id === id)
  return attachment && { bytes: attachment.bytes, name: attachment.name, type: 'application/octet-stream' }
}

function storageError(status: number, code: string, message: string): Answer {
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>\n`
  return { status, headers: { 'content-type': 'application/xml' }, body: Buffer.from(text) }
}
