import { stat } from 'node:fs/promises'
import type { Command } from 'commander'
import { HeadwaterError } from '../errors.ts'
import { incidentBranch, profileFile } from '../intake/index.ts'
import { type Limits, readProfile } from '../profile/index.ts'
import { askVisibility } from './attach/ask-visibility.ts'
import { findRemote } from './attach/find-remote.ts'
import { type IssueAddress, parseIssueUrl } from './attach/parse-issue-url.ts'
import { pushProfile } from './attach/push-profile.ts'
import { limitOption } from './limit-option.ts'
import type { Output } from './output.ts'

interface AttachFlags {
  readonly issue: string
  readonly public?: boolean
  readonly limit?: Limits
}

/** GitHub refuses larger files. */
const mostBytes = 100 * 2 ** 20

/** `headwater attach`: a profile onto the branch of its incident, where an App may not read the attachments of a private repository. */
export function addAttachCommand(program: Command, output: Output): void {
  program
    .command('attach')
    .summary('put a profile on the branch of its incident')
    .description(
      "Pushes a profile to the branch incidents/N of the issue's repository, by git's own credentials. There the App can read it, whatever it may read of attachments.",
    )
    .argument('<profile>', 'a recording, plain or gzipped')
    .requiredOption('--issue <url>', 'the incident: https://github.com/acme/checkout/issues/12')
    .option('--public', 'also where the repository is public, and so everyone can read the profile')
    .addOption(limitOption())
    .action(async (file: string, flags: AttachFlags) => {
      const address = parseIssueUrl(flags.issue)
      await checkProfile(file, flags.limit)
      if (!flags.public) await checkVisibility(address)
      const remote = await findRemote(address, process.cwd())
      const { path, isNew } = await pushProfile({ file, remote, issue: address.issue })
      if (!isNew) output.warn(`${file}: is on the branch already, nothing was pushed`)
      output.print(describe(address, path))
    })
}

/** The wrong file is better found now than in the incident. */
async function checkProfile(file: string, limits?: Limits): Promise<void> {
  const source = await profileFile(file)
  const { size } = await stat(file)
  if (size > mostBytes) {
    const advice = `up to ${mostBytes / 2 ** 20} MiB are accepted; gzip it, record for a shorter time or sample less often`
    throw new HeadwaterError('too-large', `${file}: ${size} bytes; ${advice}`)
  }
  await readProfile(source, limits)
}

async function checkVisibility(address: IssueAddress): Promise<void> {
  const visibility = await askVisibility(address, process.env)
  if (visibility === 'not-public') return
  const name = `${address.owner}/${address.repo}`
  const why = visibility === 'public' ? `${name} is public` : `GitHub does not say whether ${name} is public`
  throw new HeadwaterError(
    'usage',
    `${why}: everyone could read the profile, with every path and name in it; --public attaches it all the same`,
  )
}

function describe({ webOrigin, owner, repo, issue }: IssueAddress, path: string): string {
  const file = path.split('/').map(encodeURIComponent).join('/')
  return `${webOrigin}/${owner}/${repo}/blob/${incidentBranch(issue)}/${file}

Now comment in ${webOrigin}/${owner}/${repo}/issues/${issue}:
/upstream diagnose
`
}
