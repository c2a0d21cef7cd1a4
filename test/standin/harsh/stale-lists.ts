/**
 * Lists that do not yet show what was just written, as those of a database with replicas: what was added is missing, what was
 * changed reads as before, what was deleted is still there. A single thing, asked for by its number or name, is fresh.
 */
import { isObject, type Json, type JsonObject, numberAt, textAt } from '../json.ts'
import type { Answer, Call } from '../types.ts'

interface ListKind {
  readonly list: RegExp
  /** A thing of the list, by which it is written; its path tells it from others. */
  readonly thing: RegExp
  /** Whether a thing belongs into the list that was asked for. */
  readonly holds: (call: Call, thing: JsonObject) => boolean
  readonly inOrder: (a: Json, b: Json) => number
}

const kinds: readonly ListKind[] = [
  {
    list: /^\/repos\/[^/]+\/[^/]+\/issues\/\d+\/comments$/,
    thing: /^\/repos\/[^/]+\/[^/]+\/issues\/comments\/\d+$/,
    holds: ({ path }, comment) => pathOf(comment, 'issue_url') === path.replace(/\/comments$/, '').toLowerCase(),
    inOrder: (a, b) => numberAt(a, 'id') - numberAt(b, 'id'),
  },
  {
    list: /^\/repos\/[^/]+\/[^/]+\/pulls$/,
    thing: /^\/repos\/[^/]+\/[^/]+\/pulls\/\d+$/,
    holds: ({ url }, pull) => {
      const state = url.searchParams.get('state') ?? 'open'
      const head = url.searchParams.get('head')
      const hasHead = head === null || head.endsWith(`:${textAt(pull, 'head', 'ref')}`)
      return hasHead && (state === 'all' || state === pull.state)
    },
    inOrder: (a, b) => numberAt(b, 'number') - numberAt(a, 'number'),
  },
  {
    list: /^\/repos\/[^/]+\/[^/]+\/git\/matching-refs\//,
    thing: /^\/repos\/[^/]+\/[^/]+\/git\/refs\/.+$/,
    holds: ({ path }, ref) => {
      const [, prefix = ''] = path.split('/git/matching-refs/')
      return textAt(ref, 'ref').startsWith(`refs/${decodeURIComponent(prefix)}`)
    },
    inOrder: (a, b) => (textAt(a, 'ref') < textAt(b, 'ref') ? -1 : 1),
  },
]

interface Written {
  readonly kind: ListKind
  readonly path: string
  /** How it was; null where it was not. */
  readonly before: JsonObject | null
  readonly atMs: number
}

export interface StaleLists {
  /** Carries a request out; a list shows only what was written before the last seconds. */
  readonly answer: (call: Call, carryOut: (call: Call) => Promise<Answer>) => Promise<Answer>
}

export function createStaleLists(nowMs: () => number, staleMs: number): StaleLists {
  let journal: Written[] = []
  return {
    async answer(call, carryOut) {
      if (call.method !== 'GET') {
        const written = await write(call, carryOut)
        if (written.kind) journal.push({ ...written, kind: written.kind, atMs: nowMs() })
        return written.answer
      }
      const answer = await carryOut(call)
      const kind = kinds.find(({ list }) => list.test(call.path))
      if (!kind || !Array.isArray(answer.body)) return answer
      journal = journal.filter(({ atMs }) => atMs > nowMs() - staleMs)
      const recent = journal.filter((written) => written.kind === kind)
      return recent.length === 0 ? answer : { ...answer, body: undo(call, kind, answer.body, recent) }
    },
  }
}

/** Carries a write out, and tells which kind of list it changes, and how the thing was before. */
async function write(call: Call, carryOut: (call: Call) => Promise<Answer>) {
  const changed = kinds.find(({ thing }) => thing.test(call.path))
  const before = changed ? objectIn(await carryOut(lookAt(call))) : null
  const answer = await carryOut(call)
  const path = changed ? call.path.toLowerCase() : pathOf(objectIn(answer), 'url')
  const kind = answer.status < 300 ? (changed ?? kinds.find(({ thing }) => thing.test(path))) : undefined
  return { answer, before, path, kind }
}

/** The call that reads what a call writes, with the rendered text that only some lists show. */
function lookAt(call: Call): Call {
  const path = call.path.replace('/git/refs/', '/git/ref/')
  const headers = { ...call.headers, accept: 'application/vnd.github.full+json' }
  return {
    ...call,
    method: 'GET',
    path,
    url: new URL(path, call.url),
    headers,
    bytes: Buffer.alloc(0),
    json: undefined,
  }
}

/** The list as it was before what was written recently. */
function undo(call: Call, { holds, inOrder }: ListKind, body: readonly Json[], recent: readonly Written[]): Json[] {
  // Of what was written to one thing several times, the first tells how it was.
  const before = new Map([...recent].reverse().map((written) => [written.path, written.before]))
  const untouched = body.filter((item) => !before.has(pathOf(item, 'url')))
  const restored = [...before.values()].filter((thing) => thing !== null && holds(call, thing))
  return [...untouched, ...restored].sort(inOrder)
}

function objectIn(answer: Answer): JsonObject | null {
  return answer.status < 300 && !Buffer.isBuffer(answer.body) && isObject(answer.body) ? answer.body : null
}

function pathOf(thing: Json, key: string): string {
  const url = textAt(thing, key)
  return url === '' ? '' : new URL(url).pathname.toLowerCase()
}
