// Recordings that are as large, as deep or as packed as a file can be made, written piece by piece.

const million = 1_000_000
const rows = 10_000

/** Pieces of text for `count` things, many in each. */
function* each(count: number, write: (index: number) => string, separator = ''): Generator<string> {
  for (let at = 0; at < count; at += rows) {
    const length = Math.min(rows, count - at)
    const piece = Array.from({ length }, (_, index) => write(at + index)).join(separator)
    yield at === 0 ? piece : separator + piece
  }
}

function* repeat(text: string, times: number): Generator<string> {
  for (let at = 0; at < times; at += rows) yield text.repeat(Math.min(rows, times - at))
}

const folded = {
  wide: () => each(10 * million, (index) => `main;f${index} 1\n`),
  *deep() {
    yield* each(million, (index) => `f${index % 100};`)
    yield 'leaf 1\nmain;leaf 1\n'
  },
}

const perfScript = {
  wide: () => each(10 * million, (index) => `app 1 1.${index}: 1 cpu-clock:\n\t1 f${index}+0x0 (app)\n\n`),
  *deep() {
    yield 'app 1 1.0: 1 cpu-clock:\n'
    yield* each(million, (index) => `\t1 f${index % 100}+0x0 (app)\n`)
    yield '\n'
  },
}

const callFrame = (name: string) =>
  `{"functionName":"${name}","scriptId":"1","url":"app.js","lineNumber":1,"columnNumber":1}`

const cpuprofile = {
  *wide() {
    const count = 10 * million
    yield `{"nodes":[{"id":1,"callFrame":${callFrame('(root)')},"children":[`
    yield* each(count, (index) => `${index + 2}`, ',')
    yield ']},'
    yield* each(count, (index) => `{"id":${index + 2},"callFrame":${callFrame(`f${index}`)}}`, ',')
    yield `],"startTime":0,"endTime":${count},"samples":[`
    yield* each(count, (index) => `${index + 2}`, ',')
    yield '],"timeDeltas":['
    yield* each(count, () => '1', ',')
    yield ']}'
  },
  *deep() {
    yield '{"nodes":['
    yield* each(
      million,
      (index) => `{"id":${index + 1},"callFrame":${callFrame(`f${index % 100}`)},"children":[${index + 2}]}`,
      ',',
    )
    yield `,{"id":${million + 1},"callFrame":${callFrame('leaf')}}],"startTime":0,"endTime":1000,`
    yield `"samples":[${million + 1}],"timeDeltas":[1000]}`
  },
}

const speedscope = {
  wide: () =>
    speedscopeOf(
      10 * million,
      each(10 * million, (index) => `[${index}]`, ','),
      10 * million,
    ),
  deep: () => speedscopeOf(100, ['[', each(million, (index) => `${index % 100}`, ','), ']'].values(), 1),
}

function* speedscopeOf(frames: number, samples: Iterable<string | Iterable<string>>, count: number): Generator<string> {
  yield '{"$schema":"https://www.speedscope.app/file-format-schema.json","shared":{"frames":['
  yield* each(frames, (index) => `{"name":"f${index}"}`, ',')
  yield `]},"profiles":[{"type":"sampled","name":"x","unit":"seconds","startValue":0,"endValue":${count},"samples":[`
  for (const piece of samples) {
    if (typeof piece === 'string') yield piece
    else yield* piece
  }
  yield '],"weights":['
  yield* each(count, () => '1', ',')
  yield ']}]}'
}

const chromeTrace = {
  wide: () => chromeTraceOf(10 * million, () => ''),
  deep: () => chromeTraceOf(million, (index) => (index === 0 ? '' : `,"parent":${index}`)),
}

function* chromeTraceOf(count: number, parent: (index: number) => string): Generator<string> {
  const event = (name: string, data: string) =>
    `{"ph":"P","cat":"disabled-by-default-v8.cpu_profiler","pid":1,"tid":1,"id":"0x1","ts":1,"name":"${name}","args":{"data":${data}}}`
  yield `{"traceEvents":[${event('Profile', '{"startTime":0}')}`
  for (let at = 0; at < count; at += rows) {
    const nodes = Array.from({ length: Math.min(rows, count - at) }, (_, row) => {
      const index = at + row
      return `{"id":${index + 1},"callFrame":${callFrame(`f${index}`)}${parent(index)}}`
    })
    const samples = nodes.map((_, row) => at + row + 1)
    const deltas = nodes.map(() => 1)
    const data = `{"cpuProfile":{"nodes":[${nodes}],"samples":[${samples}]},"timeDeltas":[${deltas}]}`
    yield `,${event('ProfileChunk', data)}`
  }
  yield ']}'
}

const pprof = {
  wide: () => pprofOf(10 * million, () => each10(10 * million, (index) => sample([index + 1]))),
  deep: () => pprofOf(100, () => [sample(Array.from({ length: million }, (_, index) => (index % 100) + 1))]),
}

function* each10(count: number, write: (index: number) => number[]): Generator<Buffer> {
  for (let at = 0; at < count; at += rows)
    yield Buffer.from(Array.from({ length: Math.min(rows, count - at) }, (_, row) => write(at + row)).flat())
}

/** profile.proto: sample types 1, samples 2, locations 4, functions 5, strings 6. */
function* pprofOf(frames: number, samples: () => Iterable<Buffer | number[]>): Generator<Buffer> {
  const text = (value: string) => field(6, [...Buffer.from(value)])
  yield Buffer.from([...text(''), ...text('samples'), ...text('count'), ...field(1, [8, 1, 16, 2])])
  yield* each10(frames, (index) => text(`f${index}`))
  yield* each10(frames, (index) => field(5, [8, ...varint(index + 1), 16, ...varint(index + 3)]))
  yield* each10(frames, (index) => field(4, [8, ...varint(index + 1), ...field(4, [8, ...varint(index + 1)])]))
  for (const piece of samples()) yield Buffer.from(piece)
}

function sample(locations: readonly number[]): number[] {
  return field(2, [...field(1, locations.flatMap(varint)), ...field(2, [1])])
}

function field(number: number, content: number[]): number[] {
  return [number * 8 + 2, ...varint(content.length)].concat(content)
}

function varint(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128)
  return [...bytes, rest]
}

type Recording = () => Iterable<string | Uint8Array>

/** By what they are called; each is packed by gzip before it is attached. */
export const recordings: Readonly<Record<string, Recording>> = {
  'frames.folded.gz': folded.wide,
  'frames.perf.gz': perfScript.wide,
  'frames.cpuprofile.gz': cpuprofile.wide,
  'frames.speedscope.json.gz': speedscope.wide,
  'frames.trace.json.gz': chromeTrace.wide,
  'frames.pb.gz': pprof.wide,
  'depth.folded.gz': folded.deep,
  'depth.perf.gz': perfScript.deep,
  'depth.cpuprofile.gz': cpuprofile.deep,
  'depth.speedscope.json.gz': speedscope.deep,
  'depth.trace.json.gz': chromeTrace.deep,
  'depth.pb.gz': pprof.deep,
  *'nested.cpuprofile.gz'() {
    yield '{"nodes":'
    yield* repeat('[', million)
  },
  *'nested.trace.json.gz'() {
    yield '{"traceEvents":'
    yield* repeat('[{"a":', million)
  },
  *'nested.svg.gz'() {
    yield '<svg xmlns="http://www.w3.org/2000/svg">'
    yield* repeat('<g>', million)
  },
  'spaces.folded.gz': () => repeat(' '.repeat(1024), 2 * 2 ** 20),
  *'line.folded.gz'() {
    yield* repeat('a'.repeat(1024), 2 ** 19)
    yield ' 1\n'
  },
  *'array.json.gz'() {
    yield '{"nodes":['
    yield* repeat('0,', 300 * million)
  },
}
