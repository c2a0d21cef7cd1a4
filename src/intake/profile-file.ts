import { open, stat } from 'node:fs/promises'
import { HeadwaterError } from '../errors.ts'
import type { ByteSource } from './types.ts'

const BLOCK = 1 << 18

/**
 * A profile in the file system, as bytes that can be read again and again.
 *
 * @throws HeadwaterError `file-unreadable` where there is no such file, it is a folder, or it may not be read
 */
export async function profileFile(path: string): Promise<ByteSource> {
  const found = await stat(path).catch((cause) => {
    throw unreadable(path, cause)
  })
  if (!found.isFile()) {
    const what = found.isDirectory() ? 'is a folder' : 'is no regular file'
    throw new HeadwaterError('file-unreadable', `${path}: ${what}; a profile is one file, plain or gzipped`)
  }
  return {
    name: path,
    open: () => readBlocks(path),
  }
}

/** Reads into one and the same memory again and again: new memory for each block takes more time than reading it. */
async function* readBlocks(path: string): AsyncGenerator<Uint8Array> {
  const failed = (cause: unknown) => unreadable(path, cause)
  const handle = await open(path).catch((cause) => {
    throw failed(cause)
  })
  try {
    const block = new Uint8Array(BLOCK)
    for (;;) {
      const { bytesRead } = await handle.read(block, 0, BLOCK).catch((cause) => {
        throw failed(cause)
      })
      if (bytesRead === 0) return
      yield block.subarray(0, bytesRead)
    }
  } finally {
    await handle.close()
  }
}

/** A file system's refusal in one line. */
export function unreadable(path: string, cause: unknown): HeadwaterError {
  const code = isSystemError(cause) ? cause.code : String(cause)
  const why =
    code === 'ENOENT'
      ? 'there is no such file'
      : code === 'EACCES'
        ? 'it may not be read by this user'
        : `it cannot be read (${code})`
  return new HeadwaterError('file-unreadable', `${path}: ${why}; give the path of a readable file`, { cause })
}

function isSystemError(cause: unknown): cause is NodeJS.ErrnoException {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string'
}
