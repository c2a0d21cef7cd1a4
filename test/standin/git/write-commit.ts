import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeBlob } from './objects.ts'
import { runGit } from './run-git.ts'

export interface Person {
  readonly name: string
  readonly email: string
}

/** A change to one path of a tree: an entry to put there, or null to take it away. */
export type TreeChange = {
  readonly path: string
  readonly entry: { readonly mode: string; readonly sha: string } | null
}

/** Writes a tree: another one with some paths changed. */
export async function writeTree(
  directory: string,
  base: string | null,
  changes: readonly TreeChange[],
): Promise<string> {
  const index = join(directory, `index-${randomUUID()}`)
  const environment = { GIT_INDEX_FILE: index }
  try {
    await runGit(directory, base ? ['read-tree', base] : ['read-tree', '--empty'], { environment })
    const lines = changes.flatMap(({ path, entry }) => {
      if (!entry) return [`0 ${'0'.repeat(40)}\t${path}\0`]
      return [`${entry.mode} ${entry.sha}\t${path}\0`]
    })
    await runGit(directory, ['update-index', '-z', '--add', '--index-info'], { environment, input: lines.join('') })
    return (await runGit(directory, ['write-tree'], { environment })).toString('utf8').trim()
  } finally {
    rmSync(index, { force: true })
  }
}

export interface CommitPlan {
  readonly tree: string
  readonly parents: readonly string[]
  readonly message: string
  readonly author: Person
  readonly committer?: Person
  readonly date: Date
}

/** Writes a commit object; no ref moves. */
export async function writeCommit(directory: string, plan: CommitPlan): Promise<string> {
  const committer = plan.committer ?? plan.author
  const date = `${Math.floor(plan.date.getTime() / 1000)} +0000`
  const parents = plan.parents.flatMap((parent) => ['-p', parent])
  const written = await runGit(directory, ['commit-tree', plan.tree, ...parents, '-F', '-'], {
    input: plan.message,
    environment: {
      GIT_AUTHOR_NAME: plan.author.name,
      GIT_AUTHOR_EMAIL: plan.author.email,
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_NAME: committer.name,
      GIT_COMMITTER_EMAIL: committer.email,
      GIT_COMMITTER_DATE: date,
    },
  })
  return written.toString('utf8').trim()
}

/** Adds a commit with these files to a branch, which it starts where there is none. */
export async function commitFiles(
  directory: string,
  branch: string,
  files: ReadonlyMap<string, Buffer>,
  plan: { readonly message: string; readonly author: Person; readonly date: Date; readonly parent: string | null },
): Promise<string> {
  const changes: TreeChange[] = []
  for (const [path, bytes] of files) {
    changes.push({ path, entry: { mode: '100644', sha: await writeBlob(directory, bytes) } })
  }
  const tree = await writeTree(directory, plan.parent, changes)
  const sha = await writeCommit(directory, { ...plan, tree, parents: plan.parent ? [plan.parent] : [] })
  await runGit(directory, ['update-ref', `refs/heads/${branch}`, sha])
  return sha
}
