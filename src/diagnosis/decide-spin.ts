import { type Decision, inconclusive } from './decision.ts'
import type { Facts } from './gather-facts.ts'
import { percent } from './percent.ts'
import { leadsOf } from './rank-suspects.ts'
import { sureOfMajority } from './sure-of-majority.ts'
import type { Need, Shape, Suspect } from './types.ts'

/** Who called the waker must be this much of one mind. */
const leastAgreement = 0.7

/** A spin is laid at the door of whoever wakes their own task: own code, or a dependency; of nobody where the samples do not show it. */
export function decideSpin(facts: Facts, shape: Shape, suspects: readonly Suspect[]): Decision {
  const { wakes, measures } = facts
  const [lead] = leadsOf(facts, shape.kind)
  const doubt = doubtOfSpin(facts, lead?.strength ?? 0)
  if (!lead || doubt) return inconclusive(0.4, doubt ?? 'nothing points at anybody', recordingForSpin(facts))
  const agreeing = sureOfMajority(Math.round(lead.strength * wakes.samples), wakes.samples)
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
