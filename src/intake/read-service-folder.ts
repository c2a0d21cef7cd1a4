import { opendir, readFile, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { HeadwaterError } from '../errors.ts'
import { unreadable } from './profile-file.ts'
import { deepestFolder, isSkipped, largestServiceFile } from './service-bounds.ts'
import type { ServiceFile } from './types.ts'

const mostFolders = 20_000
const mostFiles = 5_000

/**
 * The lockfiles and manifests of a service in the file system, in the order of their paths.
 *
 * Bounded in depth, number and size; hidden folders other than `.cargo` and folders of installed packages are not entered,
 * and symbolic links are not followed.
 *
 * @param isWanted whether a file of this path, relative to `root`, is a lockfile or manifest
 * @throws HeadwaterError `file-unreadable` where `root` is no folder; `too-large` where a lockfile is beyond 64 MiB
 */
export async function readServiceFolder(root: string, isWanted: (path: string) => boolean): Promise<ServiceFile[]> {
  const found = await stat(root).catch((cause) => {
    throw unreadable(root, cause)
  })
  if (!found.isDirectory()) {
    throw new HeadwaterError(
      'file-unreadable',
      `${root}: is no folder; --repo takes the folder of the service's sources`,
    )
  }
  const paths = await listFiles(root, isWanted)
  const files: ServiceFile[] = []
  for (const path of paths.sort()) {
    const full = join(root, path)
    const { size } = await stat(full)
    if (size > largestServiceFile) {
      throw new HeadwaterError(
        'too-large',
        `${full}: ${size} bytes; lockfiles up to ${largestServiceFile} bytes are read`,
      )
    }
    const text = await readFile(full, 'utf8').catch((cause) => {
      throw unreadable(full, cause)
    })
    files.push({ path, text })
  }
  return files
}

async function listFiles(root: string, isWanted: (path: string) => boolean): Promise<string[]> {
  const paths: string[] = []
  const waiting = [{ folder: root, depth: 0 }]
  let folders = 0
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    folders += 1
    if (folders > mostFolders || paths.length > mostFiles) break
    const entries = await opendir(next.folder).catch((cause) => {
      throw unreadable(next.folder, cause)
    })
    for await (const entry of entries) {
      const full = join(next.folder, entry.name)
      if (entry.isDirectory()) {
        if (!isSkipped(entry.name) && next.depth < deepestFolder) waiting.push({ folder: full, depth: next.depth + 1 })
      } else if (entry.isFile()) {
        const path = relative(root, full).split(sep).join('/')
        if (isWanted(path)) paths.push(path)
      }
    }
  }
  return paths
}
