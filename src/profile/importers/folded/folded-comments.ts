import type { WeightMeaning } from '../named-stacks/weight-tally.ts'

const MICROSECONDS_PER_SECOND = 1e6
const NANOSECONDS_PER_MICROSECOND = 1000
const LONGEST_READ = 200
/** Each line of Austin is one sample; where somebody has added lines up, one at least. */
const samples = (_: number, entries: number) => entries

/** Comments between folded stacks. Austin's tell what its numbers are: `# austin: 3.7.0`, `# mode: cpu`, `# duration: 3803828`. */
export class FoldedComments {
  readonly #values = new Map<string, string>()
  readonly #decoder = new TextDecoder()

  /** @param bytes the line stands in them from `start` to `end` */
  read(bytes: Uint8Array, start: number, end: number): void {
    if (end - start > LONGEST_READ) return
    const [, key, value] =
      /^#\s*(austin|mode|duration):\s*(\S+)/.exec(this.#decoder.decode(bytes.subarray(start, end))) ?? []
    if (key !== undefined && value !== undefined) this.#values.set(key, value)
  }

  /** Whether Austin wrote the file, even if there is no stack in it. */
  get areAustins(): boolean {
    return this.#values.has('austin')
  }

  get durationSeconds(): number | null {
    const duration = Number(this.#values.get('duration') ?? Number.NaN)
    return this.areAustins && duration >= 0 ? duration / MICROSECONDS_PER_SECOND : null
  }

  austinMeaning(): WeightMeaning {
    const mode = this.#values.get('mode') ?? ''
    switch (mode) {
      case 'cpu':
      case 'wall':
        return timeMeaning({ name: mode, kind: mode })
      case 'memory':
        return { metric: { name: mode, unit: 'bytes', kind: 'other' }, factor: 1, samples }
      default:
        return timeMeaning({ name: 'time', kind: 'other' })
    }
  }
}

/** Austin counts microseconds. */
function timeMeaning({ name, kind }: { name: string; kind: 'cpu' | 'wall' | 'other' }): WeightMeaning {
  return { metric: { name, unit: 'nanoseconds', kind }, factor: NANOSECONDS_PER_MICROSECOND, samples }
}
