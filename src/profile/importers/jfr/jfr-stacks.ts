import type { ProfileBuilder } from '../../profile-builder.ts'
import { UNKNOWN_FRAME } from '../frames/unknown-frame.ts'
import { javaFrame } from './java-frame.ts'
import { type JfrRecord, JfrReference, type JfrValue, type JfrValues } from './jfr-values.ts'

/** A stack that has a place in the profile. */
export interface JavaStack {
  /** The builder's node. */
  readonly node: number
  /** How many frames were recorded. */
  readonly depth: number
  /** Whether the recorder cut off its callers. */
  readonly isCut: boolean
  readonly leafName: string
}

interface KnownFrame {
  /** The builder's frame; -1 where it is left out. */
  readonly index: number
  readonly name: string
}

/** What the JVM makes for itself, between a lambda's caller and its body for instance; its own tools leave it out, too. */
const HIDDEN: KnownFrame = { index: -1, name: '' }

/** Puts a chunk's stack traces into a profile, each once. */
export class JfrStacks {
  readonly #values: JfrValues
  readonly #builder: ProfileBuilder
  readonly #stacks = new Map<number, JavaStack>()
  /** By the keys of type, then method. */
  readonly #frames = new Map<number, Map<number, KnownFrame>>()

  constructor(values: JfrValues, builder: ProfileBuilder) {
    this.#values = values
    this.#builder = builder
  }

  /** @param reference an event's field `stackTrace` */
  read(reference: JfrValue | undefined): JavaStack {
    const key = reference instanceof JfrReference ? reference.key : 0
    const known = this.#stacks.get(key)
    if (known !== undefined) return known
    const stack = this.#place(this.#values.resolve(reference))
    this.#stacks.set(key, stack)
    return stack
  }

  #place(trace: JfrRecord | null): JavaStack {
    const all = Array.isArray(trace?.frames) ? trace.frames : []
    const frames = all.map((frame) => this.#frame(frame)).filter((frame) => frame !== HIDDEN)
    let node = 0
    // The file has the leaf first.
    for (const { index } of [...frames].reverse()) node = this.#builder.child(node, index)
    return {
      node: node === 0 ? this.#builder.child(0, this.#builder.frame(UNKNOWN_FRAME)) : node,
      depth: all.length,
      isCut: trace?.truncated === 1,
      leafName: frames[0]?.name ?? '',
    }
  }

  #frame(value: JfrValue): KnownFrame {
    const record = this.#values.resolve(value)
    const type = keyOf(record?.type)
    const method = keyOf(record?.method)
    const byMethod = this.#frames.get(type) ?? new Map<number, KnownFrame>()
    this.#frames.set(type, byMethod)
    const known = byMethod.get(method)
    if (known !== undefined) return known
    const built = this.#build(record)
    byMethod.set(method, built)
    return built
  }

  #build(record: JfrRecord | null): KnownFrame {
    const method = this.#values.resolve(record?.method)
    if (method?.hidden === 1) return HIDDEN
    const className = this.#values.text(this.#values.resolve(method?.type)?.name)
    const frame = javaFrame(className, this.#values.text(method?.name) ?? '', this.#values.text(record?.type))
    return { index: this.#builder.frame(frame), name: frame.name }
  }
}

function keyOf(reference: JfrValue | undefined): number {
  return reference instanceof JfrReference ? reference.key : -1
}
