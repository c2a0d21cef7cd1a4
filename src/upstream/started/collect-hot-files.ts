import type { Measures } from '../../diagnosis/index.ts'
import { mayBeNamed } from '../may-be-named.ts'
import type { HotFile } from './types.ts'

/** Of own code, and of each package. */
const mostFiles = 4
/** Of all packages together, those with the most time. */
const mostInAll = 60
/** Files that less of the time goes through tell nothing. */
const leastShare = 0.01

/**
 * The files of own code and of public packages through which time goes, where the recording has files; those with the most time first.
 *
 * Linear in the number of frames.
 */
export function collectHotFiles({ owned, frameTotal, weight }: Measures): HotFile[] {
  const { packages } = owned.graph
  const best = new Map<string, HotFile>()
  owned.frames.forEach(({ owner }, index) => {
    const path = owned.profile.frames[index]?.file ?? null
    const share = weight > 0 ? (frameTotal[index] as number) / weight : 0
    const { kind, package: at } = owned.owners[owner] ?? { kind: 'unknown', package: null }
    const one = at === null ? undefined : packages[at]
    if (path === null || share < leastShare) return
    if (kind !== 'own' && (kind !== 'dependency' || one === undefined || !mayBeNamed(one))) return
    const purl = kind === 'own' ? null : (one?.purl ?? null)
    const key = `${purl ?? ''} ${path}`
    if (share > (best.get(key)?.share ?? 0)) best.set(key, { purl, path, share })
  })
  const counts = new Map<string | null, number>()
  return [...best.values()]
    .sort((a, b) => b.share - a.share || (a.path < b.path ? -1 : 1))
    .filter(({ purl }) => {
      const known = counts.get(purl) ?? 0
      counts.set(purl, known + 1)
      return known < mostFiles
    })
    .slice(0, mostInAll)
}
