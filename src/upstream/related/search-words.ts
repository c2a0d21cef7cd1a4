import type { ShapeKind } from '../../diagnosis/index.ts'
import { signsOf } from './symptoms.ts'

/** GitHub takes at most five of AND, OR, NOT: six words. */
export const mostWords = 6

/**
 * What people write of a trouble of this shape, for one search after the other: first the likeliest word for each sign, then the next.
 *
 * @param searches how many
 */
export function symptomWords(shape: ShapeKind, searches: number): string[][] {
  const signs = signsOf(shape)
  return Array.from({ length: searches }, (_, index) =>
    signs.flatMap((words) => words[index] ?? []).slice(0, mostWords),
  )
}

/** Names that every package has find everything. */
const common = new Set(
  'anonymous apply bind block borrow call clone close decode deref drop encode exec execute find format from get handle init insert invoke join link main map match merge new next object open parse parser poll process push read render replace reset run scan search send server set split start stream test then update valid value visit walk write'.split(
    ' ',
  ),
)

/** Whether a word by itself tells of one place in the code: `parseRange`, `read_io`. */
function isTelling(word: string): boolean {
  return word.length >= 4 && !common.has(word.toLowerCase()) && (/[a-z\d][A-Z]/.test(word) || word.includes('_'))
}

/**
 * The words to search for symbols by: hot functions with what they belong to, and telling names by themselves.
 *
 * @param symbols of one package, the most telling first, as `TlsStream::poll_read`
 */
export function symbolWords(symbols: readonly string[]): string[] {
  const pairs = symbols.filter((words) => /[:.]/.test(words))
  const alone = symbols.flatMap((words) => words.split(/::|\./)).filter(isTelling)
  return [...new Set([...pairs.slice(0, 3), ...alone, ...pairs.slice(3)])].slice(0, mostWords)
}
