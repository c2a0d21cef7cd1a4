import { HeadwaterError } from '../../../errors.ts'
import type { ProfileBuilder } from '../../profile-builder.ts'
import { perfObjectKind } from '../frames/perf-objects.ts'
import { definitionLine } from '../json/definition-line.ts'
import type { FunctionEntry, Id, Location, PprofTables } from './read-pprof-tables.ts'

/** Makes frames of a pprof profile's locations, of each one when it is first asked for. */
export class PprofFrames {
  readonly #frames = new Map<Id, readonly number[]>()
  readonly #tables: PprofTables
  readonly #builder: ProfileBuilder
  readonly #fileName: string

  constructor(tables: PprofTables, builder: ProfileBuilder, fileName: string) {
    this.#tables = tables
    this.#builder = builder
    this.#fileName = fileName
  }

  /**
   * The frames at a location, outermost first: several where functions are inlined there.
   *
   * @throws HeadwaterError `profile-malformed` where the location, or what it refers to, is missing
   */
  at(id: Id): readonly number[] {
    const known = this.#frames.get(id)
    if (known !== undefined) return known
    const frames = this.#framesOf(this.#entry(this.#tables.locations, id, 'location'))
    this.#frames.set(id, frames)
    return frames
  }

  #framesOf({ mapping, functions }: Location): number[] {
    const file = mapping === 0 ? 0 : this.#entry(this.#tables.mappings, mapping, 'mapping')
    const object = this.#tables.strings.text(file) || null
    const outermost = functions.length - 1
    const frames = functions.map((id, index) => this.#frame(id, object, index < outermost)).reverse()
    return frames.length > 0 ? frames : [this.#frame(0, object, false)]
  }

  #frame(functionId: Id, object: string | null, inlined: boolean): number {
    const entry = functionId === 0 ? UNKNOWN : this.#entry(this.#tables.functions, functionId, 'function')
    const { strings } = this.#tables
    const name = strings.text(entry.name) || strings.text(entry.systemName)
    return this.#builder.frame({
      name: name || '[unknown]',
      file: strings.text(entry.file) || null,
      line: definitionLine(Number(entry.startLine)),
      object,
      kind: object === null ? null : object === PARCA_JIT ? 'jit' : perfObjectKind(object),
      inlined,
    })
  }

  #entry<T>(table: ReadonlyMap<Id, T>, id: Id, what: string): T {
    const entry = table.get(id)
    if (entry !== undefined) return entry
    throw new HeadwaterError(
      'profile-malformed',
      `${this.#fileName}: refers to ${what} ${id}, which is missing; a complete pprof profile is accepted`,
    )
  }
}

/** What Parca calls the object of code that a runtime compiled. */
const PARCA_JIT = 'jit'
const UNKNOWN: FunctionEntry = { name: 0, systemName: 0, file: 0, startLine: 0 }
