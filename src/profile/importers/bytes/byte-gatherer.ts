import { grown } from '../../grown.ts'
import { type Limits, pastLimit } from '../../limits.ts'
import { SLACK } from './byte-hash.ts'

const FIRST_CAPACITY = 1 << 20
/** For files that are not small. Memory that is not written to costs nothing, copying does. */
const LARGE_CAPACITY = 1 << 26
const GROWTH = 4

/** Holds a file, or parts of it, in one piece. */
export class ByteGatherer {
  readonly #name: string
  readonly #limits: Limits
  #bytes = new Uint8Array(FIRST_CAPACITY)
  #length = 0

  /** @param name what to call the file in messages */
  constructor(name: string, limits: Limits) {
    this.#name = name
    this.#limits = limits
  }

  get length(): number {
    return this.#length
  }

  /** What has been gathered, at the start of a buffer with `SLACK` bytes more. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }

  /** @throws HeadwaterError `too-large` */
  append(piece: Uint8Array): void {
    const needed = this.#length + piece.length + SLACK
    if (needed - SLACK > this.#limits['held-bytes']) throw pastLimit(this.#limits, 'held-bytes', '', this.#name)
    if (needed > this.#bytes.length) {
      this.#bytes = grown(this.#bytes, new Uint8Array(Math.max(LARGE_CAPACITY, GROWTH * needed)))
    }
    this.#bytes.set(piece, this.#length)
    this.#length += piece.length
  }
}
