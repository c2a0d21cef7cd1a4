import { decideVerdict } from './decide-verdict.ts'
import type { DiagnoseOptions } from './diagnose-recordings.ts'
import { type Facts, gatherFacts } from './gather-facts.ts'
import type { Measures } from './measure-owners.ts'
import { rankSuspects } from './rank-suspects.ts'
import { recogniseShape } from './recognise-shape.ts'
import type { Diagnosis, HotFrame, SetAside, Suspect } from './types.ts'

/** Frames and owners beyond these many are left out of the answer. */
const mostHotFrames = 15
/** Carriers with less than this share are not worth a line. */
const leastCarrierShare = 0.005

/**
 * Names the culprit of one measured recording, or says that it is our own code, or that this recording cannot tell.
 *
 * @returns the diagnosis with the facts that it is drawn from; its owners are indices into their measures' owners
 */
export function diagnose(
  measured: Measures,
  { carriers, sources, incident }: DiagnoseOptions,
): { readonly diagnosis: Diagnosis; readonly facts: Facts } {
  const facts = gatherFacts(measured, carriers, sources)
  const shape = recogniseShape(facts)
  const ranked = rankSuspects(facts, shape.kind, incident)
  const decision = decideVerdict(facts, shape, ranked)
  const suspects = ranked.map((suspect, place) => ({
    ...suspect,
    confidence:
      place === 0 && decision.verdict === 'dependency'
        ? decision.confidence
        : suspect.confidence * Math.min(0.5, 1 - decision.confidence),
  }))
  const culprit = decision.verdict === 'dependency' ? (suspects[0] ?? null) : null
  const diagnosis: Diagnosis = {
    shape,
    verdict: decision.verdict,
    confidence: decision.confidence,
    reasons: decision.reasons,
    culprit,
    suspects,
    own: ownShares(facts),
    carriers: setAside(facts, culprit),
    hotFrames: hotFrames(facts),
    needs: decision.needs,
    next: decision.next,
  }
  return { diagnosis, facts }
}

function ownShares({ measures }: Facts): Diagnosis['own'] {
  return measures.owned.owners
    .map((owner, index) => ({ owner, share: measures.owners[index] }))
    .flatMap(({ owner, share }) =>
      owner.kind === 'own' && share && share.total > 0 ? [{ name: owner.name, share }] : [],
    )
    .sort((a, b) => b.share.charged - a.share.charged)
}

function setAside({ carriers, measures }: Facts, culprit: Suspect | null): SetAside[] {
  const list: SetAside[] = []
  for (const [owner, carrier] of carriers) {
    const share = measures.owners[owner]
    if (share && share.total >= leastCarrierShare && owner !== culprit?.owner) {
      list.push({ owner, name: measures.owned.owners[owner]?.name ?? '', ...carrier, share })
    }
  }
  return list.sort((a, b) => b.share.self - a.share.self)
}

function hotFrames({ measures }: Facts): HotFrame[] {
  const { owned, frameSelf, frameTotal, weight } = measures
  return owned.frames
    .map((frame, index) => ({ frame, self: frameSelf[index] as number, total: frameTotal[index] as number }))
    .filter(({ self }) => self > 0)
    .sort((a, b) => b.self - a.self)
    .slice(0, mostHotFrames)
    .map(({ frame, self, total }) => ({
      symbol: frame.symbol,
      owner: owned.owners[frame.owner]?.name ?? 'unknown',
      self: self / weight,
      total: total / weight,
    }))
}
