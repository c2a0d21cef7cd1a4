/** A recording to be encoded: its types, and events with their fields in the order of the types. */
export interface JfrDraft {
  readonly types: readonly JfrTypeDraft[]
  /** By type: keys and values. */
  readonly pools?: readonly { readonly type: number; readonly constants: readonly (readonly [number, number[]])[] }[]
  readonly events: readonly { readonly type: number; readonly fields: number[] }[]
}

export interface JfrTypeDraft {
  readonly id: number
  readonly name: string
  readonly fields?: readonly { name: string; type: number; pooled?: boolean; list?: boolean }[]
}

const HEADER_BYTES = 68

/** A whole number as JFR compresses it. */
export function long(value: number): number[] {
  const bytes: number[] = []
  let rest = BigInt.asUintN(64, BigInt(value))
  while (rest > 0x7fn && bytes.length < 8) {
    bytes.push(Number(rest & 0x7fn) | 0x80)
    rest >>= 7n
  }
  return [...bytes, Number(rest)]
}

export function text(value: string): number[] {
  const bytes = [...Buffer.from(value)]
  return [3, ...long(bytes.length), ...bytes]
}

/** One chunk of version 2.1 that took a second. */
export function encodeJfr({ types, pools = [], events }: JfrDraft): Uint8Array {
  const checkpoint = event(1, [
    ...[...long(0), ...long(0), ...long(0), 1, ...long(pools.length)],
    ...pools.flatMap(({ type, constants }) => [
      ...[...long(type), ...long(constants.length)],
      ...constants.flatMap(([key, value]) => [...long(key), ...value]),
    ]),
  ])
  const body = [...events.flatMap(({ type, fields }) => event(type, fields)), ...checkpoint]
  const metadata = event(0, [...long(0), ...long(0), ...long(1), ...describe(types)])
  const size = HEADER_BYTES + body.length + metadata.length
  const header = new DataView(new ArrayBuffer(HEADER_BYTES))
  header.setUint32(0, 0x464c5200)
  header.setUint16(4, 2)
  header.setUint16(6, 1)
  const longs = [size, 0, HEADER_BYTES + body.length, 1_700_000_000e9, 1e9, 0, 1e9]
  for (const [index, value] of longs.entries()) header.setBigInt64(8 + 8 * index, BigInt(value))
  header.setUint32(64, 1)
  return Uint8Array.from([...new Uint8Array(header.buffer), ...body, ...metadata])
}

function event(type: number, fields: number[]): number[] {
  const length = long(type).length + fields.length
  // The size counts itself.
  const size = length + (length < 127 ? 1 : 2)
  return [...long(size), ...long(type), ...fields]
}

function describe(types: readonly JfrTypeDraft[]): number[] {
  const strings: string[] = []
  const string = (value: string) => {
    if (!strings.includes(value)) strings.push(value)
    return long(strings.indexOf(value))
  }
  const element = (name: string, attributes: Record<string, string>, children: number[][]): number[] => [
    ...[...string(name), ...long(Object.keys(attributes).length)],
    ...Object.entries(attributes).flatMap(([key, value]) => [...string(key), ...string(value)]),
    ...[...long(children.length), ...children.flat()],
  ]
  const classes = types.map(({ id, name, fields = [] }) =>
    element(
      'class',
      { name, id: String(id) },
      fields.map(({ name, type, pooled, list }) =>
        element(
          'field',
          { name, class: String(type), ...(pooled && { constantPool: 'true' }), ...(list && { dimension: '1' }) },
          [],
        ),
      ),
    ),
  )
  const root = element('root', {}, [element('metadata', {}, classes), element('region', {}, [])])
  return [...long(strings.length), ...strings.flatMap(text), ...root]
}
