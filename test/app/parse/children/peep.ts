// Tells what a child can see and do.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'

const attempt = (what: () => unknown): string => {
  try {
    what()
    return 'done'
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'failed'
  }
}

process.stdout.write(
  JSON.stringify({
    environment: Object.keys(process.env),
    parentEnvironment: attempt(() => readFileSync(`/proc/${process.ppid}/environ`)),
    passwords: attempt(() => readFileSync('/etc/passwd')),
    write: attempt(() => writeFileSync(new URL('written', import.meta.url), '')),
    start: attempt(() => {
      const { error } = spawnSync('true')
      if (error) throw error
    }),
  }),
)
