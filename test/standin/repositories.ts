import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { guardWorkflows } from './git/guard-workflows.ts'
import { runGit } from './git/run-git.ts'
import { type Json, numberAt, textAt } from './json.ts'
import type { Repository, Role, World } from './types.ts'

/** Takes up a repository that emulate has made: it gets its bare git repository, a fork gets its parent's commits. */
export async function addRepository(world: World, described: Json, parent: Repository | null): Promise<Repository> {
  const repository = await makeRepository(world.folder, {
    id: numberAt(described, 'id'),
    fullName: textAt(described, 'full_name'),
    isPrivate: (described as { private?: unknown }).private === true,
    isArchived: false,
    defaultBranch: textAt(described, 'default_branch') || 'main',
    parent: parent?.fullName ?? null,
    collaborators: new Map<string, Role>(),
  })
  if (parent) await runGit(repository.directory, ['fetch', '--quiet', parent.directory, '+refs/*:refs/*'])
  world.repositories.set(repository.fullName.toLowerCase(), repository)
  return repository
}

/** Pushes over HTTP are taken, and any commit is given, as GitHub does. */
const configuration = `[http]
\treceivepack = true
[uploadpack]
\tallowAnySHA1InWant = true
\tallowFilter = true
[gc]
\tauto = 0
`

/** Makes the bare git repository of a repository. */
export async function makeRepository(folder: string, facts: Omit<Repository, 'directory'>): Promise<Repository> {
  const directory = join(folder, `${facts.id}.git`)
  mkdirSync(directory, { recursive: true })
  await runGit(directory, ['init', '--bare', '--quiet', '--template=', `--initial-branch=${facts.defaultBranch}`])
  appendFileSync(join(directory, 'config'), configuration)
  guardWorkflows(directory)
  return { ...facts, directory }
}
