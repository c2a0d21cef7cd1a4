import { grown } from '../../grown.ts'
import { type Limits, pastLimit } from '../../limits.ts'
import { hashBytes, SLACK, sameBytes } from './byte-hash.ts'

const FIRST_CAPACITY = 1024

/**
 * Numbers byte strings in the order in which they are first seen. No JavaScript string is made before `text` asks for one:
 * that is most of what makes an import fast.
 */
export class ByteTable {
  /** All strings, one after the other, at their `start`. */
  bytes = new Uint8Array((1 << 16) + SLACK)
  view = new DataView(this.bytes.buffer)
  readonly #limits: Limits
  #used = 0
  #length = 0
  #starts = new Int32Array(FIRST_CAPACITY)
  #hashes = new Int32Array(FIRST_CAPACITY)
  /** A string's number plus one, by its hash; 0 marks a free slot. */
  #slots = new Int32Array(2 * FIRST_CAPACITY)
  readonly #decoder = new TextDecoder()

  constructor(limits: Limits) {
    this.#limits = limits
  }

  get length(): number {
    return this.#length
  }

  /** Where the string begins in `bytes`; the next one's start is its end. */
  start(index: number): number {
    return this.#starts[index] as number
  }

  end(index: number): number {
    return index + 1 === this.#length ? this.#used : (this.#starts[index + 1] as number)
  }

  text(index: number): string {
    return this.#decoder.decode(this.bytes.subarray(this.start(index), this.end(index)))
  }

  /**
   * @param bytes with `SLACK` bytes after `end`
   * @param view of the same buffer
   * @throws HeadwaterError `too-large`
   */
  intern(bytes: Uint8Array, view: DataView, start: number, end: number): number {
    return this.internHashed(bytes, view, start, end, hashBytes(view, start, end))
  }

  /** As `intern`, for who has computed `hashBytes` already. */
  internHashed(bytes: Uint8Array, view: DataView, start: number, end: number, hash: number): number {
    const mask = this.#slots.length - 1
    let slot = hash & mask
    for (;;) {
      const index = (this.#slots[slot] as number) - 1
      if (index === -1) return this.#append(bytes, start, end, hash, slot)
      if (this.#hashes[index] === hash && this.#holds(index, view, start, end - start)) return index
      slot = (slot + 1) & mask
    }
  }

  #holds(index: number, view: DataView, start: number, length: number): boolean {
    const ownStart = this.start(index)
    return this.end(index) - ownStart === length && sameBytes(this.view, ownStart, view, start, length)
  }

  #append(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    if (this.#used + end - start > this.#limits['name-bytes']) throw pastLimit(this.#limits, 'name-bytes')
    if (this.#used + end - start + SLACK > this.bytes.length) this.#growBytes(end - start)
    const index = this.#length
    this.#slots[slot] = index + 1
    this.#starts[index] = this.#used
    this.#hashes[index] = hash
    this.bytes.set(bytes.subarray(start, end), this.#used)
    this.#used += end - start
    this.#length = index + 1
    if (this.#length === this.#starts.length) this.#growTable()
    return index
  }

  #growBytes(needed: number): void {
    const most = this.#limits['name-bytes'] + SLACK
    const capacity = Math.max(Math.min(2 * this.bytes.length, most), this.#used + needed + SLACK)
    this.bytes = grown(this.bytes, new Uint8Array(capacity))
    this.view = new DataView(this.bytes.buffer)
  }

  #growTable(): void {
    const capacity = 2 * this.#starts.length
    this.#starts = grown(this.#starts, new Int32Array(capacity))
    this.#hashes = grown(this.#hashes, new Int32Array(capacity))
    this.#slots = new Int32Array(2 * capacity)
    const mask = this.#slots.length - 1
    for (let index = 0; index < this.#length; index++) {
      let slot = (this.#hashes[index] as number) & mask
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask
      this.#slots[slot] = index + 1
    }
  }
}
