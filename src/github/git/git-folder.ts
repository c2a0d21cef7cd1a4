import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type SimpleGit, simpleGit } from 'simple-git'

/** Nothing that a repository could ask git to run, follow or keep. */
const configuration = `[core]
\thooksPath = /dev/null
\tfsmonitor = false
\tsymlinks = false
[credential]
\thelper =
[http]
\tfollowRedirects = false
[protocol]
\tallow = never
[protocol "https"]
\tallow = always
[protocol "http"]
\tallow = always
[submodule]
\trecurse = false
[commit]
\tgpgSign = false
[push]
\tgpgSign = false
`

/** Git asks it for the name, then for the password. It reads the token from a file: an environment can be seen by others. */
const askPass = `#!/bin/sh
case "$1" in
  Username*) echo x-access-token ;;
  *) cat "$(dirname "$0")/token" ;;
esac
`

/** What git gets of our environment: where programs are, and the way out. */
const passedOn = ['PATH', 'TMPDIR', 'HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy', 'SSL_CERT_FILE']

export interface GitFolder {
  /** An empty folder, to clone into. */
  readonly path: string
  readonly git: SimpleGit
}

export interface GitIdentity {
  readonly name: string
  readonly email: string
  readonly date: Date
}

/**
 * Gives git a temporary folder, a token for HTTP and an identity, and nothing of the machine's own configuration: no hooks,
 * no credential helpers, no redirects to other hosts. Everything is gone afterwards.
 */
export async function inGitFolder<Result>(
  {
    token,
    identity,
    timeoutMs,
  }: { readonly token: string; readonly identity: GitIdentity; readonly timeoutMs: number },
  use: (folder: GitFolder) => Promise<Result>,
): Promise<Result> {
  const home = await mkdtemp(join(tmpdir(), 'headwater-git-'))
  try {
    const ask = join(home, 'ask')
    await writeFile(join(home, 'token'), token, { mode: 0o600 })
    await writeFile(join(home, '.gitconfig'), configuration)
    await writeFile(ask, askPass)
    await chmod(ask, 0o700)
    const git = simpleGit({
      baseDir: home,
      timeout: { block: timeoutMs },
      allowEnvironment: ['GIT_ASKPASS', 'GIT_TERMINAL_PROMPT', 'GIT_CONFIG_NOSYSTEM', ...identityVariables],
      unsafe: { allowUnsafeAskPass: true },
    }).env({ ...environment(), ...identityOf(identity), HOME: home, GIT_ASKPASS: ask })
    return await use({ path: join(home, 'clone'), git })
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}

const identityVariables = [
  'GIT_AUTHOR_NAME',
  'GIT_AUTHOR_EMAIL',
  'GIT_AUTHOR_DATE',
  'GIT_COMMITTER_NAME',
  'GIT_COMMITTER_EMAIL',
  'GIT_COMMITTER_DATE',
]

function environment(): Record<string, string> {
  const kept = passedOn.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))
  return { ...Object.fromEntries(kept), GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' }
}

function identityOf({ name, email, date }: GitIdentity): Record<string, string> {
  const seconds = `${Math.floor(date.getTime() / 1000)} +0000`
  const values = [name, email, seconds, name, email, seconds]
  return Object.fromEntries(identityVariables.map((variable, index) => [variable, values[index] ?? '']))
}
