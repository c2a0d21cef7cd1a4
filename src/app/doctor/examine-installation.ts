import { HeadwaterError } from '../../errors.ts'
import { githubOf } from '../github-of.ts'
import { readSettings, type Settings } from '../read-settings.ts'
import { checkAttachments } from './check-attachments.ts'
import { checkCredentials } from './check-credentials.ts'
import { checkDatabase } from './check-database.ts'
import { checkDeliveries } from './check-deliveries.ts'
import { checkGit } from './check-git.ts'
import { checkPermissions } from './check-permissions.ts'
import { checkWebhook } from './check-webhook.ts'
import { type CheckName, checkNames, type Finding, finding, ok, type Practice, type Said, skipped } from './types.ts'

type Check = (practice: Practice) => Promise<Said[]>

/** Every check after the settings; those of GitHub need its credentials. */
const checks: Readonly<Record<Exclude<CheckName, 'settings'>, Check>> = {
  credentials: checkCredentials,
  permissions: checkPermissions,
  webhook: checkWebhook,
  deliveries: checkDeliveries,
  database: checkDatabase,
  git: checkGit,
  attachments: checkAttachments,
}

/**
 * Looks an installation over. Nothing is changed: what is tried is tried without effect, but that the database gets its tables.
 *
 * @returns at least one finding for each check, in their order
 */
export async function examineInstallation(env: NodeJS.ProcessEnv, clock: () => Date): Promise<Finding[]> {
  const settings = read(env)
  if (settings instanceof HeadwaterError) {
    const [first, ...rest] = checkNames
    const remedy = 'Set it in the environment or in .env (docs/installation.md), and run this again.'
    const other = rest.map((check) => ({ check, ...skipped('The settings are wrong') }))
    return [{ check: first, ...finding(capital(settings.message), remedy) }, ...other]
  }
  const practice = { settings, clock, github: githubOf(settings, clock, () => {}) }
  const findings: Finding[] = [{ check: 'settings', ...ok('Everything that is needed is set') }]
  let isKnown = true
  for (const check of checkNames) {
    if (check === 'settings') continue
    const needsGitHub = check !== 'database' && check !== 'credentials'
    const said: Said[] =
      needsGitHub && !isKnown ? [skipped('GitHub does not know the App')] : await carry(checks[check], practice)
    if (check === 'credentials') isKnown = said.some(({ state }) => state === 'ok')
    findings.push(...said.map((one) => ({ check, ...one })))
  }
  return findings
}

function read(env: NodeJS.ProcessEnv): Settings | HeadwaterError {
  try {
    return readSettings(env)
  } catch (error) {
    if (error instanceof HeadwaterError) return error
    throw error
  }
}

async function carry(check: Check, practice: Practice): Promise<Said[]> {
  try {
    return await check(practice)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return [
      finding(`This could not be looked at: ${why}`, 'Run it again; if it stays, the words above say what failed.'),
    ]
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
