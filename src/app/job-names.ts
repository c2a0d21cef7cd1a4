import { createHash } from 'node:crypto'
import type { Incident } from './jobs.ts'

/** By what the jobs of one incident are kept in order: GitHub's numbers, which survive a change of names. */
export function incidentKey({ repositoryId, issue }: Pick<Incident, 'repositoryId' | 'issue'>): string {
  return `${repositoryId}#${issue}`
}

/** A UUID (version 8, RFC 9562) that is the same for the same cause. */
export function jobId(cause: string): string {
  const bytes = createHash('sha256').update(cause).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
