/**
 * Git over HTTP by git's own `git http-backend`, a CGI program. https://git-scm.com/docs/git-http-backend
 */
import { spawn } from 'node:child_process'
import { may } from '../access.ts'
import { notFound, problem } from '../answers.ts'
import type { Actor, Answer, Call, Repository, World } from '../types.ts'
import { mayChangeWorkflows } from './guard-workflows.ts'
import { gitEnvironment } from './run-git.ts'

const pattern = /^\/([^/]+)\/([^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/

/** Answers clone, fetch and push; undefined when the request is about something else. */
export async function answerGit(world: World, call: Call): Promise<Answer | undefined> {
  const match = pattern.exec(call.path)
  if (!match) return undefined
  const [, owner = '', name = '', service = ''] = match
  const repository = world.repositories.get(`${owner}/${name}`.toLowerCase())
  const isPush = service === 'git-receive-pack' || call.url.searchParams.get('service') === 'git-receive-pack'
  const refusal = refuse(world, call, repository, isPush)
  if (refusal || !repository) return refusal ?? notFound()
  return runBackend(repository, service, call)
}

/** As GitHub: 401 for a stranger, so that git asks its credential helper; 404 for who may not see; 403 for who may not push. */
function refuse(world: World, call: Call, repository: Repository | undefined, isPush: boolean): Answer | undefined {
  const { actor } = call
  const canRead = repository !== undefined && may(world, actor, repository, { contents: 'read', role: 'read' })
  if (actor.kind === 'refused') return challenge()
  if (actor.kind === 'anonymous' && (isPush || !canRead)) return challenge()
  if (!repository || !canRead) return notFound()
  if (!isPush) return undefined
  if (repository.isArchived) return problem(403, 'This repository was archived so it is read-only.')
  const canWrite = may(world, actor, repository, { contents: 'write', role: 'write' })
  return canWrite ? undefined : problem(403, `Permission to ${repository.fullName}.git denied.`)
}

function challenge(): Answer {
  return { status: 401, headers: { 'www-authenticate': 'Basic realm="GitHub"' }, body: Buffer.from('') }
}

function runBackend(repository: Repository, service: string, call: Call): Promise<Answer> {
  const header = (name: string) => String(call.headers[name] ?? '')
  const environment = {
    ...gitEnvironment,
    GIT_PROJECT_ROOT: repository.directory,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: `/${service}`,
    REQUEST_METHOD: call.method,
    QUERY_STRING: call.url.search.slice(1),
    CONTENT_TYPE: header('content-type'),
    CONTENT_LENGTH: String(call.bytes.length),
    HTTP_CONTENT_ENCODING: header('content-encoding'),
    GIT_PROTOCOL: header('git-protocol'),
    REMOTE_USER: call.actor.kind === 'user' ? call.actor.login : call.actor.kind,
    REMOTE_ADDR: '127.0.0.1',
    ...(changesWorkflows(call.actor) ? { [mayChangeWorkflows]: 'yes' } : {}),
  }
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['http-backend'], { env: environment })
    const out: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.on('error', reject)
    child.on('close', () => resolve(readCgi(Buffer.concat(out))))
    child.stdin.on('error', () => {})
    child.stdin.end(call.bytes)
  })
}

function changesWorkflows(actor: Actor): boolean {
  return actor.kind === 'user' || (actor.kind === 'installation' && actor.permissions.workflows === 'write')
}

function readCgi(bytes: Buffer): Answer {
  const end = bytes.indexOf('\r\n\r\n')
  const headers: Record<string, string> = {}
  for (const line of bytes.subarray(0, Math.max(0, end)).toString('latin1').split('\r\n')) {
    const colon = line.indexOf(':')
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim()
  }
  const { status, ...rest } = headers
  return { status: Number.parseInt(status ?? '200', 10), headers: rest, body: bytes.subarray(end + 4) }
}
