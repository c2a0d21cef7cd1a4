import type { SourceMatch } from './search-source.ts'

/** The code of one package, as far as it was searched for the expressions. */
export interface Place {
  /** Index into the graph's packages; null for the service's own code. */
  readonly package: number | null
  /** Edges between it and the package that runs the expressions; 0 for that package itself. */
  readonly distance: number
  /** Parallel to the expressions. */
  readonly matches: readonly SourceMatch[]
}

/** How an expression was found in a place. */
export type Evidence = 'literal' | 'pieces' | 'built'

export interface Authorship {
  readonly place: Place
  readonly evidence: Evidence
  readonly match: SourceMatch
  /** Other places where it was found in the same way. */
  readonly others: number
  /** Probability, 0 to 1, that the expression was written there. */
  readonly certainty: number
  /** No code of another package would change it. */
  readonly settled: boolean
}

/** Shorter expressions are written everywhere; only their runner is believed. */
const shortestElsewhere = 6
/** From incidents decided by hand. */
const leastPieces = 0.8
/** So much that only joints are missing. */
const nearlyAllPieces = 0.95
/** Seen: 63 and 71 % in two libraries that make expressions of routes, nothing in the other 60 packages of those services. */
const leastBuilt = 0.5

/**
 * In whose code one expression was written: where it stands whole, in the runner's code before own code; else where most of its
 * pieces stand; else who makes expressions of strings that it can be laid out with.
 *
 * @param pattern its source
 * @param index of the expression in each place's matches
 * @param places nearest first; the runner is the first of them
 * @returns null where no place holds enough of it
 */
export function findAuthor(pattern: string, index: number, places: readonly Place[]): Authorship | null {
  const found = places.flatMap((place) => {
    const match = place.matches[index]
    return match ? [{ place, match }] : []
  })
  const whole = found.filter(
    ({ place, match }) =>
      match.literal !== null &&
      (place.distance === 0 || (place.package === null && pattern.length >= shortestElsewhere)),
  )
  const [literal] = whole
  if (literal) {
    const others = whole.length - 1
    return { ...literal, evidence: 'literal', others, certainty: others === 0 ? 0.96 : 0.8, settled: true }
  }
  const holders = found.filter(({ match }) => match.pieces >= leastPieces)
  const holder = best(holders, ({ match }) => match.pieces)
  if (holder) {
    const others = holders.length - 1
    const nearlyAll = holder.match.pieces > nearlyAllPieces
    const alone = nearlyAll ? 0.93 : holder.place.distance <= 1 ? 0.92 : 0.85
    const certainty = others === 0 ? alone : nearlyAll ? 0.8 : 0.75
    return { ...holder, evidence: 'pieces', others, certainty, settled: nearlyAll }
  }
  const makers = found.filter(({ match }) => match.built >= leastBuilt)
  const maker = best(makers, ({ match }) => match.built)
  if (!maker) return null
  const others = makers.length - 1
  // Where what runs the expression makes such ones too, two things point at it.
  const alone = maker.place.distance === 0 ? 0.92 : maker.place.distance === 1 ? 0.85 : 0.7
  const certainty = others === 0 ? alone : 0.7
  return { ...maker, evidence: 'built', others, certainty, settled: false }
}

/** The one with the highest value; of several, the first. */
function best<T>(list: readonly T[], rate: (item: T) => number): T | undefined {
  return list.reduce<T | undefined>(
    (most, next) => (most === undefined || rate(next) > rate(most) ? next : most),
    undefined,
  )
}
