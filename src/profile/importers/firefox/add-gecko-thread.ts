import type { ProfileBuilder } from '../../profile-builder.ts'
import type { Frame } from '../../types.ts'
import { UNKNOWN_FRAME } from '../frames/unknown-frame.ts'
import { definitionLine } from '../json/definition-line.ts'
import type { JsonChecks } from '../json/json-checks.ts'
import { pathFromUrl } from '../json/path-from-url.ts'
import type { JsonObject } from '../json/read-json.ts'
import { ROOT } from './firefox-frames.ts'
import { measureOf, type ThreadSpan, threadOf, waitingCategories } from './thread-facts.ts'

/** Rows of a table, and which of a row's values is which. */
interface GeckoTable {
  readonly name: string
  readonly schema: JsonObject
  readonly rows: readonly unknown[]
}

/**
 * Adds one thread of a profile as Gecko itself writes it: tables are rows with a schema, and a frame is one string.
 *
 * @param profile the process that the thread belongs to
 * @param where the thread's place in the file, for messages
 * @throws HeadwaterError `profile-malformed`, naming the row
 */
export function addGeckoThread(
  profile: JsonObject,
  thread: JsonObject,
  where: string,
  builder: ProfileBuilder,
  checks: JsonChecks,
): ThreadSpan {
  const table = (name: string): GeckoTable => {
    const object = checks.object(thread[name], `${where}.${name}`)
    const schema = checks.object(object.schema, `${where}.${name}.schema`)
    return { name: `${where}.${name}`, schema, rows: checks.list(object.data, `${where}.${name}.data`) }
  }
  const cell = ({ name, schema, rows }: GeckoTable, row: number, column: string): unknown => {
    const place = schema[column]
    return typeof place === 'number' ? checks.list(rows[row], `${name}.data`, row)[place] : undefined
  }
  const strings = checks.list(thread.stringTable, `${where}.stringTable`)
  const frameTable = table('frameTable')
  const stackTable = table('stackTable')
  const samples = table('samples')
  const idle = waitingCategories(profile.meta, checks)

  const frames = frameTable.rows.map((_, row) => {
    const location = checks.number(cell(frameTable, row, 'location'), frameTable.name, row, 'location')
    const text = checks.text(strings[location], `${where}.stringTable`, location)
    return text === ROOT ? -1 : builder.frame(readLocation(text))
  })
  const places = new Int32Array(stackTable.rows.length)
  const waiting = new Uint8Array(stackTable.rows.length)
  for (let row = 0; row < places.length; row++) {
    const caller = cell(stackTable, row, 'prefix') ?? null
    const frame = frames[checks.number(cell(stackTable, row, 'frame'), stackTable.name, row, 'frame')]
    if (frame === undefined || (caller !== null && !isRowBefore(caller, row))) {
      throw checks.fault(`${stackTable.name}[${row}] refers to a row that is not there; a row before it is accepted`)
    }
    const node = caller === null ? 0 : (places[caller as number] as number)
    places[row] = frame === -1 ? node : builder.child(node, frame)
    const category = cell(frameTable, Number(cell(stackTable, row, 'frame')), 'category')
    waiting[row] = Number(idle.has(category))
  }

  const { name, unit, kind } = measureOf('samples', where, checks)
  const metric = builder.metric(name, unit, kind)
  const index = builder.thread(...threadOf(thread, checks))
  const times: number[] = []
  samples.rows.forEach((_, row) => {
    const stack = cell(samples, row, 'stack') ?? null
    times.push(checks.number(cell(samples, row, 'time'), samples.name, row, 'time'))
    if (stack === null) return
    if (!isRowBefore(stack, places.length)) throw checks.fault(`${samples.name}[${row}] has a stack that is not there`)
    const isIdle = waiting[stack as number] === 1 || (row > 0 && cell(samples, row, 'threadCPUDelta') === 0)
    builder.add(places[stack as number] as number, index, metric, 1, 1, { idle: isIdle })
  })
  return { first: times[0] ?? 0, last: times.at(-1) ?? 0 }
}

function isRowBefore(value: unknown, row: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < row
}

/**
 * `gamma (http://localhost:8000/simple.js:20:14)`, where line and column are those of the function's beginning; a script's own
 * code has no name in front, and scripts that load others are named in front of them, `a.js -> b.js`. Everything else is a label
 * or a symbol: `js::RunScript`, `0x7fff2a3b`.
 */
function readLocation(text: string): Frame {
  if (/^0x[0-9a-f]+$/.test(text)) return UNKNOWN_FRAME
  const open = text.endsWith(')') ? text.lastIndexOf(' (') : -1
  const place = open === -1 ? text : text.slice(open + 2, -1)
  const [, url, line] = /^((?:\S+ -> )*(?:[a-z-]+:\S*?|self-hosted)):(\d+)(?::\d+)?$/.exec(place) ?? []
  if (url === undefined) return { ...UNKNOWN_FRAME, name: text }
  const file = pathFromUrl(url.slice(url.lastIndexOf(' ') + 1))
  return {
    ...UNKNOWN_FRAME,
    name: open < 1 ? '(anonymous)' : text.slice(0, open),
    file,
    line: definitionLine(Number(line)),
  }
}
