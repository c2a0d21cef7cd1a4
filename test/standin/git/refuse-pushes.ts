import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Makes a bare repository refuse every push with a line of GitHub's, or take them again. */
export function refusePushes(directory: string, said: string | null): void {
  const hook = join(directory, 'hooks', 'pre-receive')
  rmSync(hook, { force: true })
  if (said === null) return
  mkdirSync(join(directory, 'hooks'), { recursive: true })
  writeFileSync(`${hook}.txt`, `${said}\n`)
  writeFileSync(hook, `#!/bin/sh\ncat '${hook}.txt' >&2\nexit 1\n`)
  chmodSync(hook, 0o755)
}
