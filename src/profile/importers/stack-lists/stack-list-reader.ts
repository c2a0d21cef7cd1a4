import type { Limits } from '../../limits.ts'
import type { Profile } from '../../types.ts'
import { LineTally } from '../bytes/line-tally.ts'
import { KERNEL_ENTRY } from '../frames/kernel-entry.ts'
import { buildNamedProfile } from '../named-stacks/build-named-profile.ts'
import { NamedStacks } from '../named-stacks/named-stacks.ts'
import { WeightTally } from '../named-stacks/weight-tally.ts'

/** What the tools say of themselves. */
const CHATTER = /^(?:Attach(?:ing|ed) .*|Lost \d+ events.*|dtrace: .*|CPU +ID +FUNCTION:NAME|\^C)$/
const OPENING = /^@\w*\[(.*)$/
const CLOSING = /^(.*)\]: (\d+)$/
const COUNT = /^\d+$/
const OFFSET = /\+(?:0x[0-9a-f]+|\d+)$/
/** Where the kernel begins: such a stack stands on top of the program's, in whichever order they were asked for. */
const isKernelBeginning = (name: string) => KERNEL_ENTRY.test(name) || /^(?:secondary_startup_64|unix`_?sys)/.test(name)

/** Reads stacks line by line. */
export class StackListReader {
  readonly #limits: Limits
  readonly #stacks: NamedStacks
  readonly #names = new Map<string, number>()
  readonly #weights = new WeightTally()
  readonly #lines = new LineTally()
  /** The stack that is being listed: parts that the tool lists apart, each leaf first. */
  #parts: string[][] = [[]]
  /** Lengths of its lines, which are understood only when its count has come. */
  #pending: number[] = []
  #isBracketed = false

  constructor(limits: Limits) {
    this.#limits = limits
    this.#stacks = new NamedStacks(limits)
  }

  /**
   * @param line without the spaces around it
   * @param length of the line in the file, in bytes
   */
  readLine(line: string, length: number): void {
    if (line === '' || CHATTER.test(line)) {
      this.#lines.comment()
      return
    }
    this.#pending.push(length)
    const opened = OPENING.exec(line)
    if (opened !== null) {
      this.#drop(1)
      this.#isBracketed = true
    }
    const rest = opened?.[1]?.trim() ?? line
    const closed = this.#isBracketed ? CLOSING.exec(rest) : null
    if (closed !== null) this.#close(Number(closed[2]))
    else if (!this.#isBracketed && COUNT.test(rest)) this.#close(Number(rest))
    else if (rest.startsWith(',')) this.#parts.push([])
    else if (rest !== '' && opened === null) this.#addFrame(rest)
  }

  finish(): Profile {
    this.#drop(0)
    const names = [...this.#names.keys()]
    return buildNamedProfile(
      {
        stacks: this.#stacks,
        name: (index) => names[index] ?? '',
        dialect: 'plain',
        meaning: this.#weights.meaning(),
      },
      {
        format: 'stack-lists',
        durationSeconds: null,
        understood: this.#stacks.tree.length > 1 ? this.#lines.understoodShare : 0,
        notes: this.#lines.notes(),
      },
      this.#limits,
    )
  }

  #addFrame(line: string): void {
    // So many lines without a count are no stack.
    if (this.#pending.length > this.#limits['stack-frames']) this.#drop(0)
    // bpftrace in the mode `perf`: `malloc+0x1a (/usr/lib/libc.so.6)`, which is DTrace's ``libc.so.6`malloc``.
    const [, name = line, object] = /^(\S.*?) \((\S+)\)$/.exec(line) ?? []
    const symbol = name.replace(OFFSET, '')
    this.#parts.at(-1)?.push(object === undefined ? symbol : `${object}\`${symbol}`)
  }

  #close(count: number): void {
    const [lower, ...upper] = this.#parts.toSorted((a, b) => Number(isKernel(a)) - Number(isKernel(b)))
    let node = 0
    for (const name of [...(lower ?? []).toReversed(), ...upper.flatMap((part) => part.toReversed())]) {
      const index = this.#names.get(name) ?? this.#names.size
      this.#names.set(name, index)
      node = this.#stacks.tree.child(node, index)
    }
    const isStack = node !== 0
    for (const length of this.#pending) isStack ? this.#lines.understood(length) : this.#lines.skipped(length)
    if (isStack) {
      this.#stacks.add(node, count)
      this.#weights.add(count)
    }
    this.#pending = []
    this.#reset()
  }

  /** Gives up the stack that is being listed, but for the last lines read. */
  #drop(kept: number): void {
    const given = this.#pending.splice(0, this.#pending.length - kept)
    for (const length of given) this.#lines.skipped(length)
    this.#reset()
  }

  #reset(): void {
    this.#parts = [[]]
    this.#isBracketed = false
  }
}

function isKernel(part: readonly string[]): boolean {
  return part.some(isKernelBeginning)
}
