import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Standin } from '../../test/standin/index.ts'

const command = fileURLToPath(new URL('../../dist/cli/launch.js', import.meta.url))

/** `headwater attach` as Wendy runs it, with her own git credentials. @param issue the issue's page */
export async function attach(standin: Standin, profile: string, issue: string): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'headwater-demo-'))
  try {
    const credentials = join(home, 'credentials')
    await writeFile(credentials, `http://wendy:${standin.tokenOf('wendy')}@${new URL(standin.url).host}\n`)
    const configuration = `[user]\nname = Wendy\nemail = wendy@acme.example\n[credential]\nhelper = store --file ${credentials}\n`
    await writeFile(join(home, 'gitconfig'), configuration)
    const run = spawn(process.execPath, [command, 'attach', profile, '--issue', issue], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        PATH: process.env.PATH ?? '',
        HOME: home,
        GITHUB_API_URL: standin.url,
        GIT_CONFIG_GLOBAL: join(home, 'gitconfig'),
        GIT_TERMINAL_PROMPT: '0',
      },
    })
    const [status] = await once(run, 'exit')
    if (status !== 0) throw new Error(`headwater attach ended with status ${status}`)
  } finally {
    await rm(home, { recursive: true })
  }
}
