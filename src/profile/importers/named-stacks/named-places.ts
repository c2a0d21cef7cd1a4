import type { ProfileBuilder } from '../../profile-builder.ts'
import type { Thread } from '../../types.ts'
import { isIdleLoop } from '../frames/perf-objects.ts'
import type { NamedStacks } from './named-stacks.ts'
import { type NamingDialect, readNamedFrame } from './read-named-frame.ts'
import { readThreadElement } from './read-thread-element.ts'

/** Arrows, and operators of C++ and Ruby. */
const NOT_BRACKETS = /->|=>|(?:operator ?|#)(?:<=>|<<=?|<=|<|>>=?|>=|>)/g
/** Where in a stack a node is that stands behind a frame: no thread is named there any more. */
const BEHIND_A_FRAME = 255

/** What one name of the stacks is as a frame. */
interface NamedFrame {
  /** The builder's frame; -1 where the name is empty. */
  readonly index: number
  readonly isIdle: boolean
  readonly isCut: boolean
}

/** Where the nodes of names have come to stand in a profile: columns by node. */
export class NamedPlaces {
  /** The builder's node; 0 where the stack so far has no frame. */
  readonly node: Int32Array
  /** Index into `threads`. */
  readonly thread: Int32Array
  /** 1 where the leaf waits for work. */
  readonly isIdle: Uint8Array
  /** 1 where a name on the stack was cut. */
  readonly isCut: Uint8Array
  readonly threads: Thread[] = [{ name: '', pid: null, tid: null }]
  /** How many elements of the stack were read as a thread. */
  readonly #threadElements: Uint8Array
  readonly #frames: (NamedFrame | undefined)[] = []
  readonly #name: (index: number) => string
  readonly #dialect: NamingDialect
  readonly #builder: ProfileBuilder

  /** Reads every element either as a thread or as a frame, parents before children. */
  constructor({ tree }: NamedStacks, name: (index: number) => string, dialect: NamingDialect, builder: ProfileBuilder) {
    this.node = new Int32Array(tree.length)
    this.thread = new Int32Array(tree.length)
    this.isIdle = new Uint8Array(tree.length)
    this.isCut = new Uint8Array(tree.length)
    this.#threadElements = new Uint8Array(tree.length)
    this.#name = name
    this.#dialect = dialect
    this.#builder = builder
    for (let node = 1; node < tree.length; node++) this.#place(node, tree.parent(node), tree.frame(node))
  }

  #place(node: number, parent: number, name: number): void {
    const depth = this.#threadElements[parent] as number
    const outer = this.thread[parent] as number
    this.thread[node] = outer
    this.node[node] = this.node[parent] as number
    this.isCut[node] = this.isCut[parent] as number
    this.#threadElements[node] = depth
    const thread = depth === BEHIND_A_FRAME ? null : this.#readThread(this.#name(name), depth, outer)
    if (thread !== null) {
      this.thread[node] = this.threads.push(thread) - 1
      this.#threadElements[node] = depth + 1
      return
    }
    this.#frames[name] ??= this.#readFrame(this.#name(name))
    const frame = this.#frames[name]
    // Nameless elements are no frames: excimer begins stacks with one.
    if (frame.index === -1) return
    this.node[node] = this.#builder.child(this.node[parent] as number, frame.index)
    this.isIdle[node] = Number(frame.isIdle)
    if (frame.isCut) this.isCut[node] = 1
    this.#threadElements[node] = BEHIND_A_FRAME
  }

  #readThread(text: string, depth: number, outer: number): Thread | null {
    return readThreadElement(text, depth, this.#dialect, this.threads[outer] as Thread)
  }

  #readFrame(text: string): NamedFrame {
    if (text.trim() === '') return { index: -1, isIdle: false, isCut: false }
    const frame = readNamedFrame(text, this.#dialect)
    return {
      index: this.#builder.frame(frame),
      isIdle: frame.kind === 'kernel' && isIdleLoop(frame.name),
      isCut: isCutName(frame.name),
    }
  }
}

/** `tuple<void ` and `v8::internal::`, where a writer has cut a signature off at the first parenthesis. */
function isCutName(name: string): boolean {
  if (name.startsWith('RegExp: ')) return false
  if (name.endsWith('::')) return true
  if (!name.includes('<')) return false
  let open = 0
  for (const character of name.replace(NOT_BRACKETS, '')) {
    if (character === '<') open++
    if (character === '>') open--
  }
  return open > 0
}
