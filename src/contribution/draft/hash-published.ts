import { createHash } from 'node:crypto'
import type { PublishedBranch, PublishedSet } from './types.ts'

/** As many hexadecimal digits of a hash are shown: 2^64 tries to find another set with the same. */
export const shownDigits = 16

/**
 * SHA-256 over every byte that would be published, where it would go and under whose name, in one fixed order. Each part is
 * preceded by its length, so that no byte can move from one part to another.
 *
 * @returns 64 hexadecimal digits
 */
export function hashPublished(set: PublishedSet): string {
  const hash = createHash('sha256')
  const add = (part: string | Uint8Array): void => {
    const bytes = Buffer.from(part)
    hash.update(`${bytes.length}:`).update(bytes)
  }
  const addBranch = ({ name, message, files }: PublishedBranch): void => {
    for (const part of [name, message, String(files.length)]) add(part)
    for (const { path, bytes } of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
      add(path)
      add(bytes)
    }
  }
  const { kind, upstream, thread, fork, author, work, evidence, title, body, draftBody } = set
  const about = thread === null ? '' : `${thread.owner}/${thread.repo}#${thread.number}`
  const where = [`${upstream.owner}/${upstream.repo}`, about, `${fork.owner}/${fork.repo}`]
  for (const part of ['headwater published 1', kind, ...where, author.name, author.email, title, body, draftBody])
    add(part)
  addBranch(work)
  addBranch(evidence)
  return hash.digest('hex')
}

/** Whether a hash as a person wrote it names this one: at least 16 of its first digits. */
export function namesHash(written: string, hash: string): boolean {
  return /^[0-9a-f]{16,64}$/i.test(written) && hash.startsWith(written.toLowerCase())
}
