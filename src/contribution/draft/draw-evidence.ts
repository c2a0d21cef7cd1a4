import { layoutFlamegraph, renderPng, renderSvg } from '../../flamegraph/index.ts'
import type { OwnedProfile } from '../../ownership/index.ts'
import { type FoldedEvidence, type FoldOptions, foldEvidence } from './fold-evidence.ts'

/** What of a recording may be published, as text and as pictures. Plain data: it comes from another process. */
export interface Evidence {
  /** A line for each stack, outermost frame first, with its parts of 10,000 of the on-CPU weight. */
  readonly folded: string
  readonly svg: string
  /** PNG, in Base64. */
  readonly png: string
  /** On-CPU samples, rounded down. */
  readonly samples: number
}

/**
 * Draws what of a recording may be published.
 *
 * @returns null where nothing may
 * @throws HeadwaterError `runtime-missing` where this machine cannot draw
 */
export async function drawEvidence(owned: OwnedProfile, options: FoldOptions): Promise<Evidence | null> {
  const folded = foldEvidence(owned, options)
  if (folded === null) return null
  const [shown] = folded.owned.graph.packages
  const title = `${shown?.name} ${shown?.version ?? ''}: its frames and its neighbours’, all else folded`
  const layout = layoutFlamegraph(folded.owned, { culprit: folded.culprit, carriers: new Set(), metric: 0, title })
  return {
    folded: writeFolded(folded),
    svg: renderSvg(layout),
    png: Buffer.from(await renderPng(layout)).toString('base64'),
    samples: folded.samples,
  }
}

function writeFolded({ owned: { profile, frames } }: FoldedEvidence): string {
  const { tree, samples } = profile
  const paths: string[] = ['']
  for (let node = 1; node < tree.length; node += 1) {
    const above = paths[tree.parent[node] as number] as string
    const label = frames[tree.frame[node] as number]?.symbol ?? ''
    paths[node] = above === '' ? label : `${above};${label}`
  }
  const lines = Array.from({ length: samples.length }, (_, row) => {
    return `${paths[samples.node[row] as number]} ${samples.weight[row]}\n`
  })
  return lines.join('')
}
