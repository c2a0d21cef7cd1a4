import type { ProfileBuilder } from '../../profile-builder.ts'
import type { MetricKind, MetricUnit, ProfileNote } from '../../types.ts'
import { ByteTable } from '../bytes/byte-table.ts'
import type { LineBlock } from '../bytes/line-blocks.ts'
import { RECORD } from './perf-header.ts'

/** How many events a note lists. */
const LISTED = 5

/** The events of a perf script, each a metric of its own; where only some of its samples have a period, two. */
export class PerfEvents {
  readonly #table: ByteTable
  readonly #builder: ProfileBuilder
  readonly #metrics = new Map<number, string>()
  readonly #withPeriod: (number | undefined)[] = []
  readonly #without: (number | undefined)[] = []

  constructor(builder: ProfileBuilder) {
    this.#builder = builder
    this.#table = new ByteTable(builder.limits)
  }

  /**
   * @param block the event's name stands in it from `start` to `end`
   * @returns the builder's metric; -1 where the line is no sample, but a record of another kind
   */
  metric({ bytes, view }: LineBlock, start: number, end: number, hasPeriod: boolean): number {
    const index = this.#table.intern(bytes, view, start, end)
    const metrics = hasPeriod ? this.#withPeriod : this.#without
    metrics[index] ??= this.#add(this.#table.text(index), hasPeriod)
    return metrics[index]
  }

  notes(): ProfileNote[] {
    const names = [...this.#metrics.values()]
    if (names.length < 2) return []
    const list = names.slice(0, LISTED).join(', ')
    const more = names.length > LISTED ? ` and ${names.length - LISTED} more` : ''
    return [{ code: 'several-metrics', text: `The recording has ${names.length} events: ${list}${more}.` }]
  }

  #add(event: string, hasPeriod: boolean): number {
    if (event.startsWith(RECORD)) return -1
    const { unit, kind } = perfEventMeasure(event, hasPeriod)
    const name = event === '' ? 'samples' : event
    const metric = this.#builder.metric(name, unit, kind)
    this.#metrics.set(metric, name)
    return metric
  }
}

/**
 * What an event of perf measures.
 *
 * @param event as `perf script` writes it: `cpu-clock:pppH`, `cycles:u`, `cpu_core/cycles/`, `sched:sched_switch`
 * @param hasPeriod whether its samples say how much they stand for; otherwise each one counts 1
 */
export function perfEventMeasure(event: string, hasPeriod: boolean): { unit: MetricUnit; kind: MetricKind } {
  const base = event
    .replace(/:[a-zA-Z]*$/, '')
    .replace(/^[^/]+\/([^/,]+).*$/, '$1')
    .replaceAll('_', '-')
  const unit = unitOf(base)
  const kind = event === '' ? 'other' : unit === 'events' ? 'events' : 'cpu'
  return { unit: hasPeriod && event !== '' ? unit : 'samples', kind }
}

function unitOf(base: string): MetricUnit {
  switch (base) {
    case 'cpu-clock':
    case 'task-clock':
      return 'nanoseconds'
    case 'cycles':
    case 'cpu-cycles':
    case 'ref-cycles':
      return 'cycles'
    default:
      return 'events'
  }
}
