import { grown } from '../../grown.ts'
import type { Limits } from '../../limits.ts'
import { StackTreeBuilder } from '../../stack-tree-builder.ts'

/**
 * Stacks of formats that know a frame by one string: a tree of names with weights. What the strings mean is told later, from
 * all of them together.
 */
export class NamedStacks {
  /** Its frames are indices of names. */
  readonly tree: StackTreeBuilder
  #weights = new Float64Array(4096)
  #entries = new Float64Array(4096)

  constructor(limits: Limits) {
    this.tree = new StackTreeBuilder(limits)
  }

  /** Adds to a stack's own weight what so many entries of the file give it. */
  add(node: number, weight: number, entries = 1): void {
    if (node >= this.#weights.length) this.#grow(2 * node)
    this.#weights[node] = (this.#weights[node] as number) + weight
    this.#entries[node] = (this.#entries[node] as number) + entries
  }

  weight(node: number): number {
    return this.#weights[node] ?? 0
  }

  entries(node: number): number {
    return this.#entries[node] ?? 0
  }

  /** The nodes that have entries of their own. */
  *leaves(): Generator<number> {
    for (let node = 0; node < this.tree.length; node++) if (this.entries(node) > 0) yield node
  }

  #grow(capacity: number): void {
    this.#weights = grown(this.#weights, new Float64Array(capacity))
    this.#entries = grown(this.#entries, new Float64Array(capacity))
  }
}
