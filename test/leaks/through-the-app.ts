import { execFileSync } from 'node:child_process'
import { until } from '../app/helpers.ts'
import { seed as basicSeed, type RunningApp, startApp, webhookSecret } from '../app/start-app.ts'
import type { IssueReference, Seed, Standin } from '../standin/index.ts'
import type { Sent } from './find-secret.ts'
import type { GeneratedIncident } from './generate-incident.ts'

const upstream = 'lockside/codec'
const fork = 'acme/codec'
const patience = 300_000

const serviceOf = (number: number): string => `acme/service-${number}`

/** Public services, each with one of the incidents, and the upstream of all their culprits. */
function seedOf(incidents: ReadonlyMap<number, GeneratedIncident>): Seed {
  return {
    ...basicSeed,
    users: [...(basicSeed.users ?? []), { login: 'headwater[bot]', type: 'Bot' }, { login: 'lena' }],
    organizations: [...(basicSeed.organizations ?? []), { login: 'lockside', admins: ['lena'] }],
    repositories: [
      ...[...incidents].map(([number, { files, configurationText }]) => ({
        name: serviceOf(number),
        private: false,
        labels: ['incident-profile'],
        collaborators: { wendy: 'write' as const },
        files: {
          ...Object.fromEntries(files.map(({ path, text }) => [path, text])),
          '.github/headwater.yml': configurationText,
        },
      })),
      { name: upstream, defaultBranch: 'main', files: { 'README.md': '# Codec\n' } },
    ],
    app: { webhookSecret, installations: [{ id: 7, account: 'acme', repositories: 'all' }] },
  }
}

/** Reports, previews and publishes incidents by the App, and hands each to `found` with every byte that left for it. */
export async function leaveThroughTheApp(
  incidents: ReadonlyMap<number, GeneratedIncident>,
  found: (incident: GeneratedIncident, sent: readonly Sent[]) => void,
): Promise<void> {
  const app = await startApp(seedOf(incidents))
  const heard = listen(app.standin)
  try {
    await app.standin.as('mona').request('POST', `/repos/${upstream}/forks`, { organization: 'acme' })
    for (const [number, incident] of incidents) {
      heard.sent.length = 0
      await work(app, serviceOf(number), incident)
      found(incident, [
        ...heard.sent,
        ...inRepository(app.standin, serviceOf(number), 'headwater-'),
        ...inRepository(app.standin, fork, 'headwater/'),
      ])
    }
  } finally {
    heard.stop()
    await app.stop()
  }
}

async function work(app: RunningApp, repository: string, { profile, culprit }: GeneratedIncident): Promise<void> {
  const { standin } = app
  const address = standin.attach({
    name: 'cpu.gz',
    content: { base64: Buffer.from(profile.bytes).toString('base64') },
    access: 'public',
  })
  const wendy = standin.as('wendy')
  const issue = await wendy.openIssue({
    repository,
    title: 'CPU',
    body: `### Profiles\n\n[${profile.name}](${address})`,
  })
  await wendy.label(issue, 'incident-profile')
  await says(app, issue, 'What was read')
  await wendy.comment(issue, `/upstream suspect ${culprit}`)
  await wendy.comment(issue, '/upstream draft pr')
  const preview = await says(app, issue, 'nothing is published yet')
  const [, hash = ''] = /\/upstream approve ([0-9a-f]{16})/.exec(preview) ?? []
  await wendy.comment(issue, `/upstream approve ${hash}`)
  await says(app, issue, 'completes and sends it')
}

async function says({ comments }: RunningApp, issue: IssueReference, text: string): Promise<string> {
  await until(async () => (await comments(issue)).some((body) => body.includes(text)), patience)
  return (await comments(issue)).find((body) => body.includes(text)) ?? ''
}

/** Every address that is asked in this process, and every body that is sent, but those of the people who play along. */
function listen({ url }: Standin) {
  const sent: Sent[] = []
  const usual = globalThis.fetch
  globalThis.fetch = (input, init) => {
    const headers = new Headers(init?.headers)
    const isOurs = String(input).startsWith(url) && !/wendy|mona/.test(headers.get('user-agent') ?? '')
    if (isOurs)
      sent.push({
        where: `${init?.method ?? 'GET'} ${String(input).slice(url.length)}`,
        bytes: Buffer.from(`${String(input)}\n${String(init?.body ?? '')}`),
      })
    return usual(input, init)
  }
  return {
    sent,
    stop: () => {
      globalThis.fetch = usual
    },
  }
}

/** Every object that the branches of ours hold: files, names, messages, authors. */
function inRepository(standin: Standin, name: string, prefix: string): Sent[] {
  const { directory } = standin.repository(name)
  const git = (...args: string[]): Buffer => execFileSync('git', ['-C', directory, ...args], { maxBuffer: 2 ** 28 })
  const refs = git('for-each-ref', '--format=%(refname)', `refs/heads/${prefix}*`, `refs/heads/${prefix}**`)
    .toString()
    .split('\n')
    .filter((ref) => ref !== '')
  if (refs.length === 0) return []
  const objects = git('rev-list', '--objects', ...refs).toString()
  const ids = [...new Set(objects.split('\n').map((line) => line.slice(0, 40)))].filter((id) => id !== '')
  return [
    { where: `${name}: refs and paths`, bytes: Buffer.from(`${refs.join('\n')}\n${objects}`) },
    ...ids.map((id) => ({
      where: `${name}: ${id}`,
      bytes: git('cat-file', git('cat-file', '-t', id).toString().trim(), id),
    })),
  ]
}
