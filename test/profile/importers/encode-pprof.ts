/** A pprof profile to be encoded. Functions are told by name; 0 in a location stands for an unknown function. */
export interface PprofDraft {
  readonly types: readonly (readonly [type: string, unit: string])[]
  readonly functions?: readonly { name: string; systemName?: string; file?: string; startLine?: number }[]
  readonly mappings?: readonly string[]
  /** Functions innermost first and mapping, as 1-based places in their lists; 0 for none. */
  readonly locations?: readonly { functions: readonly number[]; mapping?: number; id?: bigint }[]
  /** Stacks innermost first, as 1-based places in `locations`. */
  readonly samples?: readonly { stack: readonly number[]; values: readonly number[]; labels?: readonly Label[] }[]
  readonly period?: { type: string; unit: string; value: number }
  readonly durationNanoseconds?: number
  /** How numbers that repeat are written. */
  readonly packing?: 'packed' | 'single' | 'split'
  /** Whether samples stand before what they refer to, as Go writes them. */
  readonly samplesFirst?: boolean
}

export interface Label {
  readonly key: string
  readonly text?: string
  readonly number?: number
}

/** Encodes a message `perftools.profiles.Profile`. */
export function encodePprof(draft: PprofDraft): Uint8Array {
  const strings = new Map([['', 0]])
  const string = (text: string): number => {
    const index = strings.get(text) ?? strings.size
    strings.set(text, index)
    return index
  }
  const { functions = [], mappings = [], locations = [], samples = [], packing = 'packed', samplesFirst = true } = draft
  const locationId = (place: number): bigint => locations[place - 1]?.id ?? BigInt(place)
  const valueType = (type: string, unit: string) => [...number(1, string(type)), ...number(2, string(unit))]

  const types = draft.types.flatMap(([type, unit]) => bytes(1, valueType(type, unit)))
  const sampleFields = samples.flatMap(({ stack, values, labels = [] }) =>
    bytes(2, [
      ...numbers(1, stack.map(locationId), packing),
      ...numbers(2, values, packing),
      ...labels.flatMap(({ key, text, number: value }) =>
        bytes(3, [
          ...number(1, string(key)),
          ...(text === undefined ? [] : number(2, string(text))),
          ...(value === undefined ? [] : number(3, value)),
        ]),
      ),
    ]),
  )
  const tables = [
    ...mappings.flatMap((file, index) => bytes(3, [...number(1, index + 1), ...number(5, string(file))])),
    ...locations.flatMap(({ functions: lines, mapping = 0 }, index) =>
      bytes(4, [
        ...number(1, locationId(index + 1)),
        ...number(2, mapping),
        ...number(3, 0xffff_ffff_8100_0000n),
        ...lines.flatMap((line) => bytes(4, [...number(1, line), ...number(2, 17)])),
      ]),
    ),
    ...functions.flatMap(({ name, systemName = '', file = '', startLine = 0 }, index) =>
      bytes(5, [
        ...number(1, index + 1),
        ...number(2, string(name)),
        ...number(3, string(systemName)),
        ...number(4, string(file)),
        ...number(5, startLine),
      ]),
    ),
  ]
  const { period, durationNanoseconds } = draft
  const closing = [
    ...(durationNanoseconds === undefined ? [] : number(10, durationNanoseconds)),
    ...(period === undefined ? [] : [...bytes(11, valueType(period.type, period.unit)), ...number(12, period.value)]),
  ]
  const table = [...strings.keys()].flatMap((text) => bytes(6, [...new TextEncoder().encode(text)]))
  const body = samplesFirst ? [...sampleFields, ...tables] : [...tables, ...sampleFields]
  return Uint8Array.from([...types, ...body, ...closing, ...table])
}

export function number(field: number, value: number | bigint): number[] {
  return [...varint(BigInt(field << 3)), ...varint(BigInt(value))]
}

export function bytes(field: number, content: readonly number[]): number[] {
  return [...varint(BigInt((field << 3) | 2)), ...varint(BigInt(content.length)), ...content]
}

function numbers(field: number, values: readonly (number | bigint)[], packing: PprofDraft['packing']): number[] {
  const packed = (some: readonly (number | bigint)[]) =>
    bytes(
      field,
      some.flatMap((value) => varint(BigInt(value))),
    )
  if (packing === 'single') return values.flatMap((value) => number(field, value))
  if (packing === 'split') {
    const middle = Math.ceil(values.length / 2)
    const [one, ...rest] = values.slice(middle)
    return [...packed(values.slice(0, middle)), ...(one === undefined ? [] : number(field, one)), ...packed(rest)]
  }
  return packed(values)
}

function varint(value: bigint): number[] {
  const out: number[] = []
  let rest = BigInt.asUintN(64, value)
  while (rest >= 0x80n) {
    out.push(Number(rest & 0x7fn) | 0x80)
    rest >>= 7n
  }
  return [...out, Number(rest)]
}
