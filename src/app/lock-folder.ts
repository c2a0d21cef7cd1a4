import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { HeadwaterError } from '../errors.ts'

/**
 * Takes a folder for this process alone.
 *
 * The lock is one of the operating system upon a file: it ends with the process, however that ends, and holds across
 * containers that share the folder, where a number of a process says nothing. Node reaches such locks only through SQLite.
 *
 * @returns gives the folder back
 * @throws HeadwaterError `usage` where another process has it
 */
export async function lockFolder(folder: string): Promise<() => void> {
  const path = join(folder, 'lock')
  let file: DatabaseSync | null = null
  try {
    await mkdir(folder, { recursive: true })
    file = new DatabaseSync(path)
    file.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch (cause) {
    file?.close()
    const why = cause instanceof Error ? cause.message : String(cause)
    const message = /locked/.test(why)
      ? `${folder}: another process uses this folder; stop it, set HEADWATER_DATA to another folder, or DATABASE_URL for several`
      : `${folder}: cannot hold the database (${why}); set HEADWATER_DATA to a folder that may be written`
    throw new HeadwaterError('usage', message, { cause })
  }
  const locked = file
  return () => locked.close()
}
