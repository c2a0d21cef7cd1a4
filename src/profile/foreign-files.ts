/** A file that is no profile, or none that is read. */
export interface ForeignFile {
  readonly is: string
  /** What to do about it, where something can be done: the command that makes a file that is read. */
  readonly advice?: string
}

const PERF_SCRIPT = 'run `perf script -i perf.data > profile.script`'
const PERF_RECORD = 'run `perf record --call-graph dwarf COMMAND`, then `perf script > profile.script`'
const JFR_RECORD =
  'record with JDK 8u262 or later: `jcmd PID JFR.start settings=profile duration=60s filename=profile.jfr`'
const PY_SPY = 'record with `py-spy record -f raw -o profile.folded --pid PID`'
const NODE = 'record with `node --cpu-prof`'
const DRAWN = 'give the profile that it was drawn from'
const DEEP_COPY = 'run `instrumentsToPprof FILE.txt`, which writes profile.pb.gz'
const UTF_8 = 'save it as UTF-8'

/** Files known by their first bytes, here as Latin-1. */
export const FOREIGN_MAGIC: readonly (readonly [string, ForeignFile])[] = [
  ['PERFILE2', { is: "perf's recording itself", advice: PERF_SCRIPT }],
  ['PERFFILE', { is: "an old perf's recording itself", advice: PERF_SCRIPT }],
  ['FLR\0\0\0', { is: "a Java Flight Recorder file of version 0.9, JDK 7's and Oracle's JDK 8's", advice: JFR_RECORD }],
  ['JAVA PROFILE 1.0', { is: 'a Java heap dump: memory, not CPU time', advice: JFR_RECORD }],
  [
    'SIMPLEPERF',
    {
      is: "what Android's simpleperf writes with --protobuf",
      advice: 'run `report_sample.py -i perf.data > profile.script`',
    },
  ],
  ['Nettrace', { is: 'a .NET trace', advice: 'run `dotnet-trace convert --format Speedscope trace.nettrace`' }],
  ['memray\0', { is: "memray's recording: memory, not CPU time", advice: PY_SPY }],
  ['gmon', { is: "gprof's gmon.out, which has no stacks", advice: PERF_RECORD }],
  ['\x7fELF', { is: 'an ELF binary' }],
  ['MZ', { is: 'a Windows program' }],
  ['\xcf\xfa\xed\xfe', { is: 'a Mach-O binary' }],
  ['PK\x03\x04', { is: 'a zip archive', advice: 'unpack it and give the profile in it' }],
  ['\x28\xb5\x2f\xfd', { is: 'zstd data', advice: 'unpack it with `zstd -d`' }],
  ['\x04\x22\x4d\x18', { is: 'lz4 data, as memray writes it', advice: 'unpack it with `lz4 -d`' }],
  ['\xfd7zXZ\0', { is: 'xz data', advice: 'unpack it with `xz -d`' }],
  ['BZh', { is: 'bzip2 data', advice: 'unpack it with `bzip2 -d`' }],
  ['\x1f\x8b', { is: 'gzip data within gzip data', advice: 'unpack it once with `gunzip`' }],
  ['\x89PNG', { is: 'a picture', advice: DRAWN }],
  ['\xff\xd8\xff', { is: 'a picture', advice: DRAWN }],
  ['%PDF', { is: 'a PDF document', advice: DRAWN }],
  ['SQLite format 3', { is: 'an SQLite database' }],
  ['bplist00', { is: 'a property list' }],
  ['\xff\xfe', { is: 'UTF-16 text', advice: UTF_8 }],
  ['\xfe\xff', { is: 'UTF-16 text', advice: UTF_8 }],
]

/** npm, yarn, pnpm, bun; Cargo, Poetry, uv; Bundler; Composer; Conan; Go. */
const LOCKFILE =
  /"lockfileVersion"\s*:|^# yarn lockfile|^__metadata:|^lockfileVersion:|^\[\[package\]\]|^GEM\r?$|"content-hash"\s*:|"build_requires"\s*:|^module \S+\r?$|^\S+ v\S+ h1:/m

/** Texts known by what stands in them, the surer ones first. */
export const FOREIGN_TEXTS: readonly (readonly [RegExp, ForeignFile])[] = [
  [LOCKFILE, { is: 'a lockfile' }],
  [
    /^\s*(?:<!doctype html|<html)/i,
    { is: 'an HTML page', advice: 'save the profile itself, not the page that shows it' },
  ],
  [/^# callgrind format/m, { is: 'a callgrind file, which counts instructions', advice: PERF_RECORD }],
  [
    /^(?:version: 1\s+)?creator: xdebug /,
    {
      is: "Xdebug's cachegrind file, which has no stacks",
      advice: 'record with Excimer, and log its getLog()->formatCollapsed()',
    },
  ],
  [
    /^v8-version,/,
    { is: 'a raw V8 log', advice: 'run `node --prof-process --preprocess v8.log > profile.v8log.json`' },
  ],
  [
    /^Analysis of sampling /m,
    { is: 'a report of macOS sample', advice: 'run `instrumentsToPprof --format=sample FILE.txt`' },
  ],
  [
    /^(?:Bytes Used|Persistent Bytes|Total Bytes)\t.*Symbol Names?\r?$/m,
    {
      is: "a deep copy of Instruments' allocations: memory, not CPU time",
      advice: `copy one of Time Profiler and ${DEEP_COPY}`,
    },
  ],
  [
    /^(?:Weight|Running Time)\t.*Symbol Names?\r?$/m,
    { is: "a deep copy of Instruments' Time Profiler", advice: DEEP_COPY },
  ],
  [
    /<trace-query-result>/,
    { is: 'what `xctrace export` writes', advice: `copy the tree in Instruments (Edit, Deep Copy) and ${DEEP_COPY}` },
  ],
  [
    /^\s*\S[^\n]*Time and Allocation Profiling Report/,
    { is: 'a report of GHC', advice: 'run `ghc-prof-flamegraph PROGRAM.prof`, which draws PROGRAM.svg' },
  ],
  [/^diff --git |^--- .*\n\+\+\+ /m, { is: 'a patch' }],
]

/** JSON known by its first keys. */
export const FOREIGN_JSON: readonly (readonly [readonly string[], ForeignFile])[] = [
  [['snapshot', 'node_fields'], { is: 'a heap snapshot of V8: memory, not CPU time', advice: NODE }],
  [['selfSize'], { is: 'a heap profile of V8: memory, not CPU time', advice: NODE }],
  [
    ['cost_centres', 'total_ticks'],
    {
      is: 'a report of GHC in JSON',
      advice: 'run the program with `+RTS -p`, then `ghc-prof-flamegraph PROGRAM.prof`, which draws PROGRAM.svg',
    },
  ],
  [
    ['recording', 'instrumentTypes'],
    { is: "a recording of Safari's Web Inspector", advice: 'record in Chrome (DevTools, Performance, Save profile)' },
  ],
  [['alloc_samples', 'elapsed_time_sec'], { is: "Scalene's report, which has no stacks", advice: PY_SPY }],
]
