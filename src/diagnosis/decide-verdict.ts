import { betterRecording } from './better-recording.ts'
import { decideCharge } from './decide-charge.ts'
import { decideSpin } from './decide-spin.ts'
import { type Decision, inconclusive } from './decision.ts'
import { decideExpression } from './expressions/index.ts'
import type { Facts } from './gather-facts.ts'
import { percent } from './percent.ts'
import type { Shape, Suspect } from './types.ts'

/** Below so many samples on the CPU nothing is concluded. */
const leastSamples = 20
/** Above this share without an owner nothing is concluded. */
const mostUnknown = 0.6

/**
 * From shape and suspects to a verdict: first whether the recording can carry one, then own code's part, then the dependency's.
 */
export function decideVerdict(facts: Facts, shape: Shape, suspects: readonly Suspect[]): Decision {
  const decision =
    poorRecording(facts) ??
    (shape.kind === 'busy-loop' ? decideSpin(facts, shape, suspects) : null) ??
    (shape.kind === 'regex-backtracking' ? decideExpression(facts, shape) : null) ??
    decideCharge(facts, shape, suspects)
  return decision.verdict === 'dependency' ? (ofNoPackage(suspects[0]) ?? decision) : decision
}

/** A shared object or a runtime's part that no lockfile gives to a package cannot be looked up, upgraded or reported. */
function ofNoPackage(culprit: Suspect | undefined): Decision | null {
  if (culprit === undefined || culprit.purl.startsWith('pkg:')) return null
  const reason = `${culprit.purl} is charged with ${percent(culprit.share.charged)} of the time, and nothing says of which package it is`
  return inconclusive(0.4, reason, {
    kind: 'lockfile',
    what: `an SBOM of the service (CycloneDX or SPDX JSON) or a list of its Debian packages that states the package of ${culprit.purl}`,
    why: reason,
  })
}

function poorRecording({ measures, unasked }: Facts): Decision | null {
  const { graph } = measures.owned
  if (measures.samples < leastSamples) {
    const idle = measures.idle > 0.5 ? `; ${percent(measures.idle)} of the samples wait` : ''
    return inconclusive(
      0.3,
      `only ${measures.samples} samples are on the CPU${idle}: the process hardly works, a CPU profile cannot say what it waits for`,
      betterRecording(
        measures.owned,
        'waits',
        'too few samples on the CPU: a wall-clock, off-CPU or blocking profile shows what it waits for',
      ),
    )
  }
  const unknown = measures.unknown + unasked.unknown
  if (unknown > mostUnknown) {
    const reason = `${percent(unknown)} of the time has no owner, or nobody who asked for it`
    return graph.packages.length === 0
      ? inconclusive(0.2, `${reason}: no lockfile was given`, {
          kind: 'lockfile',
          what: "the service's lockfile (`--repo DIR`)",
          why: 'without it no frame can be given to a package',
        })
      : inconclusive(0.2, reason, betterRecording(measures.owned, 'symbols', reason))
  }
  return null
}
