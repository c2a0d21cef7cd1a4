import { drawFlamegraph } from './importers/draw-flamegraph.ts'
import { bytes, encodePprof, number } from './importers/encode-pprof.ts'

/** A file of one stack, `main;total`, in one format. */
export interface FormatSample {
  readonly format: string
  readonly content: string | Uint8Array
  /** What the stack weighs. */
  readonly weight: number
}

const callFrames = [
  { functionName: '(root)', scriptId: '0', url: '', lineNumber: -1, columnNumber: -1 },
  { functionName: 'main', scriptId: '1', url: 'file:///a.js', lineNumber: 0, columnNumber: 0 },
  { functionName: 'total', scriptId: '1', url: 'file:///a.js', lineNumber: 4, columnNumber: 0 },
]

const cpuprofile = {
  nodes: [
    { id: 1, callFrame: callFrames[0], children: [2] },
    { id: 2, callFrame: callFrames[1], children: [3] },
    { id: 3, callFrame: callFrames[2] },
  ],
  startTime: 0,
  endTime: 250,
  samples: [3],
  timeDeltas: [0],
}

const traceEvents = [
  { name: 'thread_name', ph: 'M', pid: 7, tid: 8, ts: 0, args: { name: 'CrRendererMain' } },
  { name: 'Profile', ph: 'P', pid: 7, tid: 8, id: '0x1', ts: 1, args: { data: { startTime: 0 } } },
  {
    name: 'ProfileChunk',
    ph: 'P',
    pid: 7,
    tid: 9,
    id: '0x1',
    ts: 2,
    args: {
      data: {
        cpuProfile: {
          nodes: callFrames.map((callFrame, index) => ({
            id: index + 1,
            callFrame,
            ...(index > 0 && { parent: index }),
          })),
          samples: [3],
        },
        timeDeltas: [0],
        endTime: 250,
      },
    },
  },
]

const speedscope = {
  $schema: 'https://www.speedscope.app/file-format-schema.json',
  shared: { frames: [{ name: 'main' }, { name: 'total' }] },
  profiles: [
    {
      type: 'sampled',
      name: 'checkout',
      unit: 'none',
      startValue: 0,
      endValue: 250_000,
      samples: [[0, 1]],
      weights: [250_000],
    },
  ],
}

const v8Log = {
  code: [
    { name: '/usr/bin/node', type: 'SHARED_LIB' },
    { name: 'main file:///a.js:1:1', type: 'JS', kind: 'Unopt', func: 0, tm: 1 },
    { name: 'total file:///a.js:5:1', type: 'JS', kind: 'Opt', func: 1, tm: 1 },
  ],
  functions: [],
  ticks: [{ tm: 100, vm: 0, s: [2, 12, 1, 40] }],
  scripts: [],
}

const firefox = {
  meta: { version: 28, preprocessedProfileVersion: 48, interval: 1, categories: [{ name: 'Other' }, { name: 'Idle' }] },
  libs: [],
  threads: [
    {
      name: 'main',
      pid: 7,
      tid: 8,
      samples: { stack: [1], time: [3], weight: [250_000], weightType: 'samples', length: 1 },
      stackTable: { frame: [0, 1], prefix: [null, 0], category: [0, 0], length: 2 },
      frameTable: { func: [0, 1], inlineDepth: [0, 0], length: 2 },
      funcTable: { name: [0, 1], resource: [-1, -1], fileName: [2, 2], lineNumber: [1, 5], length: 2 },
      resourceTable: { lib: [], name: [], length: 0 },
      stringArray: ['main', 'total', 'a.rb'],
    },
  ],
}

const stackprof = {
  version: 1.2,
  mode: 'cpu',
  interval: 1,
  samples: 250,
  gc_samples: 0,
  missed_samples: 0,
  frames: {
    101: { name: 'main', file: '/srv/checkout/a.rb', line: 1, total_samples: 250, samples: 0 },
    102: { name: 'total', file: '/srv/checkout/a.rb', line: 5, total_samples: 250, samples: 250 },
  },
  raw: [2, 101, 102, 250],
}

const rbspyTrace = ['total', 'main'].map((name) => ({ name, relative_path: 'a.rb', absolute_path: null, lineno: 3 }))

/** Field 2 of a message `ProfilesData` is the dictionary, field 1 a resource, in which is a scope, in which is a profile. */
const otlpStrings = ['', 'samples', 'count', 'main', 'total'].flatMap((text) =>
  bytes(5, [...new TextEncoder().encode(text)]),
)
const otlp = Uint8Array.from([
  ...bytes(
    1,
    bytes(
      2,
      bytes(2, [
        ...bytes(1, [...number(1, 1), ...number(2, 2)]),
        ...bytes(2, [...number(1, 1), ...bytes(4, [0x90, 0xa1, 0x0f])]),
      ]),
    ),
  ),
  ...bytes(2, [
    ...bytes(1, []),
    ...bytes(2, []),
    ...bytes(2, bytes(3, number(1, 2))),
    ...bytes(2, bytes(3, number(1, 1))),
    ...bytes(3, []),
    ...bytes(3, number(1, 3)),
    ...bytes(3, number(1, 4)),
    ...otlpStrings,
    ...bytes(7, []),
    ...bytes(7, bytes(1, [1, 2])),
  ]),
])

const asyncProfilerHtml = `<!DOCTYPE html>
<html lang='en'>
<h1>CPU profile</h1>
<script>
const cpool = [
'all',
' main',
' total'
];
unpack(cpool);

f(3,0,0,250000)
u(11)
u(19)

search();
</script></html>
`

const jfrPrint = `jdk.ExecutionSample {
  startTime = 10:00:00.000
  sampledThread = "main" (javaThreadId = 1)
  state = "STATE_RUNNABLE"
  stackTrace = [
    total(long) line: 9
    main() line: 3
  ]
}

`

const jfrFrames = ['total', 'main'].map((name) => ({
  method: { type: null, name, hidden: false },
  type: 'Interpreted',
}))
const jfrJson = {
  recording: {
    events: [{ type: 'jdk.ExecutionSample', values: { stackTrace: { truncated: false, frames: jfrFrames } } }],
  },
}

/** One file of every format that is read, as small as it can be. */
export const sampleOfEachFormat: readonly FormatSample[] = [
  { format: 'jfr-print', content: jfrPrint, weight: 1 },
  { format: 'jfr-json', content: JSON.stringify(jfrJson), weight: 1 },
  {
    format: 'perf-script',
    content:
      'checkout 4711 1.5: 250000 cycles: \n\t1234 total+0x9 (/bin/checkout)\n\t1200 main+0x10 (/bin/checkout)\n\n',
    weight: 250_000,
  },
  { format: 'folded', content: 'main;total 250000\n', weight: 250_000 },
  {
    format: 'flamegraph-svg',
    content: drawFlamegraph({ 'main;total': 250_000 }, { places: 'pixels', isInverted: false, scale: 0.01 }),
    weight: 250_000,
  },
  { format: 'cpuprofile', content: JSON.stringify(cpuprofile), weight: 250_000 },
  { format: 'speedscope', content: JSON.stringify(speedscope), weight: 250_000 },
  {
    format: 'pprof',
    content: encodePprof({
      types: [['cpu', 'nanoseconds']],
      functions: [{ name: 'main' }, { name: 'total' }],
      locations: [{ functions: [1] }, { functions: [2] }],
      samples: [{ stack: [2, 1], values: [250_000] }],
    }),
    weight: 250_000,
  },
  { format: 'chrome-trace', content: JSON.stringify({ traceEvents }), weight: 250_000 },
  { format: 'chrome-trace', content: JSON.stringify(traceEvents), weight: 250_000 },
  { format: 'v8-log', content: JSON.stringify(v8Log), weight: 1 },
  { format: 'firefox', content: JSON.stringify(firefox), weight: 250_000 },
  { format: 'stackprof', content: JSON.stringify(stackprof), weight: 250_000 },
  {
    format: 'rbspy',
    content: `rbspy02\n{"sample_rate":99}\n${JSON.stringify({ trace: rbspyTrace, pid: 7, thread_id: 8 })}\n`,
    weight: 1,
  },
  { format: 'otlp', content: otlp, weight: 250_000 },
  { format: 'async-profiler-html', content: asyncProfilerHtml, weight: 250_000 },
  {
    format: 'stack-lists',
    content: 'Attaching 1 probe...\n\n@[\n    total+12\n    main+40\n]: 250000\n',
    weight: 250_000,
  },
]
