import { orAbsent } from './absent.ts'
import type { GitHub, RepositoryName } from './types.ts'

export interface RepositoryFile {
  /** Of the content, by which `readBlob` reads what is too large here. */
  readonly sha: string
  /** In bytes. */
  readonly size: number
  /** Null where the file is larger than was asked for. */
  readonly bytes: Uint8Array | null
}

export interface ReadFileOptions extends RepositoryName {
  readonly path: string
  /** Commit, tag or branch; the default branch without it. */
  readonly ref?: string
  /** In bytes. GitHub gives at most 1 MiB this way. */
  readonly limit: number
}

/** A file of a repository; null where there is none of that name. */
export async function readFile(github: GitHub, options: ReadFileOptions): Promise<RepositoryFile | null> {
  const { owner, repo, path, ref, limit } = options
  const answer = await orAbsent(
    github.rest.repos.getContent({ owner, repo, path, ...(ref === undefined ? {} : { ref }) }),
  )
  if (answer === null) return null
  const { data } = answer
  if (Array.isArray(data) || data.type !== 'file') return null
  const whole = data.size <= limit && data.encoding === 'base64'
  return { sha: data.sha, size: data.size, bytes: whole ? Buffer.from(data.content, 'base64') : null }
}
