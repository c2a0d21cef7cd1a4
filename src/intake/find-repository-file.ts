import { posix } from 'node:path'
import { isRef } from './is-ref.ts'
import type { RepositoryReader, TreeFile } from './types.ts'

/** Branches such as `users/ana/incidents/12`. */
const mostPartsOfRef = 6

/**
 * Finds a file by what follows `/blob/` in its address. Where the ref ends and the path begins only the repository knows.
 *
 * @returns null where no commit has such a file
 */
export async function findRepositoryFile(reader: RepositoryReader, refAndPath: string): Promise<TreeFile | null> {
  const parts = refAndPath.split('/')
  if (parts.some((part) => part === '' || part === '.' || part === '..')) return null
  for (let length = 1; length <= Math.min(mostPartsOfRef, parts.length - 1); length++) {
    const ref = parts.slice(0, length).join('/')
    const commit = isRef(ref) ? await reader.resolve(ref) : null
    if (commit === null) continue
    const path = parts.slice(length).join('/')
    const folder = posix.dirname(path)
    const found = await reader.folder(commit, folder === '.' ? '' : folder)
    const file = found?.files.find((candidate) => candidate.path === path)
    if (file !== undefined) return file
  }
  return null
}
