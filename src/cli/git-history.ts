import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { ServiceHistory } from '../upstream/index.ts'

const run = promisify(execFile)

const timeoutMs = 10_000
const largestOutput = 16 * 1024 * 1024

/** Nothing that a repository could ask git to run or to fetch. */
const quiet = ['-c', 'core.fsmonitor=false', '-c', 'log.showSignature=false', '--no-pager', '--literal-pathspecs']
const settings = { GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1' }

/** Ours, without what git may have set for a hook that we were called from: it would lead to another repository. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))
  return { ...Object.fromEntries(kept), ...settings }
}

/**
 * The history of the service in a folder, at its HEAD, read with git; nothing is asked of the network.
 *
 * @returns null where the folder is not the root of a git work tree
 */
export function gitHistory(folder: string): ServiceHistory | null {
  if (!existsSync(join(folder, '.git'))) return null
  const git = async (...args: readonly string[]): Promise<string | null> => {
    const options = { timeout: timeoutMs, maxBuffer: largestOutput, env: environment() }
    const answer = await run('git', [...quiet, '-C', folder, ...args], options).catch(() => null)
    return answer?.stdout ?? null
  }
  return {
    async files() {
      const list = await git('ls-files', '-z')
      return list === null ? null : list.split('\0').filter((path) => path !== '')
    },
    async changes(path, until, most) {
      const bounds = [`--max-count=${most}`, ...(until === null ? [] : [`--until=${until}`])]
      const list = await git('log', ...bounds, '-z', '--format=%H%n%cI%n%s', 'HEAD', '--', path)
      if (list === null) return null
      return list.split('\0').flatMap((entry) => {
        const [sha = '', at = '', title = ''] = entry.split('\n')
        return sha === '' ? [] : [{ sha, at: new Date(at).toISOString(), title, url: null, pull: null }]
      })
    },
    textAt: (path, commit) => git('cat-file', 'blob', `${commit}:${path}`),
  }
}
