import { describeExpectedWork, findExpectedWork } from './expected-work.ts'
import { decideExpression } from './expressions/index.ts'
import type { Facts } from './gather-facts.ts'
import { percent } from './percent.ts'
import { leadsOf } from './rank-suspects.ts'
import type { Need, Shape, Suspect, Verdict } from './types.ts'

export interface Decision {
  readonly verdict: Verdict
  /** Probability that the verdict (and the culprit) is right, 0 to 1. */
  readonly confidence: number
  readonly reasons: readonly string[]
  readonly needs: readonly Need[]
  readonly next: readonly string[]
}

/** Below so many samples on the CPU nothing is concluded. */
const leastSamples = 20
/** Above this share without an owner nothing is concluded. */
const mostUnknown = 0.6
/** Who called the waker must be this much of one mind. */
const leastAgreement = 0.7

/**
 * From shape and suspects to a verdict: first whether the recording can carry one, then own code's part, then the dependency's.
 */
export function decideVerdict(facts: Facts, shape: Shape, suspects: readonly Suspect[]): Decision {
  return (
    poorRecording(facts) ??
    (shape.kind === 'busy-loop' ? decideSpin(facts, shape, suspects) : null) ??
    (shape.kind === 'regex-backtracking' ? decideExpression(facts, shape) : null) ??
    decideCharge(facts, shape, suspects)
  )
}

function poorRecording({ measures }: Facts): Decision | null {
  const { profile, graph } = measures.owned
  if (measures.samples < leastSamples) {
    const idle = measures.idle > 0.5 ? `; ${percent(measures.idle)} of the samples wait` : ''
    return inconclusive(
      0.3,
      `only ${measures.samples} samples are on the CPU${idle}: the process hardly works, a CPU profile cannot say what it waits for`,
      {
        kind: 'recording',
        what: 'a wall-clock, off-CPU or blocking profile of the same trouble',
        why: 'too few samples on the CPU',
      },
    )
  }
  if (measures.unknown > mostUnknown) {
    const reason = `${percent(measures.unknown)} of the time has no owner`
    return graph.packages.length === 0
      ? inconclusive(0.2, `${reason}: no lockfile was given`, {
          kind: 'lockfile',
          what: "the service's lockfile (`--repo DIR`)",
          why: 'without it no frame can be given to a package',
        })
      : inconclusive(0.2, reason, {
          kind: 'recording',
          what: `a ${profile.format} recording with symbols`,
          why: reason,
        })
  }
  return null
}

function decideSpin(facts: Facts, shape: Shape, suspects: readonly Suspect[]): Decision {
  const { wakes, measures } = facts
  const [lead] = leadsOf(facts, shape.kind)
  const doubt = doubtOfSpin(facts, lead?.strength ?? 0)
  if (!lead || doubt) return inconclusive(0.4, doubt ?? 'nothing points at anybody', recordingForSpin(facts))
  // Laplace's rule: k of n agreeing samples, and the doubt that so few leave.
  const agreeing = (lead.strength * wakes.samples + 1) / (wakes.samples + 2)
  const inlined = wakes.callers.some((caller) => caller.owner === lead.owner && caller.doubtful)
  const confidence = agreeing * (inlined ? 0.85 : 1) * Math.max(shape.confidence, 0.5) ** 0.25
  const owner = measures.owned.owners[lead.owner]
  if (owner?.kind === 'own') {
    return {
      verdict: 'own-code',
      confidence,
      reasons: [`our own ${owner.name} wakes its own task`, ...lead.reasons],
      needs: [],
      next: [
        `Look at the poll functions of ${owner.name}: a return of Pending must not call the waker unless something will be ready.`,
      ],
    }
  }
  const name = suspects[0]?.purl ?? owner?.name ?? ''
  return {
    verdict: 'dependency',
    confidence,
    reasons: [`${name} wakes its own task from within its poll`],
    needs: [],
    next: [`Look for a known endless wake-up in ${name} and its neighbours, and for a release that cures it.`],
  }
}

/** Why a spin can be laid at nobody's door, or null. */
function doubtOfSpin({ wakes, measures }: Facts, agreement: number): string | null {
  if (wakes.samples === 0) {
    return 'no sample shows which poll wakes its own task, and a type that names a package is no guilt'
  }
  const unclear = wakes.callers.filter((caller) => caller.owner === null)
  const samples = unclear.reduce((sum, caller) => sum + caller.samples, 0)
  if (samples > (1 - leastAgreement) * wakes.samples) {
    const symbol = measures.owned.frames[unclear[0]?.frame ?? -1]?.symbol ?? ''
    return `the waker is called in \`${symbol}\`, into which polls of several owners can be inlined`
  }
  if (agreement < leastAgreement) {
    return `the samples inside the waker do not agree: the most frequent caller has ${percent(agreement)} of ${wakes.samples}`
  }
  return wakes.samples < 3 ? `only ${wakes.samples} samples show who wakes the task` : null
}

function decideCharge(facts: Facts, shape: Shape, suspects: readonly Suspect[]): Decision {
  const { measures } = facts
  const { owned } = measures
  const expected = findExpectedWork(facts)
  if (expected) {
    return {
      verdict: 'expected-work',
      confidence: 0.85,
      reasons: [describeExpectedWork(expected)],
      needs: [],
      next: [
        'Check how often it is asked for, with which cost parameter, and that it does not run where requests wait for it.',
      ],
    }
  }
  let own = 0
  for (const [index, owner] of owned.owners.entries())
    if (owner.kind === 'own') own += measures.owners[index]?.charged ?? 0
  const [first, second] = suspects
  const charged = first?.share.charged ?? 0
  if (shape.kind === 'unknown' && Math.max(own, charged) < 0.1) {
    return inconclusive(0.4, 'no owner is charged with a tenth of the time', null)
  }
  if (own >= charged) {
    return {
      verdict: 'own-code',
      confidence: sureness(own, charged) * shape.confidence ** 0.25,
      reasons: [
        `our own code is charged with ${percent(own)} of the time${first ? `, the first dependency (${first.purl}) with ${percent(charged)}` : ''}`,
      ],
      needs: [],
      next: ['Look at the recent changes to the own functions that are charged most.'],
    }
  }
  return {
    verdict: 'dependency',
    confidence: sureness(charged, Math.max(own, second?.share.charged ?? 0)) * shape.confidence ** 0.25,
    reasons: [
      `${first?.purl ?? ''} is charged with ${percent(charged)} of the time, our own code with ${percent(own)}`,
      ...(second ? [`the next dependency, ${second.purl}, is charged with ${percent(second.share.charged)}`] : []),
    ],
    needs: [],
    next: [`Look for a known issue of ${first?.purl ?? ''} and for a release that cures it.`],
  }
}

/** How sure the larger of two charged shares makes: even shares 0.5, alone 0.9. */
function sureness(first: number, second: number): number {
  return 0.1 + (0.8 * first) / (first + second)
}

/** DWARF call graphs expand inlined functions; raw v0 symbols name every package. */
function recordingForSpin({ measures, wakes }: Facts): Need {
  const cut = measures.owned.profile.notes.some((note) => note.code === 'cut-symbols')
  const inlined = wakes.callers.some((caller) => caller.owner === null)
  return {
    kind: 'recording',
    what: `build with \`RUSTFLAGS="-C force-frame-pointers=yes -C symbol-mangling-version=v0"\` and \`debug = 1\`; then \`perf record -F 999 -e cpu-clock ${inlined ? '--call-graph dwarf' : '-g'} -p PID -- sleep 30\`; then \`perf script --no-demangle > profile.script\``,
    why: cut
      ? 'the names in this file are cut, so that type arguments are lost; raw v0 symbols name every package'
      : inlined
        ? 'a DWARF call graph shows inlined functions'
        : 'more samples, with raw v0 symbols, show which poll calls the waker',
  }
}

function inconclusive(confidence: number, reason: string, need: Need | null): Decision {
  return {
    verdict: 'inconclusive',
    confidence,
    reasons: [reason],
    needs: need ? [need] : [],
    next: need ? [`Record instead: ${need.what}`] : ['Record the profile again while the trouble lasts, and longer.'],
  }
}
