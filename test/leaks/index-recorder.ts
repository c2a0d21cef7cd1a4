import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Left } from './through-the-app.ts'

/** Stands for every package index there is: knows nothing, and remembers what it was asked. */
export interface IndexRecorder {
  readonly asked: readonly Left[]
  /** Environment by which a process asks it instead. */
  readonly env: Readonly<Record<string, string>>
  readonly close: () => void
}

export async function startIndexRecorder(): Promise<IndexRecorder> {
  const asked: Left[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const { method, url, headers } = request
    const bytes = Buffer.concat([Buffer.from(`${method} ${url}\n${JSON.stringify(headers)}\n`), ...chunks])
    asked.push({ where: `index: ${method} ${url}`, bytes, within: null })
    response.writeHead(404, { 'content-type': 'application/json' }).end('{}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return {
    asked,
    env: {
      HEADWATER_INDEXES: 'on',
      INDEX_RECORDER: url,
      npm_config_registry: url,
      NODE_OPTIONS: `--import=${new URL('ask-recorder.ts', import.meta.url)}`,
    },
    close: () => server.close(),
  }
}
