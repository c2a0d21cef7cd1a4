import type { ServiceFile } from '../../types.ts'
import { malformed } from '../malformed.ts'
import type { GoStatement } from './read-go-statements.ts'

/** What runs in a module's place. */
export interface GoReplacement {
  readonly path: string
  /** Null for a folder. */
  readonly version: string | null
}

/** Replacements by `path version`, or by path where they hold for every version. */
export function readGoReplacements(
  lockfile: ServiceFile,
  statements: readonly GoStatement[],
): Map<string, GoReplacement> {
  const replacements = new Map<string, GoReplacement>()
  for (const { line, words } of statements.filter(({ verb }) => verb === 'replace')) {
    const arrow = words.indexOf('=>')
    const [path, version] = words.slice(arrow + 1)
    const isFolder = path !== undefined && /^(?:\.{1,2}(?:\/|$)|\/|[A-Za-z]:[\\/])/.test(path)
    if (arrow < 1 || arrow > 2 || path === undefined || (version === undefined) !== isFolder) {
      throw malformed(lockfile.path, line, 'accepted: replace PATH [VERSION] => PATH VERSION, or => ./FOLDER')
    }
    replacements.set(words.slice(0, arrow).join(' '), { path, version: version ?? null })
  }
  return replacements
}
