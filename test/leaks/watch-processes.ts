import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Left } from './through-the-app.ts'

export interface ProcessWatch {
  /** What anybody on the machine could have seen. */
  readonly stop: () => Promise<Left[]>
}

/**
 * Looks again and again at what a process starts: the arguments and the environment of each, and git's settings in its folders. See
 * proc(5).
 *
 * @param temporary the process's folder for temporary files
 */
export function watchProcesses(parent: number | undefined, temporary: string): ProcessWatch {
  const seen = new Map<string, Buffer>()
  const over = new AbortController()
  const look = async () => {
    const own = await readFile(`/proc/${parent}/cmdline`).catch(() => null)
    while (!over.signal.aborted) {
      const parents = await parentsOfAll()
      const isOurs = (pid: string): boolean => {
        const above = parents.get(pid)
        return above !== undefined && (above === String(parent) || isOurs(above))
      }
      const started = [...parents.keys()].filter(isOurs)
      const folders = (await readdir(temporary)).filter((name) => name.startsWith('headwater-git-'))
      const settings = folders.flatMap((name) =>
        ['.gitconfig', 'clone/.git/config'].map((file) => join(temporary, name, file)),
      )
      const files = [...started.map((pid) => `/proc/${pid}/cmdline`), ...settings]
      for (const file of files) {
        const bytes = await readFile(file).catch(() => null)
        // What is not started yet is still the process itself.
        if (bytes === null || bytes.length === 0 || own?.equals(bytes)) continue
        seen.set(`${file} ${bytes.length}`, bytes)
        const beside = file.replace(/cmdline$/, 'environ')
        if (beside !== file) seen.set(beside, await readFile(beside).catch(() => Buffer.alloc(0)))
      }
      await setTimeout(20)
    }
  }
  const looking = look()
  return {
    async stop() {
      over.abort()
      await looking
      return [...seen].map(([where, bytes]) => ({ where, bytes, within: null }))
    },
  }
}

async function parentsOfAll(): Promise<Map<string, string>> {
  const all = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const found = all.map(async (pid) => {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
    return [pid, /^PPid:\s*(\d+)/m.exec(status)?.[1] ?? ''] as const
  })
  return new Map(await Promise.all(found))
}
