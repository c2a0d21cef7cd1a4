import { execFileSync } from 'node:child_process'
import { until } from '../app/helpers.ts'
import { isDone } from '../app/is-done.ts'
import { seed as basicSeed, webhookSecret } from '../app/start-app.ts'
import { type IssueReference, type RecordedRequest, type Seed, type Standin, textAt } from '../standin/index.ts'
import type { Sent } from './find-secret.ts'
import type { GeneratedIncident } from './generate-incident.ts'

/** A generated incident of a service that the App is installed on. */
export interface PlantedIncident {
  readonly incident: GeneratedIncident
  readonly service: string
  /** Whether all may read the service's repository. */
  readonly isPublic: boolean
}

/** Something that left the App, and the private repository within which it stays. */
export interface Left extends Sent {
  readonly within: string | null
}

export const upstream = 'lockside/codec'
export const fork = 'acme/codec'
const patienceMs = 300_000

/** Each incident with a service of its own, and the upstream of all their culprits. */
export function seedOf(planted: readonly PlantedIncident[]): Seed {
  const manifests = planted.flatMap(({ incident: { manifest } }) => manifest ?? [])
  return {
    ...basicSeed,
    users: [...(basicSeed.users ?? []), { login: 'headwater[bot]', type: 'Bot' }, { login: 'lena' }],
    organizations: [...(basicSeed.organizations ?? []), { login: 'lockside', admins: ['lena'] }],
    repositories: [
      ...planted.map(({ service, isPublic, incident: { files, configurationText } }) => ({
        name: service,
        private: !isPublic,
        labels: ['incident-profile'],
        collaborators: { wendy: 'write' as const },
        files: {
          ...Object.fromEntries(files.map(({ path, text }) => [path, text])),
          '.github/headwater.yml': configurationText,
        },
      })),
      {
        name: upstream,
        defaultBranch: 'main',
        files: {
          'README.md': '# Codec\n',
          ...Object.fromEntries(manifests.map(({ path, text }) => [path, text])),
        },
      },
    ],
    app: { webhookSecret, installations: [{ id: 7, account: 'acme', repositories: 'all' }] },
  }
}

/** A person makes the fork of upstream, into which everything is published. */
export async function makeFork(standin: Standin): Promise<void> {
  await standin.as('mona').request('POST', `/repos/${upstream}/forks`, { organization: 'acme' })
}

/**
 * Has the App do with an incident all that it does: report, preview, publish, compare with a newer run, instrument, upgrade, withdraw.
 *
 * @returns what it said in comments of its own
 */
export async function walkArc(standin: Standin, { incident, service }: PlantedIncident): Promise<string[]> {
  const { profile, culprit, told, manifest } = incident
  const content = { base64: Buffer.from(profile.bytes).toString('base64') }
  const link = `[${profile.name}](${standin.attach({ name: 'cpu.gz', content, access: 'public', repository: service })})`
  const wendy = standin.as('wendy')
  const issue = await wendy.openIssue({
    repository: service,
    title: told.title,
    body: `### Symptom\n\n${told.symptom}\n\n### Profiles\n\n${link}`,
  })
  const said = () => commentsOn(standin, issue)
  const say = async (text: string): Promise<void> => {
    const comment = await wendy.comment(issue, text)
    await until(() => isDone(standin, service, comment), patienceMs)
  }
  await wendy.label(issue, 'incident-profile')
  await until(async () => (await said()).some((body) => /What was read|No diagnosis/.test(body)), patienceMs)
  const target = manifest === null ? `/upstream target ${upstream}\n` : ''
  await say(`${told.comment}\n\n/upstream suspect ${culprit}\n${target}/upstream draft pr`)
  const [, hash = ''] = /\/upstream approve ([0-9a-f]{16})/.exec((await said()).join('\n')) ?? []
  if (hash === '') return said()
  await say(`/upstream approve ${hash}`)
  await say(`${link}\n\n/upstream validate ran`)
  await say('/upstream instrument\n/upstream upgrade')
  const beforeWithdrawal = await said()
  await say('/upstream withdraw')
  return [...beforeWithdrawal, ...(await said())]
}

async function commentsOn(standin: Standin, issue: IssueReference): Promise<string[]> {
  const ours = (await standin.comments(issue)).filter((one) => textAt(one, 'user', 'login') === 'headwater[bot]')
  return ours.map((one) => textAt(one, 'body'))
}

/** Remembers what is in the repositories, so that what comes later can be told apart. */
export function watchRepositories(standin: Standin, planted: readonly PlantedIncident[]): () => Left[] {
  const before = new Map(planted.map(({ service }) => [service, new Set(objectsOf(standin, service))]))
  return () =>
    [...before.keys(), fork, upstream].flatMap((name) => {
      const added = objectsOf(standin, name).filter((id) => !before.get(name)?.has(id))
      const within = privateOne(planted, name)
      const refs = git(standin, name, 'for-each-ref', '--format=%(refname)', 'refs/heads/headwater*')
      return [
        { where: `${name}: branches`, bytes: refs, within },
        ...added.map((id) => {
          const type = git(standin, name, 'cat-file', '-t', id).toString().trim()
          return { where: `${name}: ${type} ${id}`, bytes: git(standin, name, 'cat-file', type, id), within }
        }),
      ]
    })
}

function objectsOf(standin: Standin, name: string): string[] {
  const list = git(standin, name, 'cat-file', '--batch-all-objects', '--batch-check=%(objectname)').toString()
  return list.split('\n').filter(Boolean)
}

function git(standin: Standin, name: string, ...args: string[]): Buffer {
  return execFileSync('git', ['-C', standin.repository(name).directory, ...args], { maxBuffer: 2 ** 28 })
}

/** Every address that the App asked of GitHub, and every body that it sent. */
export function requestsOf({ requests }: Standin, planted: readonly PlantedIncident[]): Left[] {
  return requests.flatMap((request) => {
    const { method, path, body, headers, actor, host } = request
    if (actor.kind === 'user') return []
    const { authorization: _, ...others } = headers
    const name = repositoryOf(request)
    const own = planted.find(({ service }) => service === name)?.service ?? null
    const isQuestion = method === 'GET' || path === '/graphql'
    // GitHub itself gave out the signed address of what it stores.
    const query = host === 'objects' ? '' : request.query
    return {
      where: `${method} ${path}`,
      bytes: Buffer.from([path, query, JSON.stringify(body ?? ''), JSON.stringify(others)].join('\n')),
      // To read a service's own files is to name them to nobody else, whoever may read the repository.
      within: isQuestion ? own : privateOne(planted, name),
    }
  })
}

/** The repository that a request is about; by the path, or for GraphQL by the variables. */
function repositoryOf({ path, body }: RecordedRequest): string {
  const [, name = ''] = /^(?:\/repos)?\/([^/]+\/[^/]+?)(?:\.git)?(?:\/|$)/.exec(path) ?? []
  return path === '/graphql' ? `${textAt(body, 'variables', 'owner')}/${textAt(body, 'variables', 'repo')}` : name
}

/** What comments in private repositories have people send elsewhere: links, and the texts in them. */
export function linksIn(comments: readonly string[]): Left[] {
  const links = comments.flatMap((body) => body.match(/https?:\/\/[^\s)]+/g) ?? [])
  return links
    .filter((link) => link.includes(`/${upstream}/`))
    .map((link) => ({ where: 'hand-over', bytes: Buffer.from(link), within: null }))
}

function privateOne(planted: readonly PlantedIncident[], name: string): string | null {
  return planted.find(({ service, isPublic }) => !isPublic && service === name)?.service ?? null
}
