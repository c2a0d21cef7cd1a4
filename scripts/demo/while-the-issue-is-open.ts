import { basename } from 'node:path'
import { reachingOut } from '../../test/app/reaching-out.ts'
import { attach } from './attach.ts'
import { canonicalIncident } from './canonical-incident.ts'
import { cloneRepository } from './clone-repository.ts'
import { type IncidentWorld, pullRequests } from './incident-world.ts'
import { check, type Story } from './story.ts'

const { repository: service, profile } = canonicalIncident
const upstream = 'rustls/tokio-rustls'
const fork = 'acme/tokio-rustls'
const folder = '2-while-the-issue-is-open'

/** From the incident to a draft in a fork, on the day on which upstream knew the trouble and had no fix. */
export async function walkWhileTheIssueIsOpen(story: Story, world: IncidentWorld, out: URL): Promise<void> {
  const { standin } = world
  const wendy = standin.as('wendy')
  const issue = await story.step('Wendy files the incident, with the profile attached', async () => {
    const value = await world.openIncident('private-never')
    return { came: `issue ${value.number}`, link: `${standin.url}/${service}/issues/${value.number}`, value }
  })
  const page = `${standin.url}/${service}/issues/${issue.number}`

  await story.step('she labels it incident-profile', async () => {
    await wendy.label(issue, 'incident-profile')
    const { text, link } = await world.answer(issue, /headwater attach/)
    const kept = await world.keep(folder, '1-not-readable', text)
    return {
      came: 'no App may read that attachment of a private repository; the answer says what to do',
      link,
      kept,
      value: null,
    }
  })

  await story.step(`she runs headwater attach ${basename(profile)} --issue ${page}`, async () => {
    await attach(standin, profile, page)
    const commit = await standin.repository(service).resolve(`incidents/${issue.number}`)
    check(commit !== undefined, `a branch incidents/${issue.number} in ${service}`)
    return { came: `her own git puts it on the branch incidents/${issue.number}`, value: null }
  })

  await story.step('she comments /upstream diagnose', async () => {
    const { text, link } = await world.command(issue, '/upstream diagnose', /The culprit is/)
    check(text.includes('tokio-rustls 0.23.4'), 'the culprit tokio-rustls 0.23.4')
    return { came: 'the culprit is tokio-rustls 0.23.4', link, value: null }
  })

  await story.step('upstream is asked, which the verdict does not wait for', async () => {
    const { text, link } = await world.answer(issue, /Asked on/)
    check(text.includes(`${upstream}/issues/72`), `the report names ${upstream}#72`)
    check(!text.includes('0.23.7'), 'no release that came later')
    const kept = await world.keep(folder, '2-report', text)
    return {
      came: `${upstream}#72 is open and tells of the same trouble; nobody has a fix yet`,
      link,
      kept,
      value: null,
    }
  })

  const hash = await story.step('she comments /upstream draft', async () => {
    const { text, link } = await world.command(issue, '/upstream draft', /nothing is published yet/)
    check(text.includes(`${upstream}#72`), `evidence for ${upstream}#72`)
    const value = /\/upstream approve ([0-9a-f]{16})/.exec(text)?.[1]
    check(value !== undefined, 'a hash to approve')
    check(reachingOut(standin, service).length === 0, 'nothing forked, pushed or written outside of the service')
    const kept = await world.keep(folder, '3-preview', text)
    return {
      came: `everything that would be published, under the hash ${value}; nothing has left the service`,
      link,
      kept,
      value,
    }
  })

  await story.step(`she comments /upstream approve ${hash}`, async () => {
    const { text, link } = await world.command(issue, `/upstream approve ${hash}`, /gh repo fork/)
    check(reachingOut(standin, service).length === 0, 'nothing published before there is a fork')
    const kept = await world.keep(folder, '4-fork-is-asked-for', text)
    return { came: 'the App may not fork what it is not installed on, and asks for the fork', link, kept, value: null }
  })

  await story.step(`Mona runs gh repo fork ${upstream} --org acme --clone=false`, async () => {
    await standin.as('mona').request('POST', `/repos/${upstream}/forks`, { organization: 'acme' })
    const { text, link } = await world.answer(issue, /completes and sends it/)
    const kept = await world.keep(folder, '5-hand-over', text)
    check(text.includes(`${upstream}/issues/72`), 'the link by which a person sends it')
    return {
      came: 'the App goes on by itself and hands over: links and commands by which a person sends it',
      link,
      kept,
      value: null,
    }
  })

  await story.step('what is in the fork', async () => {
    const [draft, ...more] = await pullRequests(world, fork)
    check(draft !== undefined && more.length === 0 && draft.isDraft, 'one draft pull request')
    check(draft.base === fork, 'a draft inside the fork')
    const { branch, body, link } = draft
    const evidence = branch.replace('incident', 'evidence')
    const read = (ref: string, path: string) => standin.repository(fork).read(ref, path)
    check((await read(branch, 'headwater-reproduction/tests/reproduction.rs')) !== undefined, 'a reproduction')
    check((await read(evidence, 'flamegraph.png')) !== undefined, 'the evidence on a branch of its own')
    const written = reachingOut(standin, service).filter(({ path }) => path.includes(upstream))
    check(
      written.length === 1 && written[0]?.actor.kind === 'user',
      'nothing written upstream but the fork that a person made',
    )
    const kept = await world.keep(folder, '6-draft-pull-request', `# ${draft.title}\n\n${body}`)
    await cloneRepository(standin, fork, branch, new URL(`${folder}/fork/`, out))
    const came = `branches ${branch} and ${evidence}, and a draft inside the fork; upstream heard nothing`
    return { came, link, kept: [...kept, `${folder}/fork/`], value: null }
  })

  await story.step('she changes her mind: /upstream withdraw', async () => {
    const { text, link } = await world.command(issue, '/upstream withdraw', /is withdrawn/)
    check((await pullRequests(world, fork)).length === 0, 'the draft closed')
    check(standin.violations.length === 0, 'no request that GitHub would not know')
    const kept = await world.keep(folder, '7-withdrawn', text)
    return { came: 'the draft is closed and both branches are gone', link, kept, value: null }
  })
}
