import { HeadwaterError } from '../../../errors.ts'
import type { Id } from './read-pprof-tables.ts'

/** A pprof profile's table of strings; a text is made only of those that are asked for. */
export class PprofStrings {
  readonly #starts: number[] = []
  readonly #ends: number[] = []
  readonly #texts = new Map<Id, string>()
  readonly #bytes: Uint8Array
  readonly #fileName: string
  readonly #decoder = new TextDecoder()

  constructor(bytes: Uint8Array, fileName: string) {
    this.#bytes = bytes
    this.#fileName = fileName
  }

  add(start: number, end: number): void {
    this.#starts.push(start)
    this.#ends.push(end)
  }

  /** Whether the table is there at all, and begins with the empty string, as it must. */
  get wellFormed(): boolean {
    return this.#starts.length > 0 && this.#starts[0] === this.#ends[0]
  }

  /** @throws HeadwaterError `profile-malformed` where there is no such string */
  text(index: Id): string {
    const known = this.#texts.get(index)
    if (known !== undefined) return known
    const start = this.#starts[Number(index)]
    if (start === undefined) {
      const what = `refers to string ${index}, but the table holds ${this.#starts.length}`
      throw new HeadwaterError('profile-malformed', `${this.#fileName}: ${what}; a complete pprof profile is accepted`)
    }
    const text = this.#decoder.decode(this.#bytes.subarray(start, this.#ends[Number(index)]))
    this.#texts.set(index, text)
    return text
  }
}
