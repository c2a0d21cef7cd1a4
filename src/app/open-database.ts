import { type ConstructorOptions, fromPglite } from 'pg-boss'
import { openEmbeddedDatabase } from './open-embedded-database.ts'

/** Where jobs are kept. */
export interface Database {
  /** How pg-boss reaches it. */
  readonly connection: ConstructorOptions
  /** Embedded: this process is the only one, so that whatever was begun before it is nobody's. */
  readonly isEmbedded: boolean
  readonly close: () => Promise<void>
}

export interface DatabaseOptions {
  readonly databaseUrl: string | null
  readonly dataFolder: string
}

/** @throws HeadwaterError `usage` where another process uses the embedded database's folder */
export async function openDatabase({ databaseUrl, dataFolder }: DatabaseOptions): Promise<Database> {
  if (databaseUrl !== null) {
    return { connection: { connectionString: databaseUrl }, isEmbedded: false, close: async () => {} }
  }
  const { server, close } = await openEmbeddedDatabase(dataFolder)
  return { connection: { db: fromPglite(server), backend: 'pglite' }, isEmbedded: true, close }
}
