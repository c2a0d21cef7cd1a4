import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { HeadwaterError } from '../errors.ts'
import { describeError } from './describe-error.ts'
import type { Log } from './log.ts'

/** GitHub sends no more than 25 MB. */
const largestBody = 25 * 1024 * 1024
const requestWithinMs = 30_000

export interface Webhooks {
  /** Whether a body was signed by GitHub. */
  readonly isSigned: (body: string, signature: string) => Promise<boolean>
  readonly handle: RequestListener
}

export interface HttpServerOptions {
  /** Null in a process that only works. */
  readonly webhooks: Webhooks | null
  /** Throws while jobs cannot be stored. */
  readonly check: () => Promise<void>
  readonly log: Log
}

/** Answers `/healthz` (the process lives), `/readyz` (it can store jobs), and webhooks. */
export function createHttpServer({ webhooks, check, log }: HttpServerOptions): Server {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url?.split('?', 1)[0]
    if (path === '/healthz') return end(response, 200, 'ok')
    if (path === '/readyz') {
      return check().then(
        () => end(response, 200, 'ok'),
        () => end(response, 503, 'the database does not answer'),
      )
    }
    if (webhooks === null || path !== webhookPath) return end(response, 404, 'there is nothing here')
    if (request.method !== 'POST') return end(response, 405, 'webhooks are posted')
    const body = await readBody(request)
    if (body === null) return end(response, 413, `more than ${largestBody} bytes`)
    // Probot looks too, but writes what strangers send into its log.
    const signature = String(request.headers['x-hub-signature-256'] ?? '')
    if (!(await webhooks.isSigned(body, signature))) {
      log.warn({ from: request.socket.remoteAddress }, 'a webhook with a wrong signature was refused')
      return end(response, 401, 'the signature is wrong')
    }
    request.body = body
    webhooks.handle(request, response)
  }
  return createServer({ requestTimeout: requestWithinMs }, (request, response) => {
    answer(request, response).catch((error) => {
      log.error({ err: describeError(error) }, 'request failed')
      if (!response.headersSent) end(response, 500, 'failed')
    })
  })
}

/** Where Probot expects webhooks. */
export const webhookPath = '/api/github/webhooks'

/** @throws HeadwaterError `usage` where the port is taken */
export async function listen(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why = cause.code === 'EADDRINUSE' ? 'is taken' : `cannot be listened on (${cause.code})`
      reject(new HeadwaterError('usage', `port ${port} of ${host} ${why}; set PORT or --port to another`, { cause }))
    })
    server.listen({ host, port }, resolve)
  })
}

/** The body as text, so that it is measured before anybody keeps it; null where it is too large. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  if (Number(request.headers['content-length'] ?? 0) > largestBody) return null
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > largestBody) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function end(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`)
}
