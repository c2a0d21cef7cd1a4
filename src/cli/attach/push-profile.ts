import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { GitError, type SimpleGit, simpleGit } from 'simple-git'
import { HeadwaterError } from '../../errors.ts'
import { incidentBranch } from '../../intake/index.ts'
import { withoutPassword } from './parse-issue-url.ts'

export interface PushOptions {
  /** Path of the profile. */
  readonly file: string
  /** What git pushes to. */
  readonly remote: string
  readonly issue: number
}

export interface Pushed {
  /** Of the file, on the branch. */
  readonly path: string
  /** False where the branch had it already. */
  readonly isNew: boolean
}

/** Others attach to the same incident; each time one was faster, the commit is made anew on top of theirs. */
const mostAttempts = 3
/** How git comes by credentials and identity on this machine; simple-git would take these variables away from it. */
const environmentOfGit = [
  'GIT_ASKPASS',
  'SSH_ASKPASS',
  'GIT_TERMINAL_PROMPT',
  'GIT_SSH',
  'GIT_SSH_COMMAND',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_AUTHOR_NAME',
  'GIT_AUTHOR_EMAIL',
  'GIT_COMMITTER_NAME',
  'GIT_COMMITTER_EMAIL',
]

/** Git as the person has set it up. */
export function gitIn(folder: string): SimpleGit {
  return simpleGit({
    baseDir: folder,
    allowEnvironment: environmentOfGit,
    unsafe: { allowUnsafeAskPass: true, allowUnsafeSshCommand: true, allowUnsafeConfigPaths: true },
  })
}

/**
 * Puts a profile into the folder `incidents/N` of the branch `incidents/N`, by git's own credentials. The branch begins with a
 * commit of its own where there is none; what it holds already stays, and a file that it holds already is not pushed again.
 *
 * @throws HeadwaterError `file-unreadable` where git cannot push
 */
export async function pushProfile(options: PushOptions): Promise<Pushed> {
  const folder = await mkdtemp(join(tmpdir(), 'headwater-attach-'))
  try {
    const git = gitIn(folder)
    await git.raw(['init', '--quiet'])
    await git.raw(['remote', 'add', '--', 'origin', options.remote])
    const blob = await run(git, ['hash-object', '-w', '--no-filters', '--', resolve(options.file)])
    for (let attempt = 1; ; attempt++) {
      try {
        return await pushOnce(git, blob, options)
      } catch (error) {
        if (attempt === mostAttempts || !isOvertaken(error)) throw error
      }
    }
  } catch (error) {
    throw pushFailed(error, options.remote)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function pushOnce(git: SimpleGit, blob: string, { file, issue }: PushOptions): Promise<Pushed> {
  const branch = incidentBranch(issue)
  const ref = `refs/heads/${branch}`
  const tip = await fetchTip(git, ref)
  const files = tip === null ? new Map<string, string>() : await listFolder(git, tip, branch)
  const known = [...files].find(([, sha]) => sha === blob)
  if (known !== undefined) return { path: known[0], isNew: false }

  const path = freePath(`${branch}/${nameOf(file)}`, blob, files)
  await git.raw(tip === null ? ['read-tree', '--empty'] : ['read-tree', tip])
  await git.raw(['update-index', '--add', '--cacheinfo', `100644,${blob},${path}`])
  // What else the branch holds was not fetched.
  const tree = await run(git, ['write-tree', '--missing-ok'])
  const message = `Profile ${basename(path)} of incident ${issue}`
  const parent = tip === null ? [] : ['-p', tip]
  const commit = await run(git, ['commit-tree', tree, ...parent, '-m', message])
  await git.raw(['push', '--quiet', 'origin', `${commit}:${ref}`])
  return { path, isNew: true }
}

/** The commit that the branch is at, fetched without its history; null where there is no such branch. */
async function fetchTip(git: SimpleGit, ref: string): Promise<string | null> {
  if ((await run(git, ['ls-remote', 'origin', ref])) === '') return null
  await git.raw(['fetch', '--quiet', '--depth=1', '--filter=blob:none', '--no-tags', 'origin', ref])
  return run(git, ['rev-parse', 'FETCH_HEAD'])
}

/** @returns path to sha */
async function listFolder(git: SimpleGit, commit: string, folder: string): Promise<Map<string, string>> {
  const listed = await git.raw(['ls-tree', '-z', commit, '--', `${folder}/`])
  const entries = listed.split('\0').map((line) => /^\d+ blob (\w+)\t(.+)$/s.exec(line))
  return new Map(entries.flatMap((entry) => (entry ? [[entry[2] as string, entry[1] as string]] : [])))
}

/** The path, with a part of the content's sha in it where another file has that path. */
function freePath(path: string, blob: string, taken: ReadonlyMap<string, string>): string {
  return taken.has(path) ? path.replace(/(?=\.[^/]*$|$)/, `-${blob.slice(0, 8)}`) : path
}

/** The file's name, as it can stand in any address and on any system. */
function nameOf(file: string): string {
  const name = basename(file)
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(-100)
  return name === '' ? 'profile' : name
}

async function run(git: SimpleGit, args: string[]): Promise<string> {
  return (await git.raw(args)).trim()
}

function isOvertaken(error: unknown): boolean {
  return error instanceof GitError && /\[rejected\]|fetch first|non-fast-forward|cannot lock ref/.test(error.message)
}

function pushFailed(error: unknown, remote: string): unknown {
  if (!(error instanceof GitError)) return error
  const lines = withoutPassword(error.message)
    .split('\n')
    .map((line) => line.trim())
  const said = lines.find((line) => /^(?:fatal|error|remote):|\[.*rejected\]/.test(line)) ?? lines[0] ?? ''
  const needed = 'git needs credentials that may push to it, and user.name and user.email'
  return new HeadwaterError('file-unreadable', `git cannot push to ${remote}: ${said}; ${needed}`, { cause: error })
}
