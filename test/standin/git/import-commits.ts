import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { runGit } from './run-git.ts'
import type { Person } from './write-commit.ts'

/** A commit to be made on a branch, which begins at the default branch where there is none of that name. */
export interface PlannedCommit {
  readonly branch: string
  readonly files: ReadonlyMap<string, Buffer>
  readonly message: string
  readonly author: Person
  readonly date: Date
  readonly tag: string | null
}

/**
 * Writes a history at once, by one process where a commit of its own takes six.
 * https://git-scm.com/docs/git-fast-import#_input_format
 *
 * @returns the hashes, in the order of the commits
 */
export async function importCommits(
  directory: string,
  defaultBranch: string,
  commits: readonly PlannedCommit[],
): Promise<string[]> {
  /** The mark of each branch's newest commit. */
  const heads = new Map<string, number>()
  const parts: Buffer[] = []
  const write = (text: string) => parts.push(Buffer.from(text))
  const data = (bytes: Buffer) => parts.push(Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from('\n'))
  commits.forEach(({ branch, files, message, author, date, tag }, index) => {
    const person = `${author.name} <${author.email}> ${Math.floor(date.getTime() / 1000)} +0000`
    write(`commit refs/heads/${branch}\nmark :${index + 1}\nauthor ${person}\ncommitter ${person}\n`)
    data(Buffer.from(message.endsWith('\n') ? message : `${message}\n`))
    const start = heads.get(defaultBranch)
    if (!heads.has(branch) && start !== undefined) write(`from :${start}\n`)
    heads.set(branch, index + 1)
    for (const [path, bytes] of files) {
      write(`M 100644 inline ${JSON.stringify(path)}\n`)
      data(bytes)
    }
    if (tag !== null) write(`\nreset refs/tags/${tag}\nfrom :${index + 1}\n\n`)
  })
  const marks = join(directory, 'standin-marks')
  await runGit(directory, ['fast-import', '--quiet', `--export-marks=${marks}`], { input: Buffer.concat(parts) })
  const shas = new Map(
    readFileSync(marks, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]),
  )
  rmSync(marks)
  return commits.map((_, index) => shas.get(`:${index + 1}`) ?? '')
}
