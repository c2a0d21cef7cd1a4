import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'

const BLOCK = 1 << 20

/** Writes texts one after the other, until the file has so many bytes. */
export async function writePieces(path: string, bytes: number, pieces: Iterable<string>): Promise<void> {
  const file = createWriteStream(path)
  let written = 0
  let block = ''
  const flush = async () => {
    const hasRoom = file.write(block)
    block = ''
    if (!hasRoom) await once(file, 'drain')
  }
  for (const piece of pieces) {
    block += piece
    written += piece.length
    if (block.length >= BLOCK) await flush()
    if (written >= bytes) break
  }
  await flush()
  file.end()
  await finished(file)
}
