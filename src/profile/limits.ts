import { HeadwaterError } from '../errors.ts'

interface Limit {
  readonly value: number
  /** What it can be raised to: more does not fit into what holds it. */
  readonly highest: number
  /** What there is too much of, past it. */
  readonly of: string
  /** What to do instead of raising it. */
  readonly advice: string
}

const LESS = 'record for a shorter time, or sample less often'
const AS_WRITTEN = 'give the file as the profiler wrote it'

/** How much of a file is read: what is past one of these is refused, but stacks with more frames, which lose their middle. */
const TABLE = {
  bytes: { value: 2 ** 32, highest: Number.MAX_SAFE_INTEGER, of: 'bytes', advice: LESS },
  'unpacking-ratio': { value: 400, highest: 1032, of: 'times its packed size', advice: 'give the unpacked file' },
  'held-bytes': { value: 512_000_000, highest: 512_000_000, of: 'bytes in one piece', advice: LESS },
  'line-bytes': { value: 2 ** 26, highest: 2 ** 29, of: 'bytes in a line', advice: AS_WRITTEN },
  'json-levels': { value: 100_000, highest: 1_000_000, of: 'levels of JSON', advice: AS_WRITTEN },
  'json-values': { value: 2 ** 25, highest: 2 ** 28, of: 'values of JSON', advice: LESS },
  'name-bytes': { value: 2 ** 30, highest: 2 ** 31 - 64, of: 'bytes of names', advice: LESS },
  functions: { value: 2 ** 20, highest: 2 ** 23, of: 'distinct functions', advice: LESS },
  threads: { value: 2 ** 18, highest: 2 ** 23, of: 'threads', advice: LESS },
  metrics: { value: 256, highest: 256, of: 'metrics', advice: LESS },
  'stack-frames': { value: 10_000, highest: 65_535, of: 'frames in a stack', advice: LESS },
  stacks: { value: 2 ** 24, highest: 2 ** 27, of: 'distinct stacks', advice: LESS },
  samples: { value: 2 ** 24, highest: 2 ** 27, of: 'distinct samples', advice: LESS },
} satisfies { readonly [name: string]: Limit }

export type LimitName = keyof typeof TABLE

/** How much of a file is read, by what there can be too much of. */
export type Limits = { readonly [name in LimitName]: number }

const NAMES = Object.keys(TABLE) as LimitName[]

/** The limits that hold unless somebody says otherwise. */
export const LIMITS = Object.fromEntries(NAMES.map((name) => [name, TABLE[name].value])) as Limits

/**
 * Limits with some of them changed.
 *
 * @param changes for instance `stacks=30000000`
 * @throws HeadwaterError `usage`
 */
export function readLimits(changes: readonly string[], from: Limits = LIMITS): Limits {
  const changed = changes.map((change) => {
    const [, text = '', digits = ''] = /^([a-z-]+)=(\d{1,16})$/.exec(change) ?? []
    const name = NAMES.find((one) => one === text)
    const value = Number(digits)
    if (name === undefined) throw usage(change, `NAME=NUMBER is accepted, with the names ${NAMES.join(', ')}`)
    const { highest } = TABLE[name]
    if (value < 1 || value > highest) throw usage(change, `${name} can be 1 to ${highest}`)
    return [name, value]
  })
  return { ...from, ...Object.fromEntries(changed) }
}

/**
 * What a file is refused with that is past a limit.
 *
 * @param where for instance ` at byte 17`
 * @param file what it is called, where that is known
 */
export function pastLimit(limits: Limits, name: LimitName, where = '', file?: string): HeadwaterError {
  const { of, highest, advice } = TABLE[name]
  const limit = limits[name]
  const raise = limit < highest ? `, or read more with --limit ${name}=NUMBER` : ''
  const text = `more than ${limit} ${of}${where}; ${advice}${raise}`
  return new HeadwaterError('too-large', file === undefined ? text : `${file}: ${text}`)
}

function usage(change: string, accepted: string): HeadwaterError {
  return new HeadwaterError('usage', `--limit ${change}: ${accepted}`)
}
