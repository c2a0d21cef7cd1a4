import { type Installation, listInstallations } from '../../github/index.ts'
import { finding, ok, type Practice, type Said } from './types.ts'

/** As in `app.yml`; docs/permissions.md gives the reasons. */
export const wantedPermissions: Readonly<Record<string, 'read' | 'write'>> = {
  metadata: 'read',
  issues: 'write',
  contents: 'write',
  pull_requests: 'write',
  actions: 'read',
}
export const wantedEvents = ['issues', 'issue_comment', 'pull_request']

/** Whether the App asks for what it needs, is installed, and every account has accepted it. */
export async function checkPermissions({ github }: Practice): Promise<Said[]> {
  const asApp = await github.asApp()
  const { data } = await asApp.rest.apps.getAuthenticated()
  const said: Said[] = []
  const lacks = lacking(data?.permissions ?? {}, data?.events ?? [])
  if (lacks.length > 0) {
    said.push(
      finding(
        `The App does not ask for ${lacks.join(', ')}`,
        "Add that in the App's settings under Permissions & events, as app.yml has it, and accept it in each installation.",
      ),
    )
  }
  const installations = await listInstallations(asApp)
  if (installations.length === 0) {
    const remedy = "Install it in the repositories of your services: the App's settings, Install App."
    said.push(finding('The App is installed nowhere', remedy))
  }
  return [...said, ...installations.map(describe)]
}

function describe({ account, isSuspended, permissions, events }: Installation): Said {
  if (isSuspended) {
    return finding(
      `The installation of ${account} is suspended`,
      `An owner of ${account} lifts that under Settings, GitHub Apps.`,
    )
  }
  const lacks = lacking(permissions, events)
  if (lacks.length === 0) return ok(`${account} grants what app.yml asks for`)
  return finding(
    `The installation of ${account} lacks ${lacks.join(', ')}`,
    `An owner of ${account} accepts the new permissions under Settings, GitHub Apps.`,
  )
}

function lacking(granted: Readonly<Record<string, string | undefined>>, events: readonly string[]): string[] {
  const permissions = Object.entries(wantedPermissions).filter(([name, level]) => {
    const given = granted[name]
    return !(given === level || given === 'write' || given === 'admin')
  })
  return [
    ...permissions.map(([name, level]) => `${name.replaceAll('_', ' ')}: ${level}`),
    ...wantedEvents.filter((event) => !events.includes(event)).map((event) => `the event ${event}`),
  ]
}
