import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * The resident memory of another process, in bytes; null where it is gone. Everywhere but on Linux by `ps`, which counts in KiB.
 */
export async function residentBytes(pid: number): Promise<number | null> {
  try {
    if (process.platform !== 'linux') return Number((await run('ps', ['-o', 'rss=', '-p', `${pid}`])).stdout) * 1024
    // `VmRSS:      1234 kB`, see proc(5); statm counts in pages, whose size Node does not tell.
    const status = await readFile(`/proc/${pid}/status`, 'utf8')
    const [, kibibytes] = /^VmRSS:\s*(\d+) kB$/m.exec(status) ?? []
    return kibibytes === undefined ? null : Number(kibibytes) * 1024
  } catch {
    return null
  }
}
