import { grown } from '../../grown.ts'
import { pastLimit } from '../../limits.ts'
import type { ImportedFile } from '../../types.ts'
import { SLACK } from './byte-hash.ts'

const NEWLINE = 0x0a
/** Chunks are taken in pieces of this size, so that a block stays small where a chunk is the whole file. */
const PIECE = 1 << 18

/** Whole lines, each ended by a newline; to be read before the next block is asked for. */
export interface LineBlock {
  /** With `SLACK` bytes after `end`. */
  readonly bytes: Uint8Array
  readonly view: DataView
  /** One past the last newline. */
  readonly end: number
}

/**
 * Cuts a stream into blocks of whole lines, whatever its chunks are. The last line is given a newline where it has none.
 *
 * @throws HeadwaterError `too-large` where a line is longer than the limit `line-bytes`
 */
export async function* lineBlocks({ bytes: chunks, name, limits }: ImportedFile): AsyncGenerator<LineBlock> {
  let bytes = new Uint8Array(2 * PIECE + SLACK)
  let view = new DataView(bytes.buffer)
  let filled = 0
  const makeRoom = (needed: number) => {
    if (needed + SLACK <= bytes.length) return
    bytes = grown(bytes, new Uint8Array(2 * needed + SLACK))
    view = new DataView(bytes.buffer)
  }

  for await (const chunk of chunks) {
    for (let offset = 0; offset < chunk.length; offset += PIECE) {
      const piece = chunk.subarray(offset, offset + PIECE)
      makeRoom(filled + piece.length + 1)
      bytes.set(piece, filled)
      const lastNewline = piece.lastIndexOf(NEWLINE)
      const end = lastNewline === -1 ? 0 : filled + lastNewline + 1
      filled += piece.length
      if (filled - end > limits['line-bytes']) throw pastLimit(limits, 'line-bytes', '', name)
      if (end === 0) continue
      yield { bytes, view, end }
      bytes.copyWithin(0, end, filled)
      filled -= end
    }
  }
  if (filled === 0) return
  bytes[filled] = NEWLINE
  yield { bytes, view, end: filled + 1 }
}
