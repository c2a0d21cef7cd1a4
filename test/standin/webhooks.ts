import { createHmac, randomUUID } from 'node:crypto'
import { look } from './forward.ts'
import { at, isObject, type Json, type JsonObject, listAt, numberAt, textAt } from './json.ts'
import { polish } from './polish.ts'
import type { App, Delivery, World } from './types.ts'

/** How long GitHub waits for an App, in milliseconds. */
const deadlineMs = 10_000

export interface Deliverer {
  /** Sends one event, after those before it have been answered or given up. */
  readonly deliver: (event: string, payload: Json) => void
  readonly underWay: <T>(change: Promise<T>) => Promise<T>
  readonly redeliver: (delivery: Delivery) => void
  /** Done when nothing is on its way. */
  readonly settled: () => Promise<void>
  /** Drops what has not been sent. */
  readonly stop: () => void
}

/** Delivers events to the App: signed, one after the other, each kept with what came back. */
export function createDeliverer(world: () => World): Deliverer {
  let queue: Promise<void> = Promise.resolve()
  const changes = new Set<Promise<unknown>>()
  let isStopped = false
  const enqueue = (work: () => Promise<void>) => {
    queue = queue
      .then(() => (isStopped ? undefined : work()))
      .catch((error: unknown) => {
        if (!isStopped) process.stderr.write(`stand-in: an event was lost: ${String(error)}\n`)
      })
  }
  return {
    deliver: (event, payload) =>
      enqueue(async () => {
        await Promise.allSettled(changes)
        const polished = await polishEvent(world(), event, payload)
        await send(world(), { guid: randomUUID(), event, payload: polished, redelivery: false })
      }),
    underWay: async (change) => {
      changes.add(change)
      try {
        return await change
      } finally {
        changes.delete(change)
      }
    },
    redeliver: (delivery) => enqueue(() => send(world(), { ...delivery, redelivery: true })),
    stop: () => {
      isStopped = true
    },
    settled: async () => {
      for (let seen: unknown; seen !== queue; ) {
        seen = queue
        await queue
        // emulate hands its events over by HTTP: give one that is on its way the time to arrive.
        await new Promise((resolve) => setTimeout(resolve, 30))
      }
    },
  }
}

interface Message {
  readonly guid: string
  readonly event: string
  readonly payload: Json
  readonly redelivery: boolean
}

async function send(world: World, message: Message): Promise<void> {
  const { app } = world
  if (!app?.webhookUrl) return
  const text = JSON.stringify(message.payload)
  const headers = headersOf(app, message, text)
  const began = performance.now()
  const reply = await post(app.webhookUrl, headers, text)
  world.deliveries.push({
    ...message,
    id: world.deliveries.length + 1,
    action: textAt(message.payload, 'action') || null,
    deliveredAt: world.now(),
    durationSeconds: Math.round(performance.now() - began) / 1000,
    ...reply,
    installationId: numberAt(message.payload, 'installation', 'id') || null,
    repositoryId: numberAt(message.payload, 'repository', 'id') || null,
    url: app.webhookUrl,
    requestHeaders: headers,
  })
}

function headersOf(app: App, message: Message, text: string): Record<string, string> {
  const sign = (algorithm: string) => createHmac(algorithm, app.webhookSecret).update(text).digest('hex')
  return {
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/stand-in',
    'x-github-delivery': message.guid,
    'x-github-event': message.event,
    'x-github-hook-id': String(app.id),
    'x-github-hook-installation-target-id': String(app.id),
    'x-github-hook-installation-target-type': 'integration',
    'x-hub-signature': `sha1=${sign('sha1')}`,
    'x-hub-signature-256': `sha256=${sign('sha256')}`,
  }
}

async function post(url: string, headers: Record<string, string>, body: string) {
  try {
    const signal = AbortSignal.timeout(deadlineMs)
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' })
    return {
      statusCode: response.status,
      status: response.ok ? 'OK' : `Invalid HTTP Response: ${response.status}`,
      responseHeaders: Object.fromEntries(response.headers),
      responseBody: await response.text(),
    }
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError'
    return {
      statusCode: isLate ? 504 : 502,
      status: isLate ? 'timed out' : 'failed to connect to host',
      responseHeaders: {},
      responseBody: '',
    }
  }
}

/** Makes an event of emulate's as GitHub sends it. */
async function polishEvent(world: World, event: string, payload: Json): Promise<Json> {
  const polished = polish(world, payload, { kind: 'anonymous' })
  if (!isObject(polished)) return polished
  const issuePath = pathOf(world, textAt(polished, 'issue', 'url'))
  const fresh = issuePath ? await look(world, issuePath) : undefined
  // At `opened` emulate has not put the labels on yet; GitHub's event has them, and none that was put on since.
  if (event === 'issues' && polished.action === 'opened' && isObject(polished.issue)) {
    const names = world.openedWith.get(issuePath) ?? []
    const labels = listAt(fresh, 'labels').filter((label) => names.includes(textAt(label, 'name')))
    polished.issue = { ...polished.issue, labels }
  }
  // To emulate a pull request is no issue; GitHub says which issues are one.
  if (issuePath && fresh === undefined && isObject(polished.issue)) {
    const url = `${world.url}${issuePath.replace('/issues/', '/pulls/')}`
    polished.issue = { ...polished.issue, pull_request: { url, html_url: textAt(polished.issue, 'html_url') } }
  }
  if (isObject(polished.label)) polished.label = fullLabel(polished.label, polished.issue, fresh)
  if (polished.action === 'edited') polished.changes = changesOf(world, polished)
  if (isObject(polished.repository)) delete polished.repository.permissions
  return polished
}

/** emulate names a label by name and colour alone. */
function fullLabel(label: JsonObject, ...issues: (Json | undefined)[]): Json {
  const known = issues.flatMap((issue) => listAt(issue, 'labels'))
  const full = known.find((candidate) => textAt(candidate, 'name') === label.name)
  return full ?? { id: 0, node_id: '', url: '', default: false, description: null, ...label }
}

function changesOf(world: World, payload: JsonObject): JsonObject {
  const subject = pathOf(world, textAt(at(payload, 'comment') ?? at(payload, 'issue'), 'url'))
  const before = world.replaced.get(subject) ?? {}
  world.replaced.delete(subject)
  return {
    ...(before.title === undefined ? {} : { title: { from: before.title } }),
    ...(before.body === undefined ? {} : { body: { from: before.body } }),
  }
}

function pathOf(world: World, url: string): string {
  return url.startsWith(world.url) ? url.slice(world.url.length) : ''
}
