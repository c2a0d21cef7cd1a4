import type { Measures } from './measure-owners.ts'
import type { Lead } from './rank-suspects.ts'

/** Standard deviations within which two counts of samples are as good as equal (95 of 100 times). */
const deviations = 2

/**
 * Of the leads that are charged with as much as the first one, for all that so many samples can tell, the one that is on most stacks
 * comes first: it asked for what the others do below it. More samples, or fewer, then give the same answer.
 *
 * @param leads by charged time, strongest first
 */
export function preferAsker(leads: readonly Lead[], { owners, samples }: Measures): readonly Lead[] {
  const [first] = leads
  if (first === undefined) return leads
  const isTied = ({ strength }: Lead): boolean =>
    first.strength - strength <= deviations * Math.sqrt((first.strength + strength) / Math.max(1, samples))
  const totalOf = ({ owner }: Lead): number => owners[owner]?.total ?? 0
  const asker = leads.filter(isTied).reduce((most, next) => (totalOf(next) > totalOf(most) ? next : most), first)
  if (asker === first) return leads
  const reason = 'charged with as much as the next one, for all that the samples can tell, and on more stacks'
  return [{ ...asker, reasons: [...asker.reasons, reason] }, ...leads.filter((lead) => lead !== asker)]
}
