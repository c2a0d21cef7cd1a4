import { type LookupAddress, lookup } from 'node:dns'
import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { Readable } from 'node:stream'
import { isPublicAddress } from './is-public-address.ts'
import type { Fetch } from './types.ts'

/** The code of the error for an address that is not public. */
export const notPublic = 'ENOTPUBLIC'

export interface FetchPublicOptions {
  /** Every address of a name. */
  readonly resolve?: (name: string) => Promise<readonly LookupAddress[]>
  readonly isPublic?: (address: string) => boolean
}

/** Statuses whose answers have no body. */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304])

/**
 * A `fetch` that reaches the public network only. A name is resolved once for each request, and the very address that was checked is
 * connected to: a name that has another answer a moment later gains nothing. It follows no redirect and unpacks no encoding.
 *
 * @returns a `fetch` that throws an error with the code `ENOTPUBLIC` for an address that is not public
 */
export function createFetchPublic(options: FetchPublicOptions = {}): Fetch {
  const { resolve = resolveAll, isPublic = isPublicAddress } = options
  const lookUp: LookupFunction = (name, { all }, callback) => {
    const answer = (addresses: readonly LookupAddress[]): void => {
      const [first] = addresses
      if (first === undefined || !addresses.every(({ address }) => isPublic(address))) callback(refusal(), [])
      else if (all) callback(null, [...addresses])
      else callback(null, first.address, first.family)
    }
    resolve(name).then(answer, (error: NodeJS.ErrnoException) => callback(error, []))
  }
  return async (url, { headers, signal }) => {
    const host = url.hostname.replace(/^\[|\]$/g, '')
    if (isIP(host) !== 0 && !isPublic(host)) throw refusal()
    const request = url.protocol === 'https:' ? requestHttps : requestHttp
    const message = await new Promise<IncomingMessage>((resolveAnswer, reject) => {
      request(
        url,
        {
          headers: Object.fromEntries(new Headers(headers)),
          lookup: lookUp,
          agent: false,
          ...(signal ? { signal } : {}),
        },
        resolveAnswer,
      )
        .on('error', reject)
        .end()
    })
    return responseOf(message)
  }
}

function resolveAll(name: string): Promise<readonly LookupAddress[]> {
  return new Promise((resolve, reject) => {
    lookup(name, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)))
  })
}

function refusal(): NodeJS.ErrnoException {
  return Object.assign(new Error('the address is not public'), { code: notPublic })
}

function responseOf(message: IncomingMessage): Response {
  const status = message.statusCode ?? 0
  const headers = new Headers()
  for (const [name, values = []] of Object.entries(message.headersDistinct))
    for (const value of values) headers.append(name, value)
  if (bodiless.has(status)) {
    message.resume()
    return new Response(null, { status, headers })
  }
  return new Response(Readable.toWeb(message) as ReadableStream<Uint8Array>, { status, headers })
}
