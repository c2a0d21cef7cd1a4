import type { MetricKind, MetricUnit } from '../../types.ts'
import type { JsonChecks } from '../json/json-checks.ts'
import { isJsonObject, type JsonObject } from '../json/read-json.ts'
import { safeInteger } from '../json/safe-integer.ts'

/** When a thread's first and last samples were taken, in milliseconds. */
export interface ThreadSpan {
  readonly first: number
  readonly last: number
}

/** What a sample's weight is. */
export interface Measure {
  readonly name: string
  readonly unit: MetricUnit
  readonly kind: MetricKind
  /** How many of `unit` one of the file's unit is. */
  readonly scale: number
}

const MEASURES = new Map<unknown, Measure>([
  ['samples', { name: 'samples', unit: 'samples', kind: 'cpu', scale: 1 }],
  ['tracing-ms', { name: 'time', unit: 'nanoseconds', kind: 'cpu', scale: 1e6 }],
  ['bytes', { name: 'bytes', unit: 'bytes', kind: 'other', scale: 1 }],
])

/** @param type the file's `weightType`; undefined where it has none */
export function measureOf(type: unknown, where: string, checks: JsonChecks): Measure {
  const measure = MEASURES.get(type ?? 'samples')
  if (measure !== undefined) return measure
  const accepted = [...MEASURES.keys()].join(', ')
  throw checks.fault(`${where}.samples.weightType is ${checks.shown(type)}; accepted are ${accepted}`)
}

/** `Idle` of them all; `Stalled` of Vernier, where a thread waits for Ruby's lock. */
const WAITING = new Set<unknown>(['Idle', 'Stalled'])

/** The categories of what waits, as places in the profile's list of categories. */
export function waitingCategories(meta: unknown, checks: JsonChecks): ReadonlySet<unknown> {
  const categories = isJsonObject(meta) ? checks.list(meta.categories ?? [], 'meta.categories') : []
  return new Set(
    categories.flatMap((category, index) => (isJsonObject(category) && WAITING.has(category.name) ? [index] : [])),
  )
}

/** @returns name, process and thread, which are numbers or texts of numbers */
export function threadOf(thread: JsonObject, checks: JsonChecks): [string, number | null, number | null] {
  return [checks.text(thread.name ?? '', 'threads.name'), numberOf(thread.pid), numberOf(thread.tid)]
}

function numberOf(value: unknown): number | null {
  return safeInteger(typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value)
}
