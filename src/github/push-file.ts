import { type PushFilesOptions, pushFiles } from './push-files.ts'
import type { GitHub } from './types.ts'

export interface PushFileOptions extends Omit<PushFilesOptions, 'files'> {
  readonly path: string
  readonly bytes: Uint8Array
}

/** As `pushFiles`, of one file. */
export async function pushFile(github: GitHub, { path, bytes, ...options }: PushFileOptions): Promise<string> {
  return pushFiles(github, { ...options, files: [{ path, bytes }] })
}
