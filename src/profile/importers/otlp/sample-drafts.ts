import type { OtlpSample } from './types.ts'

/** A sample whose fields 2, 3 and 4 mean one thing or another. */
export interface RawOtlpSample {
  readonly stack: number
  /** What stands in the fields 2, 3 and 4, read as lists of numbers. */
  readonly lists: readonly [number[], number[], number[]]
  readonly timestamps: number
  /** Whether a field holds what only the one or the other draft puts there. */
  readonly isOld: boolean
  readonly isNew: boolean
}

/**
 * Tells what the fields of a message's samples mean: in versions 1.8 and 1.9 they are values, attributes, a link; since then
 * attributes, a link, values. Nothing in the file names the version. A list in field 3 or a number in field 4 proves the one, the
 * reverse the other. Else only field 2 is used, and a sample without timestamps must have values.
 */
export function readSampleDrafts(profiles: readonly (readonly RawOtlpSample[])[]): OtlpSample[][] {
  const all = profiles.flat()
  const isOld =
    all.some((sample) => sample.isOld) ||
    (!all.some(({ isNew }) => isNew) && all.some(({ timestamps }) => timestamps === 0))
  return profiles.map((samples) =>
    samples.map(({ stack, timestamps, lists: [second, third, fourth] }) =>
      isOld
        ? { stack, timestamps, values: second, attributes: third }
        : { stack, timestamps, values: fourth, attributes: second },
    ),
  )
}
