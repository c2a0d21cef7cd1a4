import type { ProfileBuilder } from '../../profile-builder.ts'
import { ProtobufCursor } from './protobuf-cursor.ts'
import type { Id, PprofTables } from './read-pprof-tables.ts'

type Role = 'name' | 'tid' | 'pid'

/** How profilers label a sample with the thread that it was taken on. Other labels say what the service did, not where. */
const ROLES = new Map<string, Role>([
  ['thread', 'name'], // pprof-rs
  ['thread name', 'name'], // Datadog
  ['thread_name', 'name'], // Parca, Pyroscope
  ['comm', 'name'], // eBPF agents
  ['thread id', 'tid'],
  ['thread_id', 'tid'],
  ['tid', 'tid'],
  ['pid', 'pid'],
  ['process_id', 'pid'],
])

/** Finds the thread that a sample's labels name. */
export class PprofThreads {
  readonly #tables: PprofTables
  readonly #builder: ProfileBuilder
  readonly #label: ProtobufCursor
  #name = ''
  #tid: number | null = null
  #pid: number | null = null

  constructor(tables: PprofTables, builder: ProfileBuilder, bytes: Uint8Array, fileName: string) {
    this.#tables = tables
    this.#builder = builder
    this.#label = new ProtobufCursor(bytes, fileName)
  }

  get ignoredBytes(): number {
    return this.#label.ignoredBytes
  }

  /** Forgets the last sample's labels. */
  reset(): void {
    this.#name = ''
    this.#tid = null
    this.#pid = null
  }

  /** Takes in one label, a message from `start` to before `end`. */
  addLabel(start: number, end: number): void {
    const label = this.#label
    let key: Id = 0
    let text: Id = 0
    let number = 0
    label.moveTo(start, end)
    while (label.next()) {
      if (label.field === 1) key = label.id()
      else if (label.field === 2) text = label.id()
      else if (label.field === 3) number = label.signed()
      else if (label.field === 4)
        label.id() // the number's unit
      else label.ignore()
    }
    const { strings } = this.#tables
    const role = ROLES.get(strings.text(key))
    if (role === 'name') this.#name = strings.text(text) || String(number)
    else if (role !== undefined) this.#setNumber(role, text === 0 ? number : Number(strings.text(text)))
  }

  /** @returns the thread's index in the profile */
  current(): number {
    return this.#builder.thread(this.#name, this.#pid, this.#tid)
  }

  #setNumber(role: 'tid' | 'pid', value: number): void {
    if (!Number.isSafeInteger(value)) return
    if (role === 'tid') this.#tid = value
    else this.#pid = value
  }
}
