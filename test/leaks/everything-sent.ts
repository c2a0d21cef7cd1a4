import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { diagnoseFiles } from '../../src/app/parse/diagnose-files.ts'
import type { ParseRequest } from '../../src/app/parse/types.ts'
import { composePublished, handOver, noRules, type PublishedSet, signMarker } from '../../src/contribution/index.ts'
import { createGitHubClient } from '../../src/github/index.ts'
import type { Package } from '../../src/ownership/index.ts'
import type { AdvisoryClient, PackageIndexClient } from '../../src/packages/index.ts'
import { type CommentInput, renderComment } from '../../src/report/index.ts'
import { investigateUpstream, type UpstreamFindings } from '../../src/upstream/index.ts'
import type { Sent } from './find-secret.ts'
import type { GeneratedIncident } from './generate-incident.ts'

const key = 'a secret of the tests, long enough'
const marker = signMarker({ repositoryId: 90_210_417, incident: 12, kind: 'status', id: null }, key)
const webOrigin = 'https://github.com'

/** A diagnosis with all that is drawn for others, as the child process of the App makes it. */
export async function diagnoseGenerated(incident: GeneratedIncident, draws = true) {
  const folder = await mkdtemp(join(tmpdir(), 'headwater-leaks-'))
  try {
    const file = join(folder, 'profile')
    await writeFile(file, incident.profile.bytes)
    const { own, private: hidden, redact } = incident.configuration
    const { name, bytes } = incident.profile
    const request: ParseRequest = {
      profiles: [{ name, source: 'attachment', bytes: bytes.length, file, error: null }],
      service: incident.files,
      patterns: { own, private: hidden },
      redact,
      isPublic: true,
      pictureTitle: draws ? 'Incident 12' : null,
      evidence: { suspect: incident.culprit },
    }
    const { diagnosed, profiles, trouble } = await diagnoseFiles(request)
    if (diagnosed === null) throw new Error(`${incident.title}: ${trouble ?? profiles[0]?.error}`)
    return {
      incident,
      diagnosed,
      lines: profiles.map((line) => ({ name, source: 'attachment', bytes: bytes.length, ...line })),
    }
  } finally {
    await rm(folder, { recursive: true })
  }
}

export type DiagnosedIncident = Awaited<ReturnType<typeof diagnoseGenerated>>

/** Every byte that leaves a public service for such an incident, composed without an App. */
export async function everythingSent(given: DiagnosedIncident): Promise<Sent[]> {
  const { incident, diagnosed } = given
  const culprit = packageCalled(diagnosed.graph.packages, incident.culprit)
  const { findings, asked } = await askUpstream(given, culprit)
  const set = composeSet(given, culprit)
  const sent = [...asked, ...commentsOn(given, findings, set)]
  if (diagnosed.picture !== null) {
    sent.push({ where: 'picture (SVG)', bytes: Buffer.from(diagnosed.picture.svg) })
    sent.push({ where: 'picture (PNG)', bytes: Buffer.from(diagnosed.picture.png, 'base64') })
  }
  return set === null ? sent : [...sent, ...partsOf(set)]
}

function packageCalled(packages: readonly Package[], name: string): Package {
  const found = packages.find((one) => one.name === name)
  if (found === undefined) throw new Error(`no package ${name}`)
  return found
}

function composeSet({ diagnosed }: DiagnosedIncident, culprit: Package): PublishedSet | null {
  const { evidence, diagnosis } = diagnosed
  if (evidence === null) return null
  return composePublished({
    plan: {
      answer: 'draft',
      kind: 'pr',
      upstream: { owner: 'lockside', repo: 'codec' },
      thread: null,
      isResult: false,
      reasons: [],
      cautions: [],
    },
    origin: { repositoryId: 90_210_417, incident: 12 },
    culprit,
    directory: null,
    shape: diagnosis.shape,
    confidence: diagnosis.confidence,
    share: evidence.share,
    evidence,
    names: evidence.names,
    rules: noRules,
    fork: { owner: 'acme', repo: 'codec' },
    author: { name: 'headwater[bot]', email: '5+headwater[bot]@users.noreply.github.com' },
    webOrigin,
    markerKey: key,
  })
}

function partsOf(set: PublishedSet): Sent[] {
  const text = (where: string, value: string): Sent => ({ where, bytes: Buffer.from(value) })
  const files = [...set.work.files, ...set.evidence.files]
  const { url, commands } = handOver(set, webOrigin, 'main')
  return [
    ...files.map(({ path, bytes }) => ({ where: `fork: ${path}`, bytes })),
    text('fork: texts', [set.title, set.body, set.draftBody].join('\n')),
    text('fork: commits', [set.work, set.evidence].flatMap(({ name, message }) => [name, message]).join('\n')),
    text('fork: author and paths', JSON.stringify([set.author, set.fork, set.upstream, files.map(({ path }) => path)])),
    text('hand-over', [url ?? '', ...commands].join('\n')),
  ]
}

function commentsOn(
  { diagnosed, lines }: DiagnosedIncident,
  upstream: UpstreamFindings,
  set: PublishedSet | null,
): Sent[] {
  const { diagnosis, document, notes, graph, names } = diagnosed
  const lockfiles = {
    at: 'head',
    commit: '3f2a91c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2',
    ref: 'main',
    files: graph.lockfiles,
    notFound: null,
  } as const
  const wrong = lines.map((line) => ({ ...line, format: null, samples: null, error: `${line.name}: 2: no stack` }))
  const inputs: CommentInput[] = [
    {
      kind: 'report',
      document,
      diagnosis,
      profiles: lines,
      lockfiles,
      picture: null,
      upstream,
      notes,
      words: [],
      notice: null,
    },
    { kind: 'trouble', what: `${lines[0]?.name}: 2: no stack`, profiles: wrong, next: [], commands: [] },
  ]
  if (set !== null)
    inputs.push({
      kind: 'preview',
      set,
      hash: '0'.repeat(16),
      reasons: [],
      cautions: [],
      picture: webOrigin,
      whole: webOrigin,
      isFork: true,
    })
  return inputs.map((input) => ({
    where: `comment: ${input.kind}`,
    bytes: Buffer.from(renderComment(input, { repository: 'acme/checkout', webOrigin, marker, names })),
  }))
}

/** What upstream is asked: every request to GitHub and every name that an index learns. */
async function askUpstream({ incident, diagnosed }: DiagnosedIncident, culprit: Package) {
  const asked: Sent[] = []
  const note = (where: string, ...texts: string[]): void => {
    asked.push({ where, bytes: Buffer.from(texts.join('\n')) })
  }
  const index: PackageIndexClient = {
    name: 'an index',
    ecosystems: new Set(['cargo', 'npm', 'golang', 'pypi', 'conan']),
    claims: async () => false,
    repositoryOf: async ({ name, version }) => {
      note('index', name, version ?? '')
      return {
        address: `https://github.com/lockside/${name.replace(/[^a-z]/g, '')}`,
        directory: null,
        tracker: null,
        provenance: 'an index',
      }
    },
  }
  const advisories: AdvisoryClient = {
    name: 'advisories',
    ecosystems: index.ecosystems,
    advisoriesOf: async ({ name, version }) => {
      note('advisories', name, version ?? '')
      return []
    },
    advisoryBy: async () => null,
  }
  const usual = globalThis.fetch
  globalThis.fetch = async (url, init) => {
    const answer = answerOf(new URL(String(url)))
    note(
      'GitHub',
      String(url),
      String(init?.body ?? ''),
      JSON.stringify([...new Headers(init?.headers)].filter(([name]) => name !== 'authorization')),
    )
    return Response.json(answer.body, { status: answer.status })
  }
  try {
    const apiUrl = 'https://api.github.com'
    const github = await createGitHubClient({ apiUrl, pacing: false, requestTimeoutMs: 1_000, token: 'x' })
    const { graph, diagnosis, hotSymbols } = diagnosed
    const { upstreams } = incident.configuration
    const findings = await investigateUpstream(
      { culprit, graph, diagnosis, hotSymbols, files: incident.files, link: null, target: null, upstreams },
      {
        github,
        indexes: [index],
        advisories: [advisories],
        installed: new Map(),
        signal: AbortSignal.timeout(30_000),
        clock: () => new Date(0),
      },
    )
    return { findings, asked }
  } finally {
    globalThis.fetch = usual
  }
}

/** GitHub knows every repository, and no issue. */
function answerOf({ pathname }: URL): { status: number; body: unknown } {
  if (pathname === '/graphql') return { status: 200, body: { data: { search: { nodes: [] } } } }
  const [, owner, repo] = /^\/repos\/([^/]+)\/([^/]+)$/.exec(pathname) ?? []
  if (owner === undefined || repo === undefined) return { status: 404, body: { message: 'Not Found' } }
  const url = `https://github.com/${owner}/${repo}`
  return {
    status: 200,
    body: {
      name: repo,
      owner: { login: owner },
      html_url: url,
      private: false,
      archived: false,
      fork: false,
      has_issues: true,
      mirror_url: null,
      default_branch: 'main',
    },
  }
}
