import type { ProfileBuilder } from '../../profile-builder.ts'
import type { Frame } from '../../types.ts'
import { perfObjectKind } from '../frames/perf-objects.ts'
import { UNKNOWN_FRAME } from '../frames/unknown-frame.ts'
import { definitionColumn, definitionLine } from '../json/definition-line.ts'
import type { JsonChecks } from '../json/json-checks.ts'
import { pathFromUrl } from '../json/path-from-url.ts'

/** Where a stack entry has no code, only an address. */
const NO_CODE = -1

/** Makes frames of a preprocessed log's list `code`, of each entry when it is first asked for. */
export class V8CodeFrames {
  readonly #codes: readonly unknown[]
  readonly #frames = new Map<number, number>()
  readonly #builder: ProfileBuilder
  readonly #checks: JsonChecks

  constructor(codes: readonly unknown[], builder: ProfileBuilder, checks: JsonChecks) {
    this.#codes = codes
    this.#builder = builder
    this.#checks = checks
  }

  /**
   * @returns the frame's index in the profile; null where the list has no such entry
   * @throws HeadwaterError `profile-malformed` where the entry is no code
   */
  at(id: number): number | null {
    const known = this.#frames.get(id)
    if (known !== undefined) return known
    if (id !== NO_CODE && this.#codes[id] === undefined) return null
    const frame = this.#builder.frame(id === NO_CODE ? UNKNOWN_FRAME : this.#read(id))
    this.#frames.set(id, frame)
    return frame
  }

  #read(id: number): Frame {
    const code = this.#checks.object(this.#codes[id], 'code', id)
    const name = this.#checks.text(code.name, 'code', id, 'name')
    switch (code.type) {
      case 'JS':
        return javascriptFrame(name)
      case 'SHARED_LIB':
        return { ...UNKNOWN_FRAME, object: name, kind: perfObjectKind(name) }
      case 'CODE':
        return { ...UNKNOWN_FRAME, name: generatedName(code.kind, name) }
      default:
        return { ...UNKNOWN_FRAME, name, kind: 'native' }
    }
  }
}

/** Where a script's place begins behind a name, which may hold spaces (`get size`), as may the place. */
const BEFORE_PLACE = / (?=\.{0,2}\/|[A-Za-z]:[\\/]|[a-z][a-z\d.+-]{1,30}:)/

/**
 * `send /srv/checkout/node_modules/send/index.js:12:3`, of an anonymous function with nothing before the space. The tiers in
 * which a function ran stand in its kind; they would split it in three, so they are left out.
 */
function javascriptFrame(text: string): Frame {
  const space = BEFORE_PLACE.exec(text)?.index ?? text.lastIndexOf(' ')
  if (space === -1) return { ...UNKNOWN_FRAME, name: text }
  const [, url = '', line, column] = /^(.*?)(?::(\d+):(\d+))?$/s.exec(text.slice(space + 1)) ?? []
  return {
    ...UNKNOWN_FRAME,
    name: space === 0 ? '(anonymous)' : text.slice(0, space),
    file: pathFromUrl(url),
    line: line === undefined ? null : definitionLine(Number(line)),
    ...definitionColumn(Number(column ?? 0)),
  }
}

/** An expression is told by its kind alone here; elsewhere V8 puts a word in front of it, and of its own builtins too. */
function generatedName(kind: unknown, name: string): string {
  if (kind === 'RegExp') return `RegExp: ${name}`
  return typeof kind === 'string' ? `${kind === 'BytecodeHandler' || kind === 'Builtin' ? kind : 'Stub'}:${name}` : name
}
