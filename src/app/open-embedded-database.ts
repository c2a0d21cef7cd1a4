import { mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { lockFolder } from './lock-folder.ts'

export interface EmbeddedDatabase {
  readonly server: PGlite
  readonly close: () => Promise<void>
}

/** Jobs are small; of PostgreSQL's usual 128 MB each start would zero every byte, which takes a second, and the process would hold them. */
const startParams = [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB']

/**
 * A PostgreSQL inside of this process, in a folder that no other process may use meanwhile. It survives that the process is
 * killed; it does not wait for the disk, so a power cut may cost what was written last.
 *
 * @throws HeadwaterError `usage` where another process uses the folder, or it may not be written
 */
export async function openEmbeddedDatabase(folder: string): Promise<EmbeddedDatabase> {
  const unlock = await lockFolder(folder)
  try {
    const data = join(folder, 'postgres')
    if (!(await exists(data))) await createDatabase(folder, data)
    const server = await PGlite.create(data, { startParams })
    return {
      server,
      async close() {
        await server.close()
        unlock()
      },
    }
  } catch (error) {
    unlock()
    throw error
  }
}

/** In a temporary folder first: one that was left half done by a killed process would never open again. */
async function createDatabase(folder: string, data: string): Promise<void> {
  const temporary = await mkdtemp(join(folder, 'creating-'))
  try {
    const server = await PGlite.create(temporary, { startParams })
    await server.close()
    await rename(temporary, data)
  } catch (error) {
    await rm(temporary, { recursive: true, force: true })
    throw error
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
