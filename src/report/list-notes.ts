import { type Measures, percent } from '../diagnosis/index.ts'
import { listUnknown, listUnresolved } from '../ownership/index.ts'

/** Less than this has no place in a report. */
const leastShare = 0.02
const mostNotes = 3

/**
 * What a reader must mind about a recording: what its importer says, packages whose version is not known, and what has no
 * owner and why, heaviest first.
 *
 * @param isPublic leaves the last out: whose symbol it is, own code's perhaps, is just what is not known
 */
export function listNotes({ owned, frameSelf, weight }: Measures, isPublic = false): string[] {
  const unresolved = listUnresolved(owned, frameSelf, weight)
    .filter(({ share }) => share >= leastShare)
    .slice(0, mostNotes)
    .map(({ purl, reason }) => `Which version of \`${purl}\` ran is not known: ${reason}.`)
  const notes = [...owned.profile.notes.map(({ text }) => text), ...unresolved]
  if (isPublic) return notes
  const unknown = listUnknown(owned, frameSelf, weight)
    .filter(({ share }) => share >= leastShare)
    .slice(0, mostNotes)
    .map(({ share, reason, symbol }) => `${percent(share)} of the time has no owner (\`${symbol}\` most): ${reason}.`)
  return [...notes, ...unknown]
}
