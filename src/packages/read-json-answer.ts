import { badAnswer } from './bad-answer.ts'

/** More than any answer about one version of a package. */
const largestAnswer = 1024 * 1024

/** The part that the answers of all HTTP clients share. */
export interface JsonAnswer {
  readonly headers: { get(name: string): string | null }
  readonly body: AsyncIterable<Uint8Array> | null
}

/**
 * Reads the body of an answer, of which at most 1 MiB is ever held.
 *
 * @param index its name, for the message
 * @throws HeadwaterError `index-unavailable` where it is no JSON, or too large
 */
export async function readJsonAnswer(answer: JsonAnswer, index: string): Promise<unknown> {
  const type = answer.headers.get('content-type') ?? ''
  if (!/^application\/(?:[\w.-]+\+)?json(?:;|$)/i.test(type)) throw badAnswer(index, 'something other than JSON')
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of answer.body ?? []) {
    size += chunk.byteLength
    if (size > largestAnswer) throw badAnswer(index, 'too much')
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    throw badAnswer(index, 'broken JSON')
  }
}
