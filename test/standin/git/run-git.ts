import { spawn } from 'node:child_process'

export interface GitOptions {
  readonly input?: Buffer | string
  readonly environment?: Readonly<Record<string, string>>
}

/** Git failed: its exit status and what it said. */
export class GitError extends Error {
  readonly exitCode: number
  constructor(args: readonly string[], exitCode: number, said: string) {
    super(`git ${args.join(' ')} ended with ${exitCode}: ${said.trim()}`)
    this.exitCode = exitCode
  }
}

/** The environment of every git here: nothing of the person's own configuration gets in. */
export const gitEnvironment = {
  PATH: process.env.PATH ?? '/usr/bin:/bin',
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  LC_ALL: 'C',
}

/**
 * Runs git in a bare repository.
 * @returns what it wrote.
 * @throws GitError when it ends with another status than 0.
 */
export function runGit(directory: string, args: readonly string[], options: GitOptions = {}): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { cwd: directory, env: { ...gitEnvironment, ...options.environment } })
    const out: Buffer[] = []
    const said: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(out))
      else reject(new GitError(args, code ?? -1, Buffer.concat(said).toString('utf8')))
    })
    // Git may end before it has read everything; its status says what matters.
    child.stdin.on('error', () => {})
    child.stdin.end(options.input ?? '')
  })
}

const answers = new Map<string, Promise<Buffer>>()

/** As runGit, for what is asked of an object by its full hash: the answer is always the same, so git is asked once. */
export function runGitOnce(directory: string, args: readonly string[]): Promise<Buffer> {
  const question = JSON.stringify([directory, args])
  const known = answers.get(question)
  if (known) return known
  const answer = runGit(directory, args)
  answers.set(question, answer)
  // What is not there may come yet.
  answer.catch(() => answers.delete(question))
  return answer
}

/** As runGit, as trimmed text; undefined when git says no. @param run how git is asked */
export async function askGit(
  directory: string,
  args: readonly string[],
  run: typeof runGitOnce = runGit,
): Promise<string | undefined> {
  try {
    return (await run(directory, args)).toString('utf8').trim()
  } catch (error) {
    if (error instanceof GitError) return undefined
    throw error
  }
}
