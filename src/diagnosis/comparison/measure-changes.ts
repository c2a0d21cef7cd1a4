import type { Result } from '../diagnose-recordings.ts'
import type { Measures } from '../measure-owners.ts'
import { functionKeys, overlap } from './function-keys.ts'
import { measureOwnWork, type OwnWork } from './measure-own-work.ts'
import { symptomOf } from './measure-symptom.ts'
import { chargedShare, identityOf } from './owner-identity.ts'
import type { Amount, Change } from './types.ts'

/** Two runs side by side: what the older one suffers from, and how much of it the newer one has. */
export interface Changes {
  readonly load: Change
  /** Null where the older run's diagnosis names nothing that could be looked for. */
  readonly symptom: Change | null
  /** Null where the culprit is no package. */
  readonly culprit: Change | null
  readonly ownWork: Change
  readonly own: { readonly before: OwnWork; readonly after: OwnWork }
  /** How much of the functions the two runs have in common, of all and of own code's, 0 to 1. */
  readonly alike: { readonly all: number; readonly own: number }
}

/** Measures what a diagnosis found in the run that it is of, and in another one. */
export function measureChanges({ diagnosis, facts: older }: Result, { facts: newer }: Result): Changes {
  const before = older.measures
  const after = newer.measures
  const symptom = symptomOf(older, diagnosis)
  const culprit = diagnosis.culprit
    ? { purl: diagnosis.culprit.purl, identity: identityOf(before.owned, before.owned.owners[diagnosis.culprit.owner]) }
    : null
  const own = {
    before: measureOwnWork(before, culprit?.identity ?? null),
    after: measureOwnWork(after, culprit?.identity ?? null),
  }
  const change = (what: Change['what'], counted: string, shareBefore: number, shareAfter: number): Change => {
    const amounts = { before: amountOf(before, shareBefore), after: amountOf(after, shareAfter) }
    return { what, counted, ...amounts, ratio: ratioOf(amounts.before.rate, amounts.after.rate) }
  }
  return {
    load: change('load', 'on the CPU', 1, 1),
    symptom: symptom && change('symptom', symptom.counted, symptom.shareIn(older), symptom.shareIn(newer)),
    culprit:
      culprit &&
      change(
        'culprit',
        `charged to \`${culprit.purl}\``,
        chargedShare(before, culprit.identity),
        chargedShare(after, culprit.identity),
      ),
    ownWork: change(
      'own-work',
      'charged to our own code beside the trouble',
      shareOf(own.before.weight, before),
      shareOf(own.after.weight, after),
    ),
    own,
    alike: alikeness(before, after),
  }
}

function alikeness(before: Measures, after: Measures): Changes['alike'] {
  const older = functionKeys(before)
  const newer = functionKeys(after)
  // Own code that does not show at all in one of the two is no sign of a likeness.
  const isOneSided = (older.own.size === 0) !== (newer.own.size === 0)
  return { all: overlap(older.all, newer.all), own: isOneSided ? 0 : overlap(older.own, newer.own) }
}

function amountOf(measures: Measures, share: number): Amount {
  const { profile } = measures.owned
  const weight = share * measures.weight
  const unit = profile.metrics[measures.metric]?.unit
  const seconds = profile.durationSeconds
  // A count of samples says nothing of time, unless both recordings took as many a second, which no format tells.
  const isTimed = seconds !== null && seconds > 0 && (unit === 'nanoseconds' || unit === 'cycles')
  const value = unit === 'nanoseconds' ? weight / 1e9 : weight
  return { share, weight: value, rate: isTimed ? value / seconds : null }
}

function shareOf(weight: number, { weight: whole }: Measures): number {
  return whole > 0 ? weight / whole : 0
}

function ratioOf(before: number | null, after: number | null): number | null {
  return before === null || after === null || before <= 0 ? null : after / before
}
