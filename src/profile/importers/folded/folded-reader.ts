import { HeadwaterError } from '../../../errors.ts'
import { grown } from '../../grown.ts'
import type { Limits } from '../../limits.ts'
import type { ImportedFile, Profile } from '../../types.ts'
import { commonLength } from '../bytes/byte-hash.ts'
import { ByteTable } from '../bytes/byte-table.ts'
import { trimmed } from '../bytes/head-lines.ts'
import type { LineBlock } from '../bytes/line-blocks.ts'
import { LineTally } from '../bytes/line-tally.ts'
import { buildNamedProfile } from '../named-stacks/build-named-profile.ts'
import { NamedStacks } from '../named-stacks/named-stacks.ts'
import { tellDialect } from '../named-stacks/tell-dialect.ts'
import { WeightTally } from '../named-stacks/weight-tally.ts'
import { FoldedComments } from './folded-comments.ts'
import { FoldedShape } from './folded-shape.ts'
import { readFinalNumber } from './read-final-number.ts'
import { splitStackvis } from './split-stackvis.ts'

const NEWLINE = 0x0a
const SPACE = 0x20
const HASH = 0x23
const SEMICOLON = 0x3b
const LESS_THAN = 0x3c

/** Reads folded stacks block by block. */
export class FoldedReader {
  readonly #name: string
  readonly #limits: Limits
  readonly #names: ByteTable
  readonly #stacks: NamedStacks
  readonly #weights = new WeightTally()
  readonly #lines = new LineTally()
  readonly #comments = new FoldedComments()
  readonly #shape = new FoldedShape()
  /** The previous stack of the block: where it began, where its elements ended (counted from there), and their nodes. */
  #start = 0
  #length = 0
  #ends = new Int32Array(256)
  #nodes = new Int32Array(256)
  #depth = 0

  constructor({ name, limits }: Pick<ImportedFile, 'name' | 'limits'>) {
    this.#name = name
    this.#limits = limits
    this.#names = new ByteTable(limits)
    this.#stacks = new NamedStacks(limits)
  }

  read(block: LineBlock): void {
    this.#depth = 0
    for (let start = 0; start < block.end; ) {
      const next = block.bytes.indexOf(NEWLINE, start) + 1
      this.#readLine(block, start, next)
      start = next
    }
  }

  /** @throws HeadwaterError `profile-malformed` where the file is a difference of two recordings */
  finish(): Profile {
    if (this.#shape.isDifference) {
      const line = this.#shape.firstLine
      const text = `${this.#name}: line ${line} and others end in two numbers, as a difference of two recordings does; give the two recordings themselves`
      throw new HeadwaterError('profile-malformed', text)
    }
    const text = (index: number) => this.#names.text(index)
    const dialect = tellDialect(this.#stacks.tree, text)
    const split = dialect === 'stackvis' ? splitStackvis(this.#stacks, text, this.#limits) : null
    const flaw = split === null ? this.#flaw() : null
    return buildNamedProfile(
      {
        stacks: split?.stacks ?? this.#stacks,
        name: split === null ? text : (index) => split.names[index] ?? '',
        dialect,
        meaning: dialect === 'austin' ? this.#comments.austinMeaning() : this.#weights.meaning(),
      },
      {
        format: 'folded',
        durationSeconds: this.#comments.durationSeconds,
        understood: flaw === null ? this.#lines.understoodShare : 0,
        notes: flaw === null ? this.#lines.notes() : [{ code: 'skipped-lines', text: flaw }],
      },
      this.#limits,
    )
  }

  #flaw(): string | null {
    if (this.#shape.lines > 0) return this.#shape.flaw(this.#stacks.tree, this.#names.length)
    return this.#comments.areAustins ? null : 'no line ends in a number behind frames.'
  }

  #readLine(block: LineBlock, line: number, next: number): void {
    const { bytes } = block
    const { start, end } = trimmed(bytes, line, next)
    // Ruby's `#<Class:Order>.total` is a frame.
    if (start === end || (bytes[line] === HASH && bytes[line + 1] !== LESS_THAN)) {
      this.#comments.read(bytes, line, end)
      this.#lines.comment()
      return
    }
    const found = readFinalNumber(bytes, line, end)
    if (found === null) {
      this.#lines.skipped(next - line)
      return
    }
    const { number, textEnd } = found
    this.#lines.understood(next - line)
    this.#stacks.add(this.#readStack(block, line, textEnd), number)
    this.#weights.add(number)
    this.#shape.add({
      line: this.#lines.lines,
      bytes: next - line,
      elements: this.#depth,
      hasTwoNumbers: readFinalNumber(bytes, line, textEnd) !== null,
    })
  }

  /** Files are mostly sorted: what a line has in common with the previous one need not be looked up again. */
  #readStack(block: LineBlock, start: number, end: number): number {
    const { bytes, view } = block
    let depth = this.#countShared(block, start, end)
    let element = depth === 0 ? start : start + (this.#ends[depth - 1] as number) + 1
    let node = depth === 0 ? 0 : (this.#nodes[depth - 1] as number)
    while (element < end) {
      let elementEnd = element
      while (elementEnd < end && bytes[elementEnd] !== SEMICOLON) elementEnd++
      node = this.#stacks.tree.child(node, this.#names.intern(bytes, view, element, elementEnd))
      if (depth > 0) this.#shape.addElement(bytes[element] === SPACE)
      this.#remember(depth, elementEnd - start, node)
      depth++
      element = elementEnd + 1
    }
    this.#start = start
    this.#length = end - start
    this.#depth = Math.min(depth, this.#limits['stack-frames'])
    return node
  }

  #remember(depth: number, end: number, node: number): void {
    if (depth >= this.#limits['stack-frames']) return
    if (depth === this.#ends.length) {
      this.#ends = grown(this.#ends, new Int32Array(2 * depth))
      this.#nodes = grown(this.#nodes, new Int32Array(2 * depth))
    }
    this.#ends[depth] = end
    this.#nodes[depth] = node
  }

  /** How many elements, with the `;` behind them, begin both this stack and the previous one of the block. */
  #countShared({ view }: LineBlock, start: number, end: number): number {
    if (this.#depth === 0) return 0
    const common = commonLength(view, this.#start, start, Math.min(this.#length, end - start))
    let shared = 0
    while (shared < this.#depth && (this.#ends[shared] as number) < common) shared++
    return shared
  }
}
