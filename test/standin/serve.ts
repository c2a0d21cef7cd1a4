import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Answer } from './types.ts'

export interface Incoming {
  readonly request: IncomingMessage
  readonly bytes: Buffer
  /** The body was longer than allowed; `bytes` is its beginning. */
  readonly isTooLong: boolean
}

/** What becomes of a request: an answer, a connection cut, or nothing at all. */
export type Outcome = Answer | 'cut' | 'hang'

export interface Listener {
  readonly url: string
  readonly close: () => Promise<void>
}

/** Listens on 127.0.0.1; port 0 takes any free one. */
export async function serve(
  port: number,
  maxBodyBytes: number,
  handle: (incoming: Incoming) => Promise<Outcome>,
): Promise<Listener> {
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => {
    void answerOne(request, response, maxBodyBytes, handle)
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const { port: taken } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${taken}`, close: () => closeServer(server, sockets) }
}

function closeServer(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    for (const socket of sockets) socket.destroy()
  })
}

async function answerOne(
  request: IncomingMessage,
  response: ServerResponse,
  maxBodyBytes: number,
  handle: (incoming: Incoming) => Promise<Outcome>,
): Promise<void> {
  try {
    const outcome = await handle({ request, ...(await readBody(request, maxBodyBytes)) })
    if (outcome === 'hang') return
    if (outcome === 'cut') request.socket.destroy()
    else write(request, response, outcome)
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
    process.stderr.write(`stand-in: ${request.method} ${request.url}: ${message}\n`)
    if (!response.headersSent) write(request, response, { status: 500, body: { message } })
  }
}

async function readBody(request: IncomingMessage, maxBodyBytes: number) {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    // Read on to the end, or the sender would see a cut connection and no answer.
    if (size <= maxBodyBytes) chunks.push(chunk)
  }
  return { bytes: Buffer.concat(chunks), isTooLong: size > maxBodyBytes }
}

function write(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const { body } = answer
  const bytes = Buffer.isBuffer(body) ? body : body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body))
  const type = Buffer.isBuffer(body) ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8'
  const headers = { ...(bytes.length > 0 ? { 'content-type': type } : {}), ...answer.headers }
  response.writeHead(answer.status, answer.status === 204 ? headers : { ...headers, 'content-length': bytes.length })
  response.end(request.method === 'HEAD' || answer.status === 204 ? undefined : bytes)
}
