import type { ProfileBuilder } from '../../profile-builder.ts'
import { perfObjectKind } from '../frames/perf-objects.ts'
import { definitionLine } from '../json/definition-line.ts'
import type { JsonChecks } from '../json/json-checks.ts'
import { pathFromUrl } from '../json/path-from-url.ts'
import { isJsonObject } from '../json/read-json.ts'
import { columnOf, type FirefoxTables } from './firefox-tables.ts'

/** The profiler's own beginning of a stack, which is no function. */
export const ROOT = '(root)'
/** What stands for a function whose symbol nobody has looked up. */
const ADDRESS = /^0x[0-9a-f]+$/

/** Makes frames of a processed profile's tables, of each row when it is first asked for. */
export class FirefoxFrames {
  readonly #frames: (number | undefined)[] = []
  readonly #tables: FirefoxTables
  readonly #builder: ProfileBuilder
  readonly #checks: JsonChecks
  readonly #functionOf: readonly unknown[]
  readonly #inlineDepth: readonly unknown[]
  readonly #names: readonly unknown[]
  readonly #files: readonly unknown[]
  readonly #lines: readonly unknown[]
  readonly #resourceOf: readonly unknown[]
  readonly #libraryOf: readonly unknown[]

  constructor(tables: FirefoxTables, builder: ProfileBuilder, checks: JsonChecks) {
    this.#tables = tables
    this.#builder = builder
    this.#checks = checks
    const { frames, functions, resources, sources } = tables
    this.#functionOf = columnOf(frames, 'func', checks)
    this.#inlineDepth = columnOf(frames, 'inlineDepth', checks)
    this.#names = columnOf(functions, 'name', checks)
    this.#files = sources === null ? columnOf(functions, 'fileName', checks) : this.#filesOfSources(sources.filename)
    this.#lines = columnOf(functions, 'lineNumber', checks)
    this.#resourceOf = columnOf(functions, 'resource', checks)
    this.#libraryOf = columnOf(resources, 'lib', checks)
  }

  /**
   * @param row of the table of frames
   * @returns the frame's index in the profile; -1 for the row that stands for no function
   * @throws HeadwaterError `profile-malformed` where the row, or what it refers to, is missing
   */
  at(row: number): number {
    const known = this.#frames[row]
    if (known !== undefined) return known
    const frame = this.#read(row)
    this.#frames[row] = frame
    return frame
  }

  #read(row: number): number {
    const func = this.#checks.number(this.#functionOf[row], 'frameTable.func', row)
    const name = this.#string(this.#names[func], 'funcTable.name', func)
    if (name === ROOT) return -1
    const object = this.#objectOf(func)
    const file = typeof this.#files[func] === 'number' ? this.#string(this.#files[func], 'funcTable.source', func) : ''
    const line = this.#lines[func]
    return this.#builder.frame({
      name: ADDRESS.test(name) ? '[unknown]' : name,
      file: pathFromUrl(file),
      line: typeof line === 'number' ? definitionLine(line) : null,
      object,
      kind: object === null ? null : perfObjectKind(object),
      inlined: Number(this.#inlineDepth[row] ?? 0) > 0,
    })
  }

  #filesOfSources(filenames: unknown): unknown[] {
    const names = this.#checks.list(filenames, 'sources.filename')
    return columnOf(this.#tables.functions, 'source', this.#checks).map((source) =>
      typeof source === 'number' ? names[source] : null,
    )
  }

  #objectOf(func: number): string | null {
    const library = this.#libraryOf[Number(this.#resourceOf[func] ?? -1)]
    const lib = typeof library === 'number' ? this.#tables.libraries[library] : undefined
    if (!isJsonObject(lib)) return null
    const path = typeof lib.path === 'string' && lib.path !== '' ? lib.path : lib.name
    return typeof path === 'string' && path !== '' ? path : null
  }

  #string(index: unknown, list: string, row: number): string {
    return this.#checks.text(this.#tables.strings[this.#checks.number(index, list, row)], list, row)
  }
}
