import { createRequire } from 'node:module'
import { HeadwaterError } from './errors.ts'

/**
 * What a service wants redacted: a text in which `*` stands for anything but a space, or a regular expression of RE2
 * (https://github.com/google/re2/wiki/Syntax).
 */
export type RedactRule = string | { readonly pattern: string }

/** Steps of all compiled expressions, and texts with a star inside, together: the time that a word takes grows with them. */
const mostSteps = 2_000

const star = '.*'

/** RE2's engine takes time to load, and most services have no rule. */
const load = (): typeof import('re2js') => createRequire(import.meta.url)('re2js')

/**
 * Compiles the rules of a service for an engine whose time is linear in the text, whatever the expression.
 *
 * @returns whether a word holds what one of the rules describes, whatever its case
 * @throws HeadwaterError `configuration-malformed` for an expression that RE2 does not take, that is too large, or that is found in
 * every word
 */
export function compileRedact(rules: readonly RedactRule[]): (word: string) => boolean {
  if (rules.length === 0) return () => false
  let steps = 0
  const sources = rules.map((rule) => {
    const pattern = typeof rule === 'string' ? sourceOfText(rule) : rule.pattern
    if (typeof rule === 'string' && !pattern.includes(star)) return pattern
    const compiled = compile(pattern)
    steps += compiled.programSize()
    if (steps > mostSteps)
      throw refused(
        typeof rule === 'string' ? rule : pattern,
        'too large; accepted: smaller counts of repetition, fewer stars, or fewer expressions',
      )
    if (compiled.matcher('').find())
      throw refused(pattern, 'it finds nothing everywhere; accepted: one that needs a character')
    return `(?:${pattern})`
  })
  const all = compile(sources.join('|'))
  return (word) => all.matcher(word).find()
}

function compile(source: string) {
  const { RE2JS } = load()
  try {
    return RE2JS.compile(source, RE2JS.CASE_INSENSITIVE)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.replace(/^error parsing regexp: /, '') : ''
    throw refused(
      source,
      `${why}; accepted: a regular expression of RE2, which has no look-around and no back-reference`,
    )
  }
}

/** A star at either end says nothing: the text is looked for anywhere in a word. */
function sourceOfText(text: string): string {
  const { RE2JS } = load()
  return text
    .split(/\*+/)
    .filter((piece) => piece !== '')
    .map((piece) => RE2JS.quote(piece))
    .join(star)
}

function refused(source: string, what: string): HeadwaterError {
  const shown = JSON.stringify(source.slice(0, 60)).replace(/[^\x20-\x7e]/g, '?')
  return new HeadwaterError('configuration-malformed', `${shown}: ${what.replace(/\s+/g, ' ').slice(0, 200)}`)
}
