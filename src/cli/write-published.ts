import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { hashPublished, type PublishedSet } from '../contribution/index.ts'
import { HeadwaterError } from '../errors.ts'

/** @throws HeadwaterError `usage` where the folder holds anything, or cannot be made */
export async function checkOutFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    if ((await readdir(folder)).length === 0) return
  } catch (cause) {
    throw new HeadwaterError(
      'usage',
      `--out ${folder}: cannot be written to; accepted: a folder that is new or empty`,
      {
        cause,
      },
    )
  }
  throw new HeadwaterError('usage', `--out ${folder}: holds files already; accepted: a folder that is new or empty`)
}

/**
 * Writes everything that would be published: each branch as a folder, the text, and what else there is to know.
 *
 * @returns the files' paths below the folder
 */
export async function writePublished(folder: string, set: PublishedSet): Promise<string[]> {
  const { kind, upstream, thread, fork, work, evidence, title, body } = set
  const about = {
    hash: hashPublished(set),
    kind,
    title,
    upstream: `${upstream.owner}/${upstream.repo}`,
    thread: thread && `${thread.owner}/${thread.repo}#${thread.number}`,
    fork: `${fork.owner}/${fork.repo}`,
    branches: [work, evidence].map(({ name, message }) => ({ name, message })),
  }
  const files: [string, string | Uint8Array][] = [
    ['draft.md', body],
    ['draft.json', `${JSON.stringify(about, null, 2)}\n`],
    ...work.files.map(({ path, bytes }): [string, Uint8Array] => [join('work', path), bytes]),
    ...evidence.files.map(({ path, bytes }): [string, Uint8Array] => [join('evidence', path), bytes]),
  ]
  for (const [path, content] of files) {
    const file = join(folder, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, content)
  }
  return files.map(([path]) => path)
}
