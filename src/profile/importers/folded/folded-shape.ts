import type { StackTreeBuilder } from '../../stack-tree-builder.ts'

/** A file with fewer lines may be anything. */
const FEWEST_LINES_TO_JUDGE = 20
const LEAST_SEPARATED_SHARE = 0.3
const MOST_SPACED_SHARE = 0.5
const MOST_FOREIGN_SHARE = 0.5
const LEAST_DIFFERENCE_SHARE = 0.9

/** What one line that ends in a number looks like. */
export interface FoldedLine {
  readonly line: number
  readonly bytes: number
  readonly elements: number
  /** Whether what stands in front of the number ends in a number again. */
  readonly hasTwoNumbers: boolean
}

/**
 * Tells folded stacks from other texts whose lines end in numbers: logs, tables, prose. A line alone can't tell.
 */
export class FoldedShape {
  firstLine = 0
  #lines = 0
  #bytes = 0
  #separatedBytes = 0
  #elements = 0
  #twoNumbers = 0
  #freshElements = 0
  #spacedElements = 0

  add({ line, bytes, elements, hasTwoNumbers }: FoldedLine): void {
    if (this.#lines === 0) this.firstLine = line
    this.#lines++
    this.#bytes += bytes
    this.#elements += elements
    if (elements > 1) this.#separatedBytes += bytes
    if (hasTwoNumbers) this.#twoNumbers++
  }

  /** An element behind a `;`, unless it was the previous line's too. */
  addElement(beginsWithSpace: boolean): void {
    this.#freshElements++
    if (beginsWithSpace) this.#spacedElements++
  }

  get lines(): number {
    return this.#lines
  }

  /** difffolded.pl writes two numbers a line, before and after. */
  get isDifference(): boolean {
    return this.#lines >= 2 && this.#twoNumbers >= LEAST_DIFFERENCE_SHARE * this.#lines
  }

  /**
   * Why the text is no folded stacks; null where it may be.
   *
   * @param tree of all lines
   * @param distinctElements how many different strings the lines have between their `;`
   */
  flaw(tree: StackTreeBuilder, distinctElements: number): string | null {
    if (this.#separatedBytes < LEAST_SEPARATED_SHARE * this.#bytes) {
      return `line ${this.firstLine} and others end in a number, but few of them hold frames separated by \`;\`.`
    }
    if (this.#spacedElements > MOST_SPACED_SHARE * this.#freshElements) {
      return `line ${this.firstLine} and others have spaces behind their \`;\`, as prose and logs do and stacks do not.`
    }
    const outermost = countOutermost(tree)
    const isTable =
      this.#lines >= FEWEST_LINES_TO_JUDGE &&
      outermost > MOST_FOREIGN_SHARE * this.#lines &&
      distinctElements > MOST_FOREIGN_SHARE * this.#elements
    return isTable ? `line ${this.firstLine} and others have hardly a frame in common, as rows of a table.` : null
  }
}

function countOutermost(tree: StackTreeBuilder): number {
  let outermost = 0
  for (let node = 1; node < tree.length; node++) if (tree.parent(node) === 0) outermost++
  return outermost
}
