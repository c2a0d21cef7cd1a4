import type { ProfileBuilder } from '../../profile-builder.ts'
import { ByteTable } from '../bytes/byte-table.ts'
import type { LineBlock } from '../bytes/line-blocks.ts'

/** The threads of a perf script, known by the bytes from command to ids. */
export class PerfThreads {
  readonly #table: ByteTable
  readonly #builder: ProfileBuilder
  readonly #threads: PerfThread[] = []

  constructor(builder: ProfileBuilder) {
    this.#builder = builder
    this.#table = new ByteTable(builder.limits)
  }

  /** @param block `comm pid/tid` or `comm tid` stands in it from `start` to `end` */
  read({ bytes, view }: LineBlock, start: number, end: number): PerfThread {
    const index = this.#table.intern(bytes, view, start, end)
    this.#threads[index] ??= this.#add(this.#table.text(index))
    return this.#threads[index]
  }

  #add(text: string): PerfThread {
    const idsStart = text.search(/\S+$/)
    const name = text.slice(0, idsStart).trim()
    const ids = text.slice(idsStart).split('/').map(Number)
    const pid = ids.length === 2 ? (ids[0] ?? null) : null
    const index = this.#builder.thread(name, pid, ids.at(-1) ?? null)
    return { index, isIdle: name === 'swapper' }
  }
}

export interface PerfThread {
  /** Of the builder. */
  readonly index: number
  /** The kernel's idle task, one for each processor. */
  readonly isIdle: boolean
}
