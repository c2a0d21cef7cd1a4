import { createFork, type Fork, findFork, type InstalledRepository, type RepositoryName } from '../../github/index.ts'
import type { OutcomeComment } from '../../report/index.ts'
import type { Scene } from '../at-incident.ts'
import type { ForkAccount } from './choose-account.ts'
import { outcome } from './outcome.ts'

/** The fork and the way to it; or that it is on its way; or what a person must do. */
export type ForkAnswer =
  | { readonly state: 'ready'; readonly fork: Fork; readonly access: InstalledRepository }
  | { readonly state: 'awaited'; readonly comment: OutcomeComment }

/** Finds the fork, makes it where the App may, or asks for it. */
export async function obtainFork(
  scene: Scene,
  upstream: RepositoryName,
  account: Pick<ForkAccount, 'login' | 'isOrganization'>,
): Promise<ForkAnswer> {
  const { github, tools } = scene
  const fork = await findFork(github, { upstream, account: account.login })
  if (fork === null) return { state: 'awaited', comment: await makeOrAsk(scene, upstream, account) }
  const access = await tools.github.findInstalled(fork)
  return access === null
    ? { state: 'awaited', comment: askForInstallation(scene, fork) }
    : { state: 'ready', fork, access }
}

async function makeOrAsk(
  scene: Scene,
  upstream: RepositoryName,
  account: Pick<ForkAccount, 'login' | 'isOrganization'>,
): Promise<OutcomeComment> {
  const { incident, tools } = scene
  const isOwnAccount = account.login.toLowerCase() === incident.owner.toLowerCase()
  const asAccount =
    isOwnAccount && account.isOrganization
      ? await tools.github.forAccount(incident.installationId, { administration: 'write' })
      : null
  if (asAccount !== null && (await createFork(asAccount, { upstream, organization: account.login }))) {
    return outcome(`GitHub makes the fork of \`${upstream.owner}/${upstream.repo}\` in \`${account.login}\``, {
      details: ['That takes up to five minutes. Headwater goes on by itself when it is there.'],
    })
  }
  const name = `${upstream.owner}/${upstream.repo}`
  const into = account.isOrganization ? ` --org ${account.login}` : ''
  return outcome(`A person has to make the fork of \`${name}\` in \`${account.login}\``, {
    details: [
      'The App may not make it: GitHub lets an App fork only what it is installed on. Nothing was published yet. Headwater looks for the fork and goes on by itself when it is there.',
    ],
    links: [{ label: `Fork ${name} on GitHub`, url: `${tools.site.webOrigin}/${name}/fork` }],
    next: ['Make the fork by the link, or by this command.', 'See that the App is installed on the fork too.'],
    commands: [`gh repo fork ${name}${into} --clone=false`],
  })
}

function askForInstallation({ tools }: Scene, { owner, repo }: Fork): OutcomeComment {
  return outcome(`The fork \`${owner}/${repo}\` is there, and the App is not installed on it`, {
    details: ['Nothing was published yet. Headwater goes on by itself when it may work there.'],
    links: [
      {
        label: `Installed Apps of ${owner}`,
        url: `${tools.site.webOrigin}/organizations/${owner}/settings/installations`,
      },
    ],
    next: [`Add \`${owner}/${repo}\` to the repositories of the App's installation.`],
  })
}
