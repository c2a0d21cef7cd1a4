import { createHash } from 'node:crypto'
import { may, maySee } from './access.ts'
import { neededFor } from './access-rules.ts'
import {
  badCredentials,
  notByIntegration,
  notFound,
  problem,
  redirect,
  requiresAuthentication,
  validationFailed,
} from './answers.ts'
import { forward, look } from './forward.ts'
import { answerGraphql } from './graphql/answer-graphql.ts'
import { textAt } from './json.ts'
import { checkRequest, type Finding } from './openapi/check-request.ts'
import { findOperation } from './openapi/find-operation.ts'
import { findRoute } from './route.ts'
import type { Answer, Call, Repository, Route, World } from './types.ts'

/**
 * Answers GitHub's API: who asks, whether GitHub describes such a request, whether they may, whether the fields are
 * right, and only then our own routes or emulate.
 */
export async function answerApi(world: World, routes: readonly Route[], call: Call): Promise<Answer | 'cut'> {
  const { harsh } = world
  const plain = (one: Call) => answerPlain(world, routes, one)
  const carryOut = async () => answerIfChanged(call, await (harsh ? harsh.lists.answer(call, plain) : plain(call)))
  const isLost = harsh?.isLost(call)
  const answer = harsh
    ? await harsh.limits.admit({ call, makesContent: makesContent(world, call) }, carryOut)
    : await carryOut()
  if (isLost) return 'cut'
  const reset = Math.floor(world.now().getTime() / 1000) + 3600
  return {
    ...answer,
    headers: {
      'x-github-request-id': `STAND:${world.requests.length + 1}`,
      'x-github-media-type': 'github.v3; format=json',
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': '4999',
      'x-ratelimit-reset': String(reset),
      'x-ratelimit-resource': call.path.startsWith('/search/') ? 'search' : 'core',
      date: world.now().toUTCString(),
      ...answer.headers,
    },
  }
}

/** GitHub sends nothing again to who has it. */
function answerIfChanged(call: Call, answer: Answer): Answer {
  if (call.method !== 'GET' || answer.status !== 200) return answer
  const bytes = Buffer.isBuffer(answer.body) ? answer.body : JSON.stringify(answer.body ?? null)
  const etag = `W/"${createHash('sha256').update(bytes).digest('hex')}"`
  const headers = { ...answer.headers, etag }
  return call.headers['if-none-match'] === etag ? { status: 304, headers } : { ...answer, headers }
}

function makesContent({ description }: World, { method, path }: Call): boolean {
  return findOperation(description, method, path)?.operation.makesContent === true
}

async function answerPlain(world: World, routes: readonly Route[], call: Call): Promise<Answer> {
  if (!call.headers['user-agent']) {
    report(world, call, 'no User-Agent header')
    return {
      status: 403,
      body: Buffer.from(
        'Request forbidden by administrative rules. Please make sure your request has a User-Agent header',
      ),
    }
  }
  if (call.actor.kind === 'refused')
    return { ...badCredentials(), ...(call.actor.why === 'Bad credentials' ? {} : problem(401, call.actor.why)) }
  if (call.path === '/graphql') return answerGraphql(world, call)
  const found = findOperation(world.description, call.method === 'HEAD' ? 'GET' : call.method, call.path)
  if (!found) {
    report(world, call, 'GitHub describes no such route')
    return notFound()
  }
  const findings = checkRequest(world.description, found, call.url.searchParams, call.bytes, call.json)
  for (const { what } of findings) report(world, call, what)
  if (call.actor.kind === 'installation' && !found.operation.forApps) return notByIntegration()
  const canonical = nameRepository(world, call)
  if ('status' in canonical) return canonical
  const gone = await answerGone(world, canonical)
  if (gone) return gone
  const refusal = refuse(world, canonical) ?? refuseFields(found.operation.template, findings)
  if (refusal) return refusal
  const own = findRoute(routes, canonical.method, canonical.path)
  return own ? own.route.handle(canonical, own.parameters) : forward(world, canonical)
}

function report(world: World, call: Call, what: string): void {
  world.violations.push({ method: call.method, path: `${call.path}${call.url.search}`, what })
}

const underRepository = /^\/repos\/([^/]+)\/([^/]+)(\/.*)?$/

/** Finds the repository in the path, whatever its case; it does not exist for those who may not see it. */
function nameRepository(world: World, call: Call): Call | Answer {
  const match = underRepository.exec(call.path)
  if (!match) return call
  const [, owner = '', name = '', rest = ''] = match
  const asked = `${decodeURIComponent(owner)}/${decodeURIComponent(name)}`.toLowerCase()
  const present = world.repositories.get(world.formerNames.get(asked) ?? '')
  if (present) return movedTo(`${world.url}/repos/${present.fullName}${rest}`)
  const repository = world.repositories.get(asked)
  if (!repository) return notFound()
  const isForApp = call.actor.kind === 'app' && rest === '/installation'
  if (!isForApp && !maySee(world, call.actor, repository)) return notFound()
  return { ...call, repository, path: `/repos/${repository.fullName}${rest}` }
}

function movedTo(location: string): Answer {
  return { ...problem(301, 'Moved Permanently', { url: location }), headers: redirect(location).headers ?? {} }
}

const underIssue = /^\/repos\/([^/]+\/[^/]+)\/issues\/(\d+)(\/.*)?$/

/** An issue that was deleted or moved away, or a comment of one. */
async function answerGone(world: World, call: Call): Promise<Answer | undefined> {
  if (world.gone.size === 0) return undefined
  const comment = /^\/repos\/[^/]+\/[^/]+\/issues\/comments\/\d+/.exec(call.path)?.[0]
  if (comment) {
    const [, name = '', number = ''] = underIssue.exec(pathOf(textAt(await look(world, comment), 'issue_url'))) ?? []
    return world.gone.has(`${name}#${number}`.toLowerCase()) ? notFound() : undefined
  }
  const [, name = '', number = '', rest = ''] = underIssue.exec(call.path) ?? []
  const gone = world.gone.get(`${name}#${number}`.toLowerCase())
  if (gone === undefined) return undefined
  if (gone === 'deleted') return problem(410, 'This issue was deleted')
  const target = world.repositories.get(gone.repository.toLowerCase())
  if (!target || !maySee(world, call.actor, target)) return notFound()
  const location = `${world.url}/repos/${target.fullName}/issues/${gone.number}${rest}`
  const answer = problem(call.method === 'GET' ? 301 : 307, 'Moved Permanently', { url: location })
  return { ...answer, headers: redirect(location).headers ?? {} }
}

const pathOf = (url: string) => (url === '' ? '' : new URL(url).pathname)

/** 403 in GitHub's words for one who sees the repository and may not do this. */
function refuse(world: World, call: Call): Answer | undefined {
  const { repository, actor } = call
  if (!repository) return undefined
  const rest = call.path.slice(`/repos/${repository.fullName}`.length)
  const isWrite = call.method !== 'GET' && call.method !== 'HEAD'
  if (isWrite && actor.kind === 'anonymous') return requiresAuthentication()
  if (isWrite && repository.isArchived && rest !== '') return problem(403, 'Repository was archived so is read-only.')
  if (may(world, actor, repository, neededFor(call.method, rest)) || actor.kind === 'app') return undefined
  if (actor.kind === 'installation') return notByIntegration()
  return problem(403, deniedTo(rest, repository))
}

function deniedTo(rest: string, repository: Repository): string {
  if (rest.endsWith('/permission')) return 'Must have push access to view collaborator permission.'
  if (rest.startsWith('/contents') || rest.startsWith('/git')) return `Must have push access to ${repository.fullName}.`
  return 'Must have admin rights to Repository.'
}

/** GitHub passes over fields that it does not know and minds those that are missing or of another kind. */
function refuseFields(template: string, findings: readonly Finding[]): Answer | undefined {
  const wrong = findings.filter(({ field }) => field !== null)
  if (wrong.length === 0) return undefined
  const resource = resourceOf(template)
  return validationFailed(
    resource,
    wrong.map(({ field, code, what }) => ({ field: field ?? '', code, message: what })),
  )
}

function resourceOf(template: string): string {
  const words = template.split('/').filter((part) => part !== '' && !part.startsWith('{'))
  const word = (words.at(-1) ?? 'request').replace(/s$/, '')
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}
