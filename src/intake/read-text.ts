import { HeadwaterError } from '../errors.ts'
import type { ByteSource } from './types.ts'

/**
 * A whole file as text.
 *
 * @param mostBytes how large it may be
 * @throws HeadwaterError `too-large`; `file-unreadable` where it cannot be read
 */
export async function readText(source: ByteSource, mostBytes: number): Promise<string> {
  const decoder = new TextDecoder()
  const pieces: string[] = []
  let bytes = 0
  for await (const piece of source.open()) {
    bytes += piece.length
    if (bytes > mostBytes) {
      throw new HeadwaterError('too-large', `${source.name}: more than ${mostBytes} bytes; accepted: up to so many`)
    }
    pieces.push(decoder.decode(piece, { stream: true }))
  }
  pieces.push(decoder.decode())
  return pieces.join('')
}
