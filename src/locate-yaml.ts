import { constructFromEvents, EVENT_ID, JSON_SCHEMA, parseEvents, YAMLException } from 'js-yaml'

export interface LocatedYaml {
  /** Undefined where the text holds nothing. */
  readonly value: unknown
  /** The line, from 1, on which the key or entry at a path stands; of the nearest one around it that is known. */
  lineOf(path: readonly PropertyKey[]): number
}

export interface YamlOptions {
  /** Deepest nesting. */
  readonly deepest: number
  /** Makes the error that is thrown for a text that is no YAML, or holds an alias or a second document. */
  readonly refuse: (line: number, what: string, cause?: unknown) => Error
}

type Events = ReturnType<typeof parseEvents>

/**
 * Reads one YAML document (https://yaml.org/spec/1.2.2/, JSON schema) and remembers where everything stands. Aliases are
 * refused: a few lines of them stand for billions of nodes.
 */
export function locateYaml(text: string, { deepest, refuse }: YamlOptions): LocatedYaml {
  try {
    const events = parseEvents(text, { maxDepth: deepest })
    const [value, second] = constructFromEvents(events, { source: text, schema: JSON_SCHEMA, maxAliases: 0 })
    if (second !== undefined) throw refuse(1, 'several YAML documents; accepted: one')
    const offsets = offsetsOf(events, text)
    return { value, lineOf: (path) => lineAt(text, nearestOffset(offsets, path)) }
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const line = (error.mark?.line ?? 0) + 1
    if (/alias/i.test(error.reason)) {
      throw refuse(line, 'an alias; accepted: none, and a value that begins with * stands in quotes', error)
    }
    throw refuse(line, `not valid YAML (${error.reason})`, error)
  }
}

/** Offset of every key and entry, by its path. */
function offsetsOf(events: Events, text: string): Map<string, number> {
  const offsets = new Map<string, number>()
  // The first event opens the document.
  let next = 1
  const walk = (path: readonly PropertyKey[]): void => {
    const event = events[next++]
    if (event?.type !== EVENT_ID.MAPPING && event?.type !== EVENT_ID.SEQUENCE) return
    for (let count = 0; next < events.length && events[next]?.type !== EVENT_ID.POP; count += 1) {
      const start = offsetOf(events[next])
      let key: PropertyKey = count
      if (event.type === EVENT_ID.MAPPING) {
        key = keyOf(events[next], text)
        walk([...path, key])
      }
      offsets.set(pathKey([...path, key]), start)
      walk([...path, key])
    }
    next += 1
  }
  walk([])
  return offsets
}

function offsetOf(event: Events[number] | undefined): number {
  switch (event?.type) {
    case EVENT_ID.SCALAR:
      return Math.max(0, event.valueStart)
    case EVENT_ID.MAPPING:
    case EVENT_ID.SEQUENCE:
      return event.start
    default:
      return 0
  }
}

function keyOf(event: Events[number] | undefined, text: string): string {
  return event?.type === EVENT_ID.SCALAR ? text.slice(event.valueStart, event.valueEnd) : ''
}

function nearestOffset(offsets: ReadonlyMap<string, number>, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const offset = offsets.get(pathKey(path.slice(0, length)))
    if (offset !== undefined) return offset
  }
  return 0
}

function pathKey(path: readonly PropertyKey[]): string {
  return JSON.stringify(path.map(String))
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
