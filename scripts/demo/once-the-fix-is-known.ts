import { basename } from 'node:path'
import { reachingOut } from '../../test/app/reaching-out.ts'
import { canonicalIncident } from './canonical-incident.ts'
import { cloneRepository } from './clone-repository.ts'
import { type IncidentWorld, pullRequests } from './incident-world.ts'
import { check, type Story } from './story.ts'

const { repository: service, after } = canonicalIncident
const folder = '3-once-the-fix-is-known'

/** From the incident to the release with the fix, its validation and a watch for the trouble's return. */
export async function walkOnceTheFixIsKnown(story: Story, world: IncidentWorld, out: URL): Promise<void> {
  const { standin } = world
  const issue = await story.step('Wendy files the incident and labels it incident-profile', async () => {
    const value = await world.openIncident('public')
    await standin.as('wendy').label(value, 'incident-profile')
    const { text, link } = await world.answer(value, /Asked on/)
    check(text.includes('The culprit is `tokio-rustls 0.23.4`'), 'the culprit tokio-rustls 0.23.4')
    check(/\*\*Fix:\*\* `rustls 0\.23\.7` has it/.test(text), 'the fix in rustls 0.23.7')
    check(text.includes('cargo update'), 'the command')
    const kept = await world.keep(folder, '1-report', text)
    return { came: 'rustls 0.23.7 has the fix, one layer down, and tokio-rustls must move first', link, kept, value }
  })

  await story.step('she comments /upstream draft', async () => {
    const { text, link } = await world.command(issue, '/upstream draft', /Nothing is drafted/)
    check(
      text.includes('0.23.7') && text.includes('/upstream upgrade'),
      'a refusal that names the release and the way to it',
    )
    const kept = await world.keep(folder, '2-draft-refused', text)
    return { came: 'upstream needs nothing from us: a release has the fix', link, kept, value: null }
  })

  await story.step('she comments /upstream upgrade', async () => {
    const { text } = await world.command(issue, '/upstream upgrade', /A pull request is open/)
    const pull = await proposed('upgrade')
    check(
      /tokio-rustls = \{ version = "0\.2[6-9]/.test(await contentAt(pull.branch, 'edge-proxy/Cargo.toml')),
      'tokio-rustls 0.26 or later in the manifest',
    )
    const kept = [
      ...(await world.keep(folder, '3-upgrade-answer', text)),
      ...(await world.keep(folder, '3-upgrade-pull-request', `# ${pull.title}\n\n${pull.body}`)),
    ]
    return { came: `a pull request on the service: ${pull.title}`, link: pull.link, kept, value: null }
  })

  await story.step('she attaches a profile of the new build: /upstream validate ran', async () => {
    const comment = `The customer ran the same load test on the new build.\n\n[${basename(after)}](${world.attach(after, 'public')})\n\n/upstream validate ran`
    const { text, link } = await world.command(issue, comment, /Resolved:|Still there:|Not comparable:|cannot be read/)
    check(text.includes('Resolved: the symptom is gone'), 'resolved')
    const kept = await world.keep(folder, '4-validated', text)
    return { came: 'resolved: the symptom is gone', link, kept, value: null }
  })

  await story.step('she comments /upstream instrument', async () => {
    const { text } = await world.command(issue, '/upstream instrument', /A pull request is open/)
    const pull = await proposed('instrument')
    const alerts = await contentAt(pull.branch, 'instrumentation/busy-loop/alerts.yml')
    check(alerts.includes('edge_proxy_task_self_wakes_total'), 'an alert on wake-ups that lead nowhere')
    const kept = [
      ...(await world.keep(folder, '5-instrument-answer', text)),
      ...(await world.keep(folder, '5-instrument-pull-request', `# ${pull.title}\n\n${pull.body}`)),
    ]
    await cloneRepository(standin, service, pull.branch, new URL(`${folder}/service/`, out))
    const came = `a pull request on the service: ${pull.title}`
    return { came, link: pull.link, kept: [...kept, `${folder}/service/`], value: null }
  })

  await story.step('what left the service', async () => {
    check(reachingOut(standin, service).length === 0, 'nothing forked, pushed or written elsewhere')
    check(standin.violations.length === 0, 'no request that GitHub would not know')
    return { came: 'nothing: upstream needed none of it', value: null }
  })

  async function proposed(kind: 'upgrade' | 'instrument') {
    const pull = (await pullRequests(world, service)).find(({ branch }) => branch.startsWith(`headwater/${kind}-`))
    check(pull !== undefined, `a pull request from headwater/${kind}-…`)
    return pull
  }

  async function contentAt(branch: string, path: string): Promise<string> {
    return (await standin.repository(service).read(branch, path))?.toString('utf8') ?? ''
  }
}
