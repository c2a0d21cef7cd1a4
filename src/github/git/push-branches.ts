import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { GitError, type SimpleGit } from 'simple-git'
import { HeadwaterError } from '../../errors.ts'
import type { GatedText } from '../../gated-text.ts'
import type { RepositoryName } from '../types.ts'
import { inGitFolder } from './git-folder.ts'
import { type PushRefusal, readPushRefusal } from './read-push-refusal.ts'

/** A branch with one commit of ours on it. */
export interface BranchToPush {
  readonly name: string
  /** On top of the default branch, or without any history. */
  readonly onTopOf: 'default-branch' | 'nothing'
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[]
  readonly message: GatedText
  /** The commit that the branch is known to be at; null where there is none. Anything else there is left alone. */
  readonly expected: string | null
}

export interface PushBranchesOptions extends RepositoryName {
  /** Origin of GitHub's pages: `https://github.com`. */
  readonly webOrigin: string
  readonly token: string
  readonly defaultBranch: string
  readonly author: { readonly name: string; readonly email: string }
  readonly date: Date
  readonly branches: readonly BranchToPush[]
}

const timeoutMs = 120_000
/** One folder at least, then a file: at a repository's root, and in `.github`, what we write could mean something. */
const writable = /^(?!.*(?:^|\/)\.)(?!.*\/\/)[\w.-]+(?:\/[\w.-]+)*$/
/** What lies on top of somebody's code lies in a folder. */
const inFolder = /\//
/** `git check-ref-format`, and nothing that git could take for an option. */
const branchName = /^(?![-/.])(?!.*(?:\.\.|@\{|\/\/|\/\.|\.lock(?:\/|$)|[/.]$))[^\s~^:?*[\\\p{Cc}]{1,250}$/u
const commitName = /^[0-9a-f]{40,64}$/

/**
 * Pushes branches from a clone, all or none. A branch that holds the same files already stays as it is.
 *
 * @returns why GitHub refuses, where it does; null when the branches are there
 * @throws HeadwaterError `internal` for a name or path that must not be written
 */
export async function pushBranches(options: PushBranchesOptions): Promise<PushRefusal | null> {
  check(options)
  const { owner, repo, webOrigin, token, defaultBranch, author, date } = options
  const identity = { ...author, date }
  return inGitFolder({ token, identity, timeoutMs }, async ({ git, path }) => {
    try {
      const shallow = ['--depth=1', '--filter=blob:none', '--no-checkout', '--no-tags', '--single-branch']
      await git.raw([
        'clone',
        '--quiet',
        ...shallow,
        '--branch',
        defaultBranch,
        '--',
        `${webOrigin}/${owner}/${repo}.git`,
        path,
      ])
      await git.cwd(path)
      const refs: string[] = []
      for (const branch of options.branches) {
        const tree = await writeTree(git, path, branch)
        if (await holdsAlready(git, branch, tree)) continue
        const parent = branch.onTopOf === 'nothing' ? [] : ['-p', 'HEAD']
        const commit = await run(git, ['commit-tree', tree, ...parent, '-m', branch.message])
        refs.push(
          `--force-with-lease=refs/heads/${branch.name}:${branch.expected ?? ''}`,
          `${commit}:refs/heads/${branch.name}`,
        )
      }
      if (refs.length > 0) await git.raw(['push', '--quiet', '--atomic', ...flagsFirst(refs)])
      return null
    } catch (error) {
      const refusal = error instanceof GitError ? readPushRefusal(error.message) : null
      if (refusal === null) throw withoutToken(error, token)
      return refusal
    }
  })
}

function check({ owner, repo, defaultBranch, branches, author }: PushBranchesOptions): void {
  const names = branches.map(({ name }) => name)
  const isPlain = (name: string): boolean => /^\w[\w-]*(?:\/\w[\w-]*)*$/.test(name) && name.length <= 200
  const paths = branches.flatMap(({ files }) => files.map(({ path }) => path))
  const onTop = branches
    .filter(({ onTopOf }) => onTopOf === 'default-branch')
    .flatMap(({ files }) => files.map(({ path }) => path))
  const expected = branches.flatMap((branch) => (branch.expected === null ? [] : [branch.expected]))
  const wrong =
    names.find((name) => !isPlain(name)) ??
    [owner, repo].find((name) => !/^(?!\.{1,2}$)[\w.-]{1,100}$/.test(name)) ??
    [defaultBranch].find((name) => !branchName.test(name)) ??
    paths.find((path) => !writable.test(path)) ??
    onTop.find((path) => !inFolder.test(path)) ??
    expected.find((sha) => !commitName.test(sha)) ??
    [author.name, author.email].find((text) => /[<>\n\0]/.test(text))
  if (wrong !== undefined)
    throw new HeadwaterError('internal', `not to be pushed: ${JSON.stringify(wrong.slice(0, 200))}`)
}

/** The tree of a branch: that of the default branch with our files in it, or our files alone. */
async function writeTree(git: SimpleGit, folder: string, { name, onTopOf, files }: BranchToPush): Promise<string> {
  await git.raw(onTopOf === 'nothing' ? ['read-tree', '--empty'] : ['read-tree', 'HEAD'])
  for (const { path, bytes } of files) {
    const file = join(folder, '.git', `headwater-${createHash('sha256').update(`${name}\n${path}`).digest('hex')}`)
    await writeFile(file, bytes)
    const blob = await run(git, ['hash-object', '-w', '--no-filters', '--', file])
    await git.raw(['update-index', '--add', '--cacheinfo', `100644,${blob},${path}`])
  }
  // What else the branch holds was not fetched.
  return run(git, ['write-tree', '--missing-ok'])
}

/** Whether our commit is there already; on top of an older default branch it counts too. */
async function holdsAlready(git: SimpleGit, { name, expected, files, onTopOf }: BranchToPush, tree: string) {
  if (expected === null) return false
  await git.raw(['fetch', '--quiet', '--depth=1', '--filter=blob:none', '--no-tags', 'origin', `refs/heads/${name}`])
  const folders = onTopOf === 'nothing' ? [''] : [...new Set(files.map(({ path }) => path.split('/')[0] ?? ''))]
  for (const folder of folders) {
    const there = await git.raw(['ls-tree', 'FETCH_HEAD', ...(folder === '' ? [] : ['--', folder])])
    const here = await git.raw(['ls-tree', tree, ...(folder === '' ? [] : ['--', folder])])
    if (there !== here) return false
  }
  return true
}

function flagsFirst(refs: readonly string[]): string[] {
  return [...refs.filter((ref) => ref.startsWith('--')), 'origin', ...refs.filter((ref) => !ref.startsWith('--'))]
}

async function run(git: SimpleGit, args: string[]): Promise<string> {
  return (await git.raw(args)).trim()
}

/** Git prints no token by itself; a proxy or a server could. */
function withoutToken(error: unknown, token: string): unknown {
  if (!(error instanceof Error)) return error
  return new Error(`git: ${error.message.replaceAll(token, '***').trim().split('\n').at(-1) ?? ''}`)
}
