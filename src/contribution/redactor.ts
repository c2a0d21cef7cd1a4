import { configurationPath } from '../config.ts'
import { unversioned } from '../ownership/index.ts'
import { commonWords } from './common-words.ts'
import type { PublishedNames } from './published-names.ts'

/** What stands for everything that is our own or private. */
export const ourService = 'your service'

/** Takes own and private names out of a sentence, in which backticks mark names; or out of one name, `isName` given. */
export type Redact = (text: string, isName?: boolean) => string

/** Longer words are not looked into, they go as a whole. */
const longestWord = 2_000
/** Everything that can be part of a name or a path; the rest separates. */
const words = /[\w@$%+~#./:\\-]+/g
/** Where a longer name may end and the name of its package with it. */
const separators = /[:/.@#$\\%-]/g
const filePath = /^(?:[\\/~]|[A-Za-z]:[\\/]|\.{1,2}[\\/])|^[^:]*[\\/].*\.\w{1,6}(?::\d+)*$/
/** Go's receiver belongs to the path around it; any other bracket holds arguments. */
const pieces = /(?<=\.)\(\*?\w+\)(?=\.)|[<([{]|[>)\]}]|[^<>()[\]{}]+/g
/** Words of languages' types, which name nobody's code. */
const languageWords = new Set(
  'alloc as bool byte char class const core dyn error f32 f64 float float32 float64 fn for i128 i16 i32 i64 i8 impl int int32 int64 isize long mut self Self short signed std str string struct u128 u16 u32 u64 u8 uint uint8 unsigned usize void where'.split(
    ' ',
  ),
)

/**
 * Names of hidden packages go wherever they stand at the head of a word, with all that follows in it
 * (`acme_billing::charge::Card` as a whole), and so do paths. A plain word of a sentence that happens to be a hidden
 * package's name goes too, unless it is so common that it tells nothing: too much is better than too little.
 */
export function makeRedactor(names: PublishedNames): Redact {
  const hidden = new Set(names.hidden)
  const shown = new Set(names.shown).add(configurationPath)
  const hiddenSymbols = new Set(names.hiddenSymbols)
  const isShown = (word: string): boolean => headsOf(word).some((head) => shown.has(head))
  const redactWord = (word: string): string => {
    const marks = /[.:]*$/.exec(word.slice(-2))?.[0] ?? ''
    const name = word.slice(0, word.length - marks.length)
    return isHiddenWord(name, hidden, isShown) ? ourService + marks : word
  }
  const redactPlain = (word: string): string =>
    commonWords.has(word.toLowerCase().replace(/[.:]$/, '')) ? word : redactWord(word)
  const redactName = (name: string): string =>
    hiddenSymbols.has(name) || name.length > longestWord ? ourService : redactSymbol(name, redactWord, isShown)
  const texts = names.hiddenTexts.map((pattern) => pattern.toLowerCase().split('*'))
  return (text, isName = false) => {
    const known = redactTexts(text, texts)
    if (isName) return redactName(known)
    return known
      .split('`')
      .map((part, index) => (index % 2 === 1 ? redactName(part) : part.replace(words, redactPlain)))
      .join('`')
  }
}

/** Every word that holds one of the texts, each given as the pieces between its stars, goes. */
function redactTexts(text: string, patterns: readonly (readonly string[])[]): string {
  if (patterns.length === 0) return text
  return text.replace(/[^\s`]+/g, (word) => {
    const lower = word.toLowerCase()
    return patterns.some((pieces) => holdsPieces(lower, pieces)) ? ourService : word
  })
}

function holdsPieces(word: string, pieces: readonly string[]): boolean {
  let at = 0
  for (const piece of pieces) {
    const found = word.indexOf(piece, at)
    if (found < 0) return false
    at = found + piece.length
  }
  return true
}

function isHiddenWord(name: string, hidden: ReadonlySet<string>, isShown: (word: string) => boolean): boolean {
  if (name.length > longestWord) return true
  if (name.startsWith('pkg:')) return hidden.has(unversioned(name))
  if (headsOf(name).some((head) => hidden.has(head))) return true
  if (isShown(name)) return false
  return filePath.test(name) || (name.includes('/') && name.split('/').some((part) => hidden.has(part)))
}

/** The name itself and its beginnings up to each separator: `a::b.c` has `a::b.c`, `a`, `a:` and `a::b`. */
function headsOf(name: string): string[] {
  if (name.length > longestWord) return []
  const heads = [name]
  for (const { index } of name.matchAll(separators)) if (index > 0) heads.push(name.slice(0, index))
  return heads
}

/** A symbol of ours goes as a whole. Of another's, arguments (types, parameters) stay only where they are known to be public. */
function redactSymbol(
  symbol: string,
  redactWord: (word: string) => string,
  isShown: (word: string) => boolean,
): string {
  const first = symbol.match(words)?.find((word) => !languageWords.has(word))
  if (first !== undefined && redactWord(first).startsWith(ourService)) return ourService
  let depth = 0
  let written = ''
  for (const piece of symbol.match(pieces) ?? []) {
    if (/^[<([{]$/.test(piece)) depth += 1
    else if (/^[>)\]}]$/.test(piece)) depth = Math.max(0, depth - 1)
    else if (depth === 0) written += piece.replace(words, redactWord)
    else written += piece.replace(words, (word) => (isPublicArgument(word, isShown) ? redactWord(word) : '…'))
    if (/^[<>()[\]{}]$/.test(piece)) written += piece
  }
  return foldArguments(written)
}

/** Arguments within arguments, of which nothing is left: `Tls<…<…>>` becomes `Tls<…>`. */
function foldArguments(symbol: string): string {
  for (let before = '', after = symbol; ; ) {
    before = after
    after = before.replace(/…[<([{][…,;&*\s]*[>)\]}]/g, '…')
    if (after === before) return after
  }
}

function isPublicArgument(word: string, isShown: (word: string) => boolean): boolean {
  // One letter is a type parameter, a number a size.
  return isShown(word) || headsOf(word).some((head) => languageWords.has(head)) || /^(?:[A-Z]|\d+|[:.]+)$/.test(word)
}
