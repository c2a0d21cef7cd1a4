import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import type { RepositoryReader, TreeFile } from '../../src/intake/index.ts'

export type Files = Readonly<Record<string, string | Uint8Array>>

export interface MemoryRepository extends RepositoryReader {
  /** What was asked, in order: `folder incidents/12`. */
  readonly asked: readonly string[]
}

/**
 * A repository without history in memory.
 *
 * @param refs the files of each ref; `HEAD` is the default branch
 */
export function memoryRepository(
  refs: Readonly<Record<string, Files>>,
  options: { readonly truncated?: boolean } = {},
): MemoryRepository {
  const asked: string[] = []
  const shaOf = (content: string | Uint8Array) => createHash('sha1').update(content).digest('hex')
  const commits = new Map(Object.entries(refs).map(([ref, files]) => [shaOf(`commit ${ref}`), files]))
  const contents = new Map(Object.values(refs).flatMap((files) => Object.values(files).map((one) => [shaOf(one), one])))
  const list = (commit: string): TreeFile[] =>
    Object.entries(commits.get(commit) ?? {}).map(([path, content]) => ({
      path,
      sha: shaOf(content),
      size: Buffer.byteLength(content),
    }))
  return {
    asked,
    async resolve(ref) {
      asked.push(`resolve ${ref}`)
      const sha = shaOf(`commit ${ref}`)
      return commits.has(sha) ? sha : null
    },
    async tree(commit) {
      asked.push('tree')
      return { files: options.truncated ? [] : list(commit), truncated: options.truncated === true }
    },
    async folder(commit, path) {
      asked.push(`folder ${path}`)
      const inside = list(commit).filter((file) => path === '' || file.path.startsWith(`${path}/`))
      if (inside.length === 0) return null
      const below = inside.map((file) => posix.relative(path, file.path).split('/'))
      const folders = below.filter((parts) => parts.length > 1).map(([name = '']) => posix.join(path, name))
      return {
        files: inside.filter((_, index) => below[index]?.length === 1),
        folders: [...new Set(folders)],
      }
    },
    async blob(sha) {
      asked.push(`blob ${sha}`)
      const content = contents.get(sha)
      if (content === undefined) throw new Error('no such blob')
      return Buffer.from(content)
    },
  }
}
