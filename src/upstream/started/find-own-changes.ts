import { matchPath } from './match-path.ts'
import { isShortlyBefore, windowDays } from './shortly-before.ts'
import type { HotFile, OwnChange, ServiceHistory } from './types.ts'

export interface OwnAnswer {
  readonly changes: readonly OwnChange[]
  /** A sentence; null where there is nothing to say. */
  readonly note: string | null
}

/** Files whose history is read, each with one question. */
const mostFiles = 2
/** Of each file. */
const mostChanges = 2

/** The changes in the 45 days before the incident to the files of own code in which time is spent, those of the hottest file first. */
export async function findOwnChanges(
  hotFiles: readonly HotFile[],
  until: string,
  history: ServiceHistory,
): Promise<OwnAnswer> {
  const own = hotFiles.filter(({ purl }) => purl === null)
  const paths = own.length === 0 ? null : await history.files()
  if (paths === null) return { changes: [], note: null }
  const found = new Map<string, number>()
  for (const { path: recorded, share } of own) {
    const path = matchPath(recorded, paths)
    if (path !== null && !found.has(path)) found.set(path, share)
  }
  const read = [...found].slice(0, mostFiles)
  const changes: OwnChange[] = []
  let isWhole = read.length > 0
  for (const [path, share] of read) {
    const known = await history.changes(path, until, mostChanges)
    isWhole &&= known !== null
    const recent = (known ?? []).filter(({ at }) => isShortlyBefore(at, until))
    changes.push(...recent.map((change) => ({ path, share, change })))
  }
  return { changes, note: isWhole && changes.length === 0 ? unchanged(read.length) : null }
}

/** Without their names: notes stand in public reports, too. */
function unchanged(files: number): string {
  const those = files === 1 ? 'The hottest file of our own code was' : `The ${files} hottest files of our own code were`
  return `${those} not changed in the ${windowDays} days before.`
}
