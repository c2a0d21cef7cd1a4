import { badAnswer } from './bad-answer.ts'

/**
 * Reads the body of an answer of `fetch` as text.
 *
 * @param index its name, for the message
 * @param mostBytes of the body; more is refused
 * @returns null where the index has no such thing (404, 410)
 * @throws HeadwaterError `index-unavailable` for another status, or a body that is too large
 */
export async function readTextAnswer(answer: Response, index: string, mostBytes: number): Promise<string | null> {
  if (answer.status === 404 || answer.status === 410) return null
  if (answer.status !== 200) throw badAnswer(index, `with status ${answer.status}`)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of answer.body ?? []) {
    size += chunk.byteLength
    if (size > mostBytes) throw badAnswer(index, 'too much')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
