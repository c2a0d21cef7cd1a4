import type { JfrCursor } from './jfr-cursor.ts'

/** A class of the recording: an event, a constant, or a part of either. */
export interface JfrType {
  readonly name: string
  readonly fields: readonly JfrField[]
}

export interface JfrField {
  readonly name: string
  /** Id of the values' type. */
  readonly type: number
  /** The value is a key into the type's pool of constants. */
  readonly isPooled: boolean
  readonly isList: boolean
}

/** Types by their ids. */
export type JfrTypes = ReadonlyMap<number, JfrType>

/** Elements are nested so: root, metadata, class, field, annotation. */
const MAXIMUM_DEPTH = 16

/** An element of the tree in which types are described, as XML would have it. */
interface Element {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly Element[]
}

/**
 * Reads a chunk's metadata event, which describes all types.
 *
 * @param cursor stands where the event begins
 * @throws HeadwaterError `profile-malformed`
 */
export function readJfrTypes(cursor: JfrCursor): JfrTypes {
  cursor.count() // size
  if (cursor.long() !== 0) throw cursor.fault('no metadata event where the chunk has it')
  cursor.long() // start
  cursor.long() // duration
  cursor.long() // id
  const strings = readStrings(cursor)
  const root = readElement(cursor, strings, 0)
  const classes = root.children.flatMap(({ children }) => children.filter(({ name }) => name === 'class'))
  return new Map(classes.map((element) => [Number(element.attributes.get('id')), readType(element)]))
}

function readStrings(cursor: JfrCursor): string[] {
  const strings: string[] = []
  for (let left = cursor.count(); left > 0; left--) {
    const text = cursor.text()
    strings.push(typeof text === 'string' ? text : '')
  }
  return strings
}

function readElement(cursor: JfrCursor, strings: readonly string[], depth: number): Element {
  if (depth === MAXIMUM_DEPTH) throw cursor.fault('metadata nested too deep')
  const text = () => strings[cursor.count()] ?? ''
  const name = text()
  const attributes = new Map<string, string>()
  for (let left = cursor.count(); left > 0; left--) attributes.set(text(), text())
  const children: Element[] = []
  for (let left = cursor.count(); left > 0; left--) children.push(readElement(cursor, strings, depth + 1))
  return { name, attributes, children }
}

function readType({ attributes, children }: Element): JfrType {
  const fields = children
    .filter(({ name }) => name === 'field')
    .map((field) => ({
      name: field.attributes.get('name') ?? '',
      type: Number(field.attributes.get('class')),
      isPooled: field.attributes.get('constantPool') === 'true',
      isList: Number(field.attributes.get('dimension') ?? 0) > 0,
    }))
  return { name: attributes.get('name') ?? '', fields }
}
