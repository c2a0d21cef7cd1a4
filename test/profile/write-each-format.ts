import { drawFlamegraph } from './importers/draw-flamegraph.ts'
import { bytes, encodePprof, number } from './importers/encode-pprof.ts'

/** What is to be written: stacks, outermost frame first, `main;parse`, and what each weighs. */
export type Weights = Readonly<Record<string, number>>

/** A format, how it writes such stacks, and what its unit of weight is in the unit of the profile. */
export interface FormatWriter {
  readonly format: string
  readonly write: (weights: Weights) => string | Uint8Array
  readonly factor?: number
}

/** A call tree of the stacks: every node with its caller, which comes before it, and what it weighs itself. */
interface Call {
  readonly name: string
  /** -1 for an outermost function. */
  readonly caller: number
  self: number
}

const stacksOf = (weights: Weights) =>
  Object.entries(weights).map(([path, weight]) => ({ path: path.split(';'), weight }))
const namesOf = (weights: Weights) => [...new Set(stacksOf(weights).flatMap(({ path }) => path))]
const leafFirst = (path: readonly string[]) => path.toReversed()

function callTree(weights: Weights): Call[] {
  const calls: Call[] = []
  for (const { path, weight } of stacksOf(weights)) {
    let node = -1
    for (const name of path) {
      const known = calls.findIndex((call) => call.caller === node && call.name === name)
      node = known === -1 ? calls.push({ name, caller: node, self: 0 }) - 1 : known
    }
    ;(calls[node] as Call).self += weight
  }
  return calls
}

/** Whatever is sampled one by one. */
function repeated(weights: Weights, sample: (path: readonly string[]) => string): string {
  return stacksOf(weights)
    .map(({ path, weight }) => sample(path).repeat(weight))
    .join('')
}

/** V8's tree with its samples: a sample lasts until the next one, so that its weight is the delta behind it. */
function v8Profile(weights: Weights) {
  const calls = callTree(weights)
  const callFrame = (functionName: string) => ({
    functionName,
    scriptId: '1',
    url: '',
    lineNumber: -1,
    columnNumber: -1,
  })
  const nodes = calls.map(({ name, caller }, index) => ({
    id: index + 2,
    callFrame: callFrame(name),
    parent: caller + 2,
  }))
  const busy = calls.map(({ self }, index) => ({ self, id: index + 2 })).filter(({ self }) => self > 0)
  return {
    nodes: [{ id: 1, callFrame: callFrame('(root)') }, ...nodes],
    startTime: 0,
    endTime: busy.reduce((sum, { self }) => sum + self, 0),
    samples: busy.map(({ id }) => id),
    timeDeltas: [0, ...busy.slice(0, -1).map(({ self }) => self)],
  }
}

function chromeTrace(weights: Weights) {
  const { nodes, samples, timeDeltas, endTime } = v8Profile(weights)
  const event = { ph: 'P', pid: 7, tid: 8, id: '0x1' }
  return [
    { ...event, name: 'Profile', ts: 1, args: { data: { startTime: 0 } } },
    { ...event, name: 'ProfileChunk', ts: 2, args: { data: { cpuProfile: { nodes, samples }, timeDeltas, endTime } } },
  ]
}

function speedscope(weights: Weights) {
  const names = namesOf(weights)
  const stacks = stacksOf(weights)
  const profile = {
    type: 'sampled',
    name: 'checkout',
    unit: 'none',
    startValue: 0,
    endValue: stacks.reduce((sum, { weight }) => sum + weight, 0),
    samples: stacks.map(({ path }) => path.map((name) => names.indexOf(name))),
    weights: stacks.map(({ weight }) => weight),
  }
  return {
    $schema: 'https://www.speedscope.app/file-format-schema.json',
    shared: { frames: names.map((name) => ({ name })) },
    profiles: [profile],
  }
}

function v8Log(weights: Weights) {
  const names = namesOf(weights)
  return {
    code: names.map((name) => ({ name: `${name} file:///a.js:1:1`, type: 'JS', kind: 'Opt', func: 0, tm: 1 })),
    functions: [],
    ticks: stacksOf(weights).flatMap(({ path, weight }) => {
      const tick = { tm: 100, vm: 0, s: leafFirst(path).flatMap((name) => [names.indexOf(name), 0]) }
      return Array.from({ length: weight }, () => tick)
    }),
    scripts: [],
  }
}

function firefox(weights: Weights) {
  const calls = callTree(weights)
  const names = namesOf(weights)
  const busy = [...calls.entries()].filter(([, { self }]) => self > 0)
  const ofNames = <T>(value: (index: number) => T) => names.map((_, index) => value(index))
  return {
    meta: { version: 28, preprocessedProfileVersion: 48, interval: 1, categories: [{ name: 'Other' }] },
    libs: [],
    threads: [
      {
        name: 'main',
        pid: 7,
        tid: 8,
        samples: {
          stack: busy.map(([node]) => node),
          time: busy.map((_, index) => index),
          weight: busy.map(([, { self }]) => self),
          weightType: 'samples',
          length: busy.length,
        },
        stackTable: {
          frame: calls.map(({ name }) => names.indexOf(name)),
          prefix: calls.map(({ caller }) => (caller === -1 ? null : caller)),
          category: calls.map(() => 0),
          length: calls.length,
        },
        frameTable: { func: ofNames((index) => index), inlineDepth: ofNames(() => 0), length: names.length },
        funcTable: {
          name: ofNames((index) => index),
          resource: ofNames(() => -1),
          fileName: ofNames(() => null),
          lineNumber: ofNames(() => null),
          length: names.length,
        },
        resourceTable: { lib: [], name: [], length: 0 },
        stringArray: names,
      },
    ],
  }
}

function stackprof(weights: Weights) {
  const names = namesOf(weights)
  const stacks = stacksOf(weights)
  return {
    version: 1.2,
    mode: 'cpu',
    interval: 1,
    samples: stacks.reduce((sum, { weight }) => sum + weight, 0),
    gc_samples: 0,
    missed_samples: 0,
    frames: Object.fromEntries(names.map((name, index) => [index + 100, { name, file: '/srv/a.rb', line: 1 }])),
    raw: stacks.flatMap(({ path, weight }) => [path.length, ...path.map((name) => names.indexOf(name) + 100), weight]),
  }
}

function otlp(weights: Weights): Uint8Array {
  const names = namesOf(weights)
  const stacks = stacksOf(weights)
  const texts = ['', 'samples', 'count', ...names]
  const samples = stacks.flatMap(({ weight }, index) =>
    bytes(2, [...number(1, index + 1), ...bytes(4, number(0, weight).slice(1))]),
  )
  const profile = [...bytes(1, [...number(1, 1), ...number(2, 2)]), ...samples]
  const dictionary = [
    ...bytes(1, []),
    ...bytes(2, []),
    ...names.flatMap((_, index) => bytes(2, bytes(3, number(1, index + 1)))),
    ...bytes(3, []),
    ...names.flatMap((_, index) => bytes(3, number(1, index + 3))),
    ...texts.flatMap((text) => bytes(5, [...new TextEncoder().encode(text)])),
    ...bytes(7, []),
    ...stacks.flatMap(({ path }) =>
      bytes(
        7,
        bytes(
          1,
          leafFirst(path).map((name) => names.indexOf(name) + 1),
        ),
      ),
    ),
  ]
  return Uint8Array.from([...bytes(1, bytes(2, bytes(2, profile))), ...bytes(2, dictionary)])
}

function pprof(weights: Weights): Uint8Array {
  const names = namesOf(weights)
  return encodePprof({
    types: [['cpu', 'nanoseconds']],
    functions: names.map((name) => ({ name })),
    locations: names.map((_, index) => ({ functions: [index + 1] })),
    samples: stacksOf(weights).map(({ path, weight }) => ({
      stack: leafFirst(path).map((name) => names.indexOf(name) + 1),
      values: [weight],
    })),
  })
}

/** Boxes in the order of the page, callers first; the key is a name's place in the pool, and the type of a C function. */
function asyncProfilerHtml(weights: Weights): string {
  const calls = callTree(weights)
  const names = ['all', ...namesOf(weights)]
  const total = (node: number): number =>
    (calls[node]?.self ?? 0) + calls.reduce((sum, { caller }, index) => (caller === node ? sum + total(index) : sum), 0)
  const boxes: string[] = []
  const draw = (node: number, name: string, level: number, left: number) => {
    boxes.push(`f(${(names.indexOf(name) << 3) | 3},${level},${left},${total(node)})`)
    let next = left
    for (const [index, call] of calls.entries()) {
      if (call.caller !== node) continue
      draw(index, call.name, level + 1, next)
      next += total(index)
    }
  }
  draw(-1, 'all', 0, 0)
  const pool = names.map((name, index) => `'${index === 0 ? name : ` ${name}`}'`).join(',\n')
  return `<!DOCTYPE html>
<html lang='en'>
<h1>CPU profile</h1>
<script>
const cpool = [
${pool}
];
unpack(cpool);

${boxes.join('\n')}

search();
</script></html>
`
}

const javaEvent = (path: readonly string[]) => ({
  type: 'jdk.ExecutionSample',
  values: {
    stackTrace: {
      truncated: false,
      frames: leafFirst(path).map((name) => ({ method: { type: null, name, hidden: false }, type: 'Interpreted' })),
    },
  },
})

/** All formats but JFR's own, whose law stands with its importer. */
export const formatWriters: readonly FormatWriter[] = [
  {
    format: 'perf-script',
    write: (weights) =>
      stacksOf(weights)
        .map(({ path, weight }) => {
          const frames = leafFirst(path).map((name) => `\t1234 ${name}+0x9 (/bin/checkout)\n`)
          return `checkout 4711 1.5: ${weight} cycles: \n${frames.join('')}\n`
        })
        .join(''),
  },
  {
    format: 'folded',
    write: (weights) =>
      Object.entries(weights)
        .map(([path, weight]) => `${path} ${weight}\n`)
        .join(''),
  },
  {
    format: 'flamegraph-svg',
    write: (weights) => drawFlamegraph({ ...weights }, { places: 'pixels', isInverted: false, scale: 10 }),
  },
  { format: 'cpuprofile', write: (weights) => JSON.stringify(v8Profile(weights)), factor: 1000 },
  { format: 'chrome-trace', write: (weights) => JSON.stringify(chromeTrace(weights)), factor: 1000 },
  { format: 'speedscope', write: (weights) => JSON.stringify(speedscope(weights)) },
  { format: 'pprof', write: pprof },
  { format: 'v8-log', write: (weights) => JSON.stringify(v8Log(weights)) },
  { format: 'firefox', write: (weights) => JSON.stringify(firefox(weights)) },
  { format: 'stackprof', write: (weights) => JSON.stringify(stackprof(weights)), factor: 1000 },
  {
    format: 'rbspy',
    write: (weights) =>
      `rbspy02\n{"sample_rate":99}\n${repeated(weights, (path) => `${JSON.stringify({ trace: leafFirst(path).map((name) => ({ name })), pid: 7, thread_id: 8 })}\n`)}`,
  },
  { format: 'otlp', write: otlp },
  { format: 'async-profiler-html', write: asyncProfilerHtml },
  {
    format: 'stack-lists',
    write: (weights) =>
      stacksOf(weights)
        .map(
          ({ path, weight }) =>
            `@[\n${leafFirst(path)
              .map((name) => `    ${name}+12\n`)
              .join('')}]: ${weight}\n`,
        )
        .join(''),
  },
  {
    format: 'jfr-print',
    write: (weights) =>
      repeated(weights, (path) => {
        const frames = leafFirst(path).map((name) => `    ${name}() line: 9\n`)
        return `jdk.ExecutionSample {\n  startTime = 10:00:00.000\n  stackTrace = [\n${frames.join('')}  ]\n}\n\n`
      }),
  },
  {
    format: 'jfr-json',
    write: (weights) => {
      const events = stacksOf(weights).flatMap(({ path, weight }) =>
        Array.from({ length: weight }, () => javaEvent(path)),
      )
      return JSON.stringify({ recording: { events } })
    },
  },
]
