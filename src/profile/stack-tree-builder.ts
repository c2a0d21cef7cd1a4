import { grown } from './grown.ts'
import type { Limits } from './limits.ts'
import { PairTable } from './pair-table.ts'
import type { StackTree } from './types.ts'

/** Grows a prefix tree of stacks, outermost frame first, from its root, node 0. */
export class StackTreeBuilder {
  /** A node is the pair of its parent and its frame. */
  readonly #nodes: PairTable
  /** Deeper stacks keep their outermost frames and their leaf. */
  readonly #deepest: number
  #depth = new Uint16Array(4096)
  #cut = false

  constructor(limits: Limits) {
    this.#nodes = new PairTable(limits)
    this.#deepest = limits['stack-frames']
    this.#nodes.intern(-1, -1)
  }

  /** Whether a stack was too deep and lost frames between its outermost ones and its leaf. */
  get cut(): boolean {
    return this.#cut
  }

  get length(): number {
    return this.#nodes.length
  }

  parent(node: number): number {
    return this.#nodes.first(node)
  }

  frame(node: number): number {
    return this.#nodes.second(node)
  }

  child(parentNode: number, frame: number): number {
    const parent = this.#depth[parentNode] === this.#deepest ? this.#cutAt(parentNode) : parentNode
    const known = this.#nodes.length
    const node = this.#nodes.intern(parent, frame)
    if (node === known) {
      if (node === this.#depth.length) this.#depth = grown(this.#depth, new Uint16Array(2 * node))
      this.#depth[node] = (this.#depth[parent] as number) + 1
    }
    return node
  }

  finish(): StackTree {
    const { first, second } = this.#nodes.columns()
    return { length: first.length, parent: first, frame: second }
  }

  /** A frame below the deepest node takes that node's place: the leaf, whose self time it is, is never lost. */
  #cutAt(deepestNode: number): number {
    this.#cut = true
    return this.parent(deepestNode)
  }
}
