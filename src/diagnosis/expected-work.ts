import type { Measures } from './measure-owners.ts'
import { percent } from './percent.ts'

/**
 * Work that is slow by design, told by the words in a function's or package's name. Key derivation has a cost parameter so
 * that guessing a password takes long (RFC 2898 PBKDF2, RFC 7914 scrypt, RFC 9106 Argon2, bcrypt).
 */
const slowByDesign: readonly { readonly words: RegExp; readonly what: string }[] = [
  { words: /(?:^|[^a-z])(?:bcrypt(?:js)?|scrypt|yescrypt|argon2(?:id|[id])?|pbkdf2)(?![a-z])/, what: 'key derivation' },
]

/** From this share of the stacks on, the slow work is what the profile is about. */
const leastShare = 0.6

export interface ExpectedWork {
  readonly what: string
  readonly symbol: string
  /** Share of the weight, 0 to 1. */
  readonly share: number
}

/** The work that was asked for and is slow by design, where it has most of the time; own functions of that name are no such. */
export function findExpectedWork({ owned, frameTotal, weight }: Measures): ExpectedWork | null {
  let found: ExpectedWork | null = null
  for (const [index, frame] of owned.frames.entries()) {
    const share = weight > 0 ? (frameTotal[index] as number) / weight : 0
    if (share < leastShare || share <= (found?.share ?? 0)) continue
    const owner = owned.owners[frame.owner]
    if (owner === undefined || owner.kind === 'own' || owner.kind === 'unknown') continue
    const text = `${owner.name} ${wordsOf(frame.function)}`.toLowerCase()
    const rule = slowByDesign.find(({ words }) => words.test(text))
    if (rule) found = { what: rule.what, symbol: frame.symbol, share }
  }
  return found
}

/** Says what was seen, for a verdict's reasons. */
export function describeExpectedWork({ what, symbol, share }: ExpectedWork): string {
  return `${what} (\`${symbol}\`) is on ${percent(share)} of the stacks, and is slow by design`
}

/** `PBKDF2Job` and `hashPasswordBcrypt` as words. */
function wordsOf(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/(\d)([A-Z][a-z])/g, '$1 $2')
}
