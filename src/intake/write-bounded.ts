import { open, unlink } from 'node:fs/promises'

/**
 * Writes a new file that only this user may read.
 *
 * @param file must not exist
 * @returns how many bytes were written; null where there are more than `mostBytes`, and then there is no file
 * @throws what `bytes` throws, and then there is no file either
 */
export async function writeBounded(
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  file: string,
  mostBytes: number,
): Promise<number | null> {
  const handle = await open(file, 'wx', 0o600)
  let written = 0
  try {
    for await (const chunk of bytes) {
      written += chunk.byteLength
      if (written > mostBytes) break
      await handle.writeFile(chunk)
    }
  } catch (error) {
    await unlink(file)
    throw error
  } finally {
    await handle.close()
  }
  if (written <= mostBytes) return written
  await unlink(file)
  return null
}
