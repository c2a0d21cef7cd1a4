import { HeadwaterError } from '../errors.ts'
import { grown } from './grown.ts'
import { type Limits, pastLimit } from './limits.ts'
import { pairHash } from './pair-hash.ts'
import type { SampleTable } from './types.ts'

const FIRST_CAPACITY = 1024

/** Adds up samples, one row for each distinct (leaf node, thread, metric, idle). */
export class SampleTableBuilder {
  readonly #limits: Limits
  #length = 0
  #node = new Int32Array(FIRST_CAPACITY)
  #thread = new Int32Array(FIRST_CAPACITY)
  #metric = new Uint8Array(FIRST_CAPACITY)
  #idle = new Uint8Array(FIRST_CAPACITY)
  #weight = new Float64Array(FIRST_CAPACITY)
  #count = new Float64Array(FIRST_CAPACITY)
  #atEntry = new Float64Array(FIRST_CAPACITY)
  /** Row numbers plus one, by the row's hash; 0 marks a free slot. */
  #slots = new Int32Array(2 * FIRST_CAPACITY)

  constructor(limits: Limits) {
    this.#limits = limits
  }

  add(
    node: number,
    thread: number,
    metric: number,
    weight: number,
    count: number,
    idle: boolean,
    atEntry: number,
  ): void {
    const row = this.#row(node, thread, metric, idle ? 1 : 0)
    this.#weight[row] = (this.#weight[row] as number) + weight
    this.#count[row] = (this.#count[row] as number) + count
    this.#atEntry[row] = (this.#atEntry[row] as number) + atEntry
  }

  /** @throws HeadwaterError `profile-malformed` where weights add up to something that is no number */
  finish(): SampleTable {
    const length = this.#length
    const weight = this.#weight.slice(0, length)
    if (!weight.every(Number.isFinite)) {
      throw new HeadwaterError(
        'profile-malformed',
        'the weights add up to no finite number; finite weights are accepted',
      )
    }
    return {
      length,
      node: this.#node.slice(0, length),
      thread: this.#thread.slice(0, length),
      metric: this.#metric.slice(0, length),
      weight,
      count: this.#count.slice(0, length),
      atEntry: this.#atEntry.slice(0, length),
      idle: this.#idle.slice(0, length),
    }
  }

  #row(node: number, thread: number, metric: number, idle: number): number {
    const mask = this.#slots.length - 1
    let slot = rowHash(node, thread, metric, idle) & mask
    for (;;) {
      const row = (this.#slots[slot] as number) - 1
      if (row === -1) return this.#append(node, thread, metric, idle, slot)
      const same =
        this.#node[row] === node &&
        this.#thread[row] === thread &&
        this.#metric[row] === metric &&
        this.#idle[row] === idle
      if (same) return row
      slot = (slot + 1) & mask
    }
  }

  #append(node: number, thread: number, metric: number, idle: number, slot: number): number {
    if (this.#length === this.#limits.samples) throw pastLimit(this.#limits, 'samples')
    if (this.#length === this.#node.length) {
      this.#grow()
      return this.#row(node, thread, metric, idle)
    }
    const row = this.#length++
    this.#slots[slot] = row + 1
    this.#node[row] = node
    this.#thread[row] = thread
    this.#metric[row] = metric
    this.#idle[row] = idle
    return row
  }

  #grow(): void {
    const capacity = 2 * this.#node.length
    this.#node = grown(this.#node, new Int32Array(capacity))
    this.#thread = grown(this.#thread, new Int32Array(capacity))
    this.#metric = grown(this.#metric, new Uint8Array(capacity))
    this.#idle = grown(this.#idle, new Uint8Array(capacity))
    this.#weight = grown(this.#weight, new Float64Array(capacity))
    this.#count = grown(this.#count, new Float64Array(capacity))
    this.#atEntry = grown(this.#atEntry, new Float64Array(capacity))
    this.#slots = new Int32Array(2 * capacity)
    const mask = this.#slots.length - 1
    for (let row = 0; row < this.#length; row++) {
      let slot = this.#hashOf(row) & mask
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask
      this.#slots[slot] = row + 1
    }
  }

  #hashOf(row: number): number {
    return rowHash(
      this.#node[row] as number,
      this.#thread[row] as number,
      this.#metric[row] as number,
      this.#idle[row] as number,
    )
  }
}

function rowHash(node: number, thread: number, metric: number, idle: number): number {
  return pairHash(node, pairHash(thread, 2 * metric + idle))
}
