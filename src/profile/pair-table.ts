import { grown } from './grown.ts'
import { type Limits, pastLimit } from './limits.ts'
import { pairHash } from './pair-hash.ts'

const FIRST_CAPACITY = 4096

/**
 * Numbers pairs of small integers in the order in which they are first seen: open addressing over typed arrays, at most
 * half full, for a map would cost ten times the memory.
 */
export class PairTable {
  readonly #limits: Limits
  #length = 0
  #first = new Int32Array(FIRST_CAPACITY)
  #second = new Int32Array(FIRST_CAPACITY)
  /** A pair's number plus one, by its hash; 0 marks a free slot. */
  #slots = new Int32Array(2 * FIRST_CAPACITY)

  constructor(limits: Limits) {
    this.#limits = limits
  }

  get length(): number {
    return this.#length
  }

  first(index: number): number {
    return this.#first[index] as number
  }

  second(index: number): number {
    return this.#second[index] as number
  }

  /** Copies of the two columns. */
  columns(): { first: Int32Array; second: Int32Array } {
    return { first: this.#first.slice(0, this.#length), second: this.#second.slice(0, this.#length) }
  }

  /** @throws HeadwaterError `too-large` */
  intern(first: number, second: number): number {
    const mask = this.#slots.length - 1
    let slot = pairHash(first, second) & mask
    for (;;) {
      const index = (this.#slots[slot] as number) - 1
      if (index === -1) return this.#append(first, second, slot)
      if (this.#first[index] === first && this.#second[index] === second) return index
      slot = (slot + 1) & mask
    }
  }

  #append(first: number, second: number, slot: number): number {
    const index = this.#length
    if (index === this.#limits.stacks) throw pastLimit(this.#limits, 'stacks')
    this.#slots[slot] = index + 1
    this.#first[index] = first
    this.#second[index] = second
    this.#length = index + 1
    if (this.#length === this.#first.length) this.#grow()
    return index
  }

  #grow(): void {
    const capacity = 2 * this.#first.length
    this.#first = grown(this.#first, new Int32Array(capacity))
    this.#second = grown(this.#second, new Int32Array(capacity))
    this.#slots = new Int32Array(2 * capacity)
    const mask = this.#slots.length - 1
    for (let index = 0; index < this.#length; index++) {
      let slot = pairHash(this.#first[index] as number, this.#second[index] as number) & mask
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask
      this.#slots[slot] = index + 1
    }
  }
}
