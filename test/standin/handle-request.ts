import { answerApi } from './answer-api.ts'
import { answerWeb, isApiPath } from './answer-web.ts'
import { problem } from './answers.ts'
import { authenticate } from './authenticate.ts'
import { faultAnswer, takeFault } from './faults.ts'
import { parseJson } from './json.ts'
import { answerObjects } from './objects.ts'
import type { Incoming, Outcome } from './serve.ts'
import type { Answer, Call, Fault, RecordedRequest, Route, World } from './types.ts'

/** Answers and records one request to GitHub's own host. */
export async function handleRequest(world: World, routes: readonly Route[], incoming: Incoming): Promise<Outcome> {
  const call = readCall(world, world.url, incoming)
  const isApi = isApiPath(call.path)
  const answer = () => {
    if (incoming.isTooLong) return problem(413, 'Request Entity Too Large')
    return isApi ? answerApi(world, routes, call) : answerWeb(world, call)
  }
  return recorded(world, call, isApi ? 'api' : 'web', answer)
}

/** Answers and records one request to the storage host. */
export async function handleObjects(world: World, incoming: Incoming): Promise<Outcome> {
  const call = readCall(world, world.objectsUrl, incoming)
  return recorded(world, call, 'objects', () => answerObjects(world, call))
}

function readCall(world: World, origin: string, { request, bytes }: Incoming): Call {
  const url = new URL(request.url ?? '/', origin)
  const isJson = bytes.length > 0 && !/octet-stream|x-git/.test(request.headers['content-type'] ?? '')
  return {
    method: request.method ?? 'GET',
    url,
    path: url.pathname,
    headers: request.headers,
    bytes,
    json: isJson ? parseJson(bytes) : undefined,
    actor: authenticate(world, request.headers.authorization),
    repository: null,
  }
}

async function recorded(
  world: World,
  call: Call,
  host: RecordedRequest['host'],
  answer: () => Promise<Answer | 'cut'> | Answer,
): Promise<Outcome> {
  const time = world.now()
  const fault = takeFault(world, call)
  const outcome = await disturbed(world, call, fault, answer)
  world.requests.push({
    time,
    method: call.method,
    path: call.path,
    query: call.url.search,
    status: typeof outcome === 'string' ? 0 : outcome.status,
    actor: call.actor,
    headers: call.headers,
    body: call.json,
    host,
  })
  return outcome
}

async function disturbed(
  world: World,
  call: Call,
  fault: Fault | undefined,
  answer: () => Promise<Answer | 'cut'> | Answer,
): Promise<Outcome> {
  if (fault?.status === 'hang' || fault?.status === 'cut') return fault.status
  const instead = fault && faultAnswer(fault)
  if (instead) return instead
  const answered = call.method === 'GET' ? answer() : world.underWay(Promise.resolve(answer()))
  const outcome = await answered
  return fault ? 'cut' : outcome
}
