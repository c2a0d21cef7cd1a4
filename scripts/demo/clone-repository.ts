import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Standin } from '../../test/standin/index.ts'

const run = promisify(execFile)

/** Clones a repository with all its branches, to be looked at when the stand-in is gone. @param branch is checked out */
export async function cloneRepository(standin: Standin, repository: string, branch: string, into: URL): Promise<void> {
  const folder = fileURLToPath(into)
  await rm(folder, { recursive: true, force: true })
  await run('git', ['clone', '--quiet', '--branch', branch, standin.repository(repository).directory, folder])
  await run('git', ['-C', folder, 'fetch', '--quiet', '--update-head-ok', 'origin', '+refs/heads/*:refs/heads/*'])
  await run('git', ['-C', folder, 'remote', 'remove', 'origin'])
}
