import type { Measures } from '../../diagnosis/index.ts'
import type { Package } from '../../ownership/index.ts'
import { mayBeNamed } from '../may-be-named.ts'
import type { HotSymbol } from '../types.ts'
import { functionWords, typeWords } from './symbol-words.ts'

/** Of each package. */
const mostSymbols = 12
/** A frame that is on fewer stacks says nothing of the trouble. */
const leastShare = 0.005

/** A function that computes itself tells more than one that everything runs through. */
const chargedWeight = 4

/** Takes out of a name what may not leave the service. */
export type RedactName = (name: string) => string

/**
 * The functions of public packages in which time is spent, and the types of theirs that other frames name; of each package the most
 * telling first.
 *
 * Linear in the number of frames and the length of their symbols. Nothing of own or private code is in the answer, and nothing that
 * `redact` takes out: what it changes is left out as a whole.
 */
export function collectHotSymbols(
  { owned, frameTotal, frameCharged, weight }: Measures,
  redact: RedactName,
): HotSymbol[] {
  const { packages } = owned.graph
  const found = new Map<Package, Map<string, Rated>>()
  const add = (one: Package | undefined, words: string | null, rated: Omit<Rated, 'words'>): void => {
    if (one === undefined || words === null || !mayBeNamed(one) || redact(words) !== words) return
    const known = found.get(one) ?? new Map<string, Rated>()
    found.set(one, known)
    if (rated.rating > (known.get(words)?.rating ?? 0)) known.set(words, { ...rated, words })
  }
  owned.frames.forEach((frame, index) => {
    const share = weight > 0 ? (frameTotal[index] as number) / weight : 0
    if (share < leastShare) return
    const rating = share + (chargedWeight * (frameCharged[index] as number)) / weight
    const owner = packages[owned.owners[frame.owner]?.package ?? -1]
    const symbol = redact(frame.symbol)
    if (owner !== undefined && symbol.includes(frame.function))
      add(owner, functionWords({ ...frame, symbol }, owner), { share, rating })
    for (const { package: named } of frame.mentions) {
      const one = packages[named]
      if (one !== undefined && one !== owner) add(one, typeWords(frame, one), { share, rating })
    }
  })
  return [...found].flatMap(([{ purl }, symbols]) =>
    [...symbols.values()]
      .sort((a, b) => b.rating - a.rating || (a.words < b.words ? -1 : 1))
      .slice(0, mostSymbols)
      .map(({ words, share }) => ({ purl, words, share })),
  )
}

interface Rated {
  readonly words: string
  readonly share: number
  readonly rating: number
}
