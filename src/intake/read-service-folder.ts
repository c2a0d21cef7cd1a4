import { opendir, readFile, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { HeadwaterError } from '../errors.ts'
import { isLockfile, isManifest, type ServiceFile } from '../ownership/index.ts'
import { unreadable } from './profile-file.ts'

/** Folders that hold others' code, builds or history. */
const skipped: ReadonlySet<string> = new Set([
  'node_modules',
  'target',
  'vendor',
  'dist',
  'build',
  '__pycache__',
  'bazel-out',
])
const deepest = 8
const mostFolders = 20_000
const mostFiles = 5_000
const largestFile = 64 * 1024 * 1024

/**
 * The lockfiles and manifests of a service in the file system, in the order of their paths.
 *
 * Bounded in depth, number and size; hidden folders other than `.cargo` and folders of installed packages are not entered,
 * and symbolic links are not followed.
 *
 * @throws HeadwaterError `file-unreadable` where `root` is no folder; `too-large` where a lockfile is beyond 64 MiB
 */
export async function readServiceFolder(root: string): Promise<ServiceFile[]> {
  const found = await stat(root).catch((cause) => {
    throw unreadable(root, cause)
  })
  if (!found.isDirectory()) {
    throw new HeadwaterError(
      'file-unreadable',
      `${root}: is no folder; --repo takes the folder of the service's sources`,
    )
  }
  const paths = await listFiles(root)
  const files: ServiceFile[] = []
  for (const path of paths.sort()) {
    const full = join(root, path)
    const { size } = await stat(full)
    if (size > largestFile) {
      throw new HeadwaterError('too-large', `${full}: ${size} bytes; lockfiles up to ${largestFile} bytes are read`)
    }
    const text = await readFile(full, 'utf8').catch((cause) => {
      throw unreadable(full, cause)
    })
    files.push({ path: path.split(sep).join('/'), text })
  }
  return files
}

async function listFiles(root: string): Promise<string[]> {
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
        const hidden = entry.name.startsWith('.') && entry.name !== '.cargo'
        if (!hidden && !skipped.has(entry.name) && next.depth < deepest)
          waiting.push({ folder: full, depth: next.depth + 1 })
      } else if (entry.isFile() && (isLockfile(entry.name) || isManifest(entry.name))) {
        paths.push(relative(root, full))
      }
    }
  }
  return paths
}
