import { compileRedact } from '../compile-redact.ts'
import { configurationPath } from '../config.ts'
import type { RedactName } from '../upstream/index.ts'
import { commonWords } from './common-words.ts'
import { languageWords } from './language-words.ts'
import type { PublishedNames } from './published-names.ts'
import { headsOf, type KnownNames, leftOut, ourService, type RedactionRule, redactionRules } from './redaction-rules.ts'

/** Takes what is private out of a sentence, in which backticks mark names; or out of one name, `isName` given. */
export type Redact = (text: string, isName?: boolean) => string

/** Everything that can be part of a name or a path; the rest separates. */
const words = /[\w@$%+~#./:\\-]+/g
/** Go's receiver belongs to the path around it; any other bracket holds arguments. */
const pieces = /(?<=\.)\(\*?\w+\)(?=\.)|[<([{]|[>)\]}]|[^<>()[\]{}]+/g

/**
 * Applies the rules of redaction. Names of hidden packages go wherever they stand at the head of a word, with all that follows in it
 * (`acme_billing::charge::Card` as a whole). A plain word of a sentence that happens to be a hidden package's name goes too, unless
 * it is so common that it tells nothing: too much is better than too little.
 *
 * @throws HeadwaterError `configuration-malformed` where the configuration's rules cannot be looked for: nothing is published then
 */
export function makeRedactor(names: PublishedNames): Redact {
  const known = knowNames(names)
  const forms = redactionRules.filter((rule) => rule.in === 'text')
  const hides = hidingBy(known)
  const redactWord = (word: string): string => {
    const marks = /[.:]*$/.exec(word.slice(-2))?.[0] ?? ''
    return hides('word', word.slice(0, word.length - marks.length)) ? ourService + marks : word
  }
  const redactPlain = (word: string): string =>
    commonWords.has(word.toLowerCase().replace(/[.:]$/, '')) ? word : redactWord(word)
  const redactArgument = (word: string): string => (hides('argument', word) ? leftOut : redactWord(word))
  const redactName = (name: string): string =>
    hides('symbol', name) ? ourService : redactSymbol(name, redactWord, redactArgument)
  return (text, isName = false) => {
    // Before anything is taken out of it: a symbol is known as a whole.
    if (isName && hides('symbol', text)) return ourService
    let left = text
    for (const { form, hides: isHidden, instead } of forms)
      left = left.replace(form, (found) => (isHidden(found, known) ? instead : found))
    if (isName) return redactName(left)
    return left
      .split('`')
      .map((part, index) => (index % 2 === 1 ? redactName(part) : part.replace(words, redactPlain)))
      .join('`')
  }
}

/** Likewise, for names of public code: a library's function is its own, even where one of ours has the same name. */
export function redactPublicName(names: PublishedNames): RedactName {
  const redact = makeRedactor({ ...names, hiddenSymbols: [] })
  return (name) => redact(name, true)
}

function knowNames({ hidden, shown, hiddenSymbols, hiddenTexts }: PublishedNames): KnownNames {
  const all = new Set(shown).add(configurationPath)
  const hosts = new Set(shown.map((name) => name.split('/', 1)[0]))
  return {
    hidden: new Set(hidden),
    hiddenSymbols: new Set(hiddenSymbols),
    isConfigured: compileRedact(hiddenTexts),
    isShownHost: (host) => hosts.has(host),
    isShown: (word) => headsOf(word).some((head) => all.has(head)),
  }
}

function hidingBy(known: KnownNames): (place: Exclude<RedactionRule['in'], 'text'>, text: string) => boolean {
  return (place, text) => redactionRules.some((rule) => rule.in === place && rule.hides(text, known))
}

/** A symbol of ours goes as a whole. Of another's, arguments (types, parameters) stay only where they are known to be public. */
function redactSymbol(
  symbol: string,
  redactWord: (word: string) => string,
  redactArgument: (word: string) => string,
): string {
  const first = symbol.match(words)?.find((word) => !languageWords.has(word))
  if (first !== undefined && redactWord(first).startsWith(ourService)) return ourService
  const start = startOfFunction(symbol)
  let depth = 0
  let written = ''
  for (const { 0: piece, index } of symbol.matchAll(pieces)) {
    if (/^[<([{]$/.test(piece)) depth += 1
    else if (/^[>)\]}]$/.test(piece)) depth = Math.max(0, depth - 1)
    else
      written += piece.replace(words, (word, offset: number) =>
        depth === 0 && index + offset >= start ? redactWord(word) : redactArgument(word),
      )
    if (/^[<>()[\]{}]$/.test(piece)) written += piece
  }
  return foldArguments(written)
}

/** C++ writes what a template returns in front of it, and that is a type as its arguments are: `acme::Card bank::read<int>(char)`. */
function startOfFunction(symbol: string): number {
  let depth = 0
  let start = 0
  let end = symbol.length
  for (let at = symbol.length - 1; at >= 0; at -= 1) {
    const character = symbol.charAt(at)
    if ('>)]}'.includes(character)) depth += 1
    else if ('<([{'.includes(character)) depth = Math.max(0, depth - 1)
    else if (character === ' ' && depth === 0) {
      if (symbol.slice(at, end).includes('::')) {
        start = at + 1
        break
      }
      end = at
    }
  }
  return start
}

/** Arguments within arguments, of which nothing is left: `Tls<…<…>>` becomes `Tls<…>`. */
function foldArguments(symbol: string): string {
  for (let before = '', after = symbol; ; ) {
    before = after
    after = before.replace(/…[<([{][…,;&*\s]*[>)\]}]/g, leftOut)
    if (after === before) return after
  }
}
