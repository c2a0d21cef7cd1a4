import { randomFrom } from '../random-from.ts'

/** A private field of an incident: what kind it is, and the word in it that stands nowhere else. */
export interface Secret {
  readonly kind: string
  readonly word: string
}

const consonants = 'bdfgklmnprstvz'
const vowels = 'aeiou'
const alphanumeric = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789'

/** Random words by a seed, and the memory of where each one was put. */
export class SecretWords {
  readonly all: Secret[] = []
  readonly #random: () => number

  constructor(seed: number) {
    this.#random = randomFrom(seed)
  }

  /** A whole number from 0 to below `most`. */
  below(most: number): number {
    return Math.floor(this.#random() * 2 ** 32) % most
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T
  }

  /** A word of ten letters for a private field. */
  word(kind: string): string {
    const word = Array.from({ length: 5 }, () => this.pick([...consonants]) + this.pick([...vowels])).join('')
    return this.#keep(kind, word)
  }

  /** A number of six digits for a private field. */
  number(kind: string): string {
    return this.#keep(kind, String(100_000 + this.below(900_000)))
  }

  /** Letters and digits, as tokens have them; all of it is secret. */
  token(kind: string, length: number): string {
    return this.#keep(kind, Array.from({ length }, () => this.pick([...alphanumeric])).join(''))
  }

  /** A time of day to the second. */
  time(kind: string): string {
    const part = (most: number): string => String(10 + this.below(most - 10))
    return this.#keep(kind, `${part(24)}:${part(60)}:${part(60)}`)
  }

  /** The rest of an address in a network, behind its first number. */
  address(kind: string): string {
    const part = (): string => String(100 + this.below(155))
    return this.#keep(kind, `${part()}.${part()}.${part()}`)
  }

  #keep(kind: string, word: string): string {
    this.all.push({ kind, word })
    return word
  }
}

/** `quokka` as `Quokka`, for the name of a type. */
export function asType(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
