import { describe, expect, it } from 'vitest'
import { HeadwaterError } from '../../src/errors.ts'
import { readProfile } from '../../src/profile/index.ts'
import { encodePprof } from './importers/encode-pprof.ts'

async function refusal(content: string | Uint8Array): Promise<string> {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : content
  const open = async function* () {
    yield bytes
  }
  const error = await readProfile({ name: 'recording', open }).then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(HeadwaterError)
  return (error as HeadwaterError).message
}

/** What people attach, what it is, and the command that makes a file that is read. */
const FILES: readonly [string, string | Uint8Array, string, string][] = [
  ['perf.data', 'PERFILE2\x68\0\0\0', "perf's recording itself", '`perf script -i perf.data > profile.script`'],
  ['a JFR file of JDK 7', 'FLR\0\0\0\0\x09', 'a Java Flight Recorder file of version 0.9', '`jcmd PID JFR.start'],
  ['a Java heap dump', 'JAVA PROFILE 1.0.2\0', 'a Java heap dump: memory, not CPU time', '`jcmd PID JFR.start'],
  ['nettrace', 'Nettrace\x14\0\0\0!FastSerialization.1', 'a .NET trace', '`dotnet-trace convert --format Speedscope'],
  ['memray', 'memray\0\x0b\0\0\0', "memray's recording: memory, not CPU time", '`py-spy record -f raw'],
  ['simpleperf', 'SIMPLEPERF\x01\0', "what Android's simpleperf writes", '`report_sample.py -i perf.data'],
  [
    'another Ruby dump',
    '\x04\x08[\x07i\x06i\x07',
    'a Ruby dump, but none of StackProf',
    '`StackProf.run(raw: true, out: FILE)`',
  ],
  ['gmon.out', 'gmon\x01\0\0\0', "gprof's gmon.out, which has no stacks", '`perf record --call-graph dwarf'],
  [
    'callgrind',
    '# callgrind format\nevents: Instructions\n\nfl=cart.c\nfn=total\n1 10\n',
    'a callgrind file, which counts instructions',
    '`perf record --call-graph dwarf COMMAND`',
  ],
  ['a raw v8.log', 'v8-version,12,4,254,21,0\n', 'a raw V8 log', '`node --prof-process --preprocess v8.log'],
  [
    'macOS sample',
    'Analysis of sampling checkout (pid 4711) every 1 millisecond\nCall graph:\n',
    'a report of macOS sample',
    '`instrumentsToPprof --format=sample FILE.txt`',
  ],
  [
    'a deep copy of Time Profiler',
    'Weight\tSelf Weight\tSymbol Names\n4.93 s  100.0%\t0 s\t   start\n',
    "a deep copy of Instruments' Time Profiler",
    '`instrumentsToPprof FILE.txt`',
  ],
  [
    'a deep copy of Allocations',
    'Bytes Used\tCount\t\tSymbol Name\n 429.93 MB     100.0%\t84671\t \tstart\n',
    "a deep copy of Instruments' allocations: memory, not CPU time",
    '`instrumentsToPprof FILE.txt`',
  ],
  [
    'a report of GHC',
    '\tMon Mar  3 10:00 2025 Time and Allocation Profiling Report  (Final)\n\n\t   checkout +RTS -p\n',
    'a report of GHC',
    '`ghc-prof-flamegraph PROGRAM.prof`',
  ],
  [
    'a report of GHC in JSON',
    '{"program":"checkout","total_ticks":798,"cost_centres":[]}',
    'a report of GHC in JSON',
    '`+RTS -p`',
  ],
  [
    'a recording of Safari',
    '{"version":1,"recording":{"displayName":"Timeline","instrumentTypes":["cpu"],"records":[]}}',
    "a recording of Safari's Web Inspector",
    'record in Chrome',
  ],
  [
    'Scalene',
    '{"alloc_samples":52,"elapsed_time_sec":1.6,"files":{}}',
    "Scalene's report, which has no stacks",
    '`py-spy record -f raw',
  ],
  [
    'a heap profile of V8',
    '{"head":{"callFrame":{"functionName":"(root)"},"selfSize":0,"children":[]},"samples":[]}',
    'a heap profile of V8: memory, not CPU time',
    '`node --cpu-prof`',
  ],
  [
    'a heap snapshot',
    '{"snapshot":{"meta":{"node_fields":["type","name"]}},"nodes":[]}',
    'a heap snapshot of V8: memory, not CPU time',
    '`node --cpu-prof`',
  ],
  [
    'a heap profile of Go',
    encodePprof({
      types: [
        ['inuse_objects', 'count'],
        ['inuse_space', 'bytes'],
      ],
      functions: [{ name: 'main' }],
      locations: [{ functions: [1] }],
      samples: [{ stack: [1], values: [2, 64] }],
    }),
    'a profile of inuse_objects, inuse_space, which are no CPU time',
    '`curl -o cpu.pb.gz http://HOST/debug/pprof/profile?seconds=30`',
  ],
]

describe('a file that is not read', () => {
  it.each(FILES)('is refused by its name, with the command that helps: %s', async (_, content, is, advice) => {
    const message = await refusal(content)
    expect(message).toContain(is)
    expect(message).toContain(advice)
    expect(message).not.toMatch(/[\r\n]/)
  })

  it('is no pprof profile for looking a little like one', async () => {
    expect(await refusal('hello\n')).toContain('not a profile that can be read')
  })
})
