import type { ProfileNote } from '../../types.ts'

/** Counts what of a text was understood, in bytes, and where the first line stands that was not. Comments count as neither. */
export class LineTally {
  #lines = 0
  #understoodBytes = 0
  #skippedBytes = 0
  #skippedLines = 0
  #firstSkipped = 0

  /** Lines so far, comments and all. */
  get lines(): number {
    return this.#lines
  }

  comment(): void {
    this.#lines++
  }

  understood(bytes: number): void {
    this.#lines++
    this.#understoodBytes += bytes
  }

  skipped(bytes: number): void {
    this.#lines++
    this.#skippedBytes += bytes
    this.#skippedLines++
    if (this.#firstSkipped === 0) this.#firstSkipped = this.#lines
  }

  /** From 0 to 1; 1 where there was nothing but comments. */
  get understoodShare(): number {
    const bytes = this.#understoodBytes + this.#skippedBytes
    return bytes === 0 ? 1 : this.#understoodBytes / bytes
  }

  notes(): ProfileNote[] {
    if (this.#skippedLines === 0) return []
    const what = this.#skippedLines === 1 ? '1 line was' : `${this.#skippedLines} lines were`
    const text = `${what} not understood, of ${this.#lines}; the first is line ${this.#firstSkipped}.`
    return [{ code: 'skipped-lines', text }]
  }
}
