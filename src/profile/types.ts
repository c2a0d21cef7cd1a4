import type { Limits } from './limits.ts'

export type { ByteSource } from '../intake/index.ts'

/** The formats that Headwater imports; one file each in `importers/`. */
export type ProfileFormat =
  | 'perf-script'
  | 'folded'
  | 'cpuprofile'
  | 'pprof'
  | 'speedscope'
  | 'flamegraph-svg'
  | 'jfr'
  | 'jfr-print'
  | 'jfr-json'
  | 'chrome-trace'
  | 'v8-log'
  | 'firefox'
  | 'stackprof'
  | 'rbspy'
  | 'otlp'
  | 'async-profiler-html'
  | 'stack-lists'

/**
 * What a format says about the code that a frame runs, where it says anything.
 * `kernel` is the operating system, `native` machine code outside a managed runtime, `jit` and `interpreted` a runtime's.
 */
export type FrameKind = 'kernel' | 'native' | 'jit' | 'interpreted'

/** One function as the profiler names it. Interned: two frames of a profile never have the same fields. */
export interface Frame {
  /** As recorded, mangled or not, without offset and without a format's suffixes; `[unknown]` where there is no symbol. */
  readonly name: string
  /** Source path or URL, percent-decoded, where the format has it. */
  readonly file: string | null
  /** 1-based line of the function's definition (not of the sample), where the format has it. */
  readonly line: number | null
  /** 1-based column of the function's definition, of scripts and where the format has it: a bundle has its functions on one line. */
  readonly column?: number
  /** The mapped object (`/usr/lib/libc.so.6`, `[kernel.kallsyms]`), where the format has it. */
  readonly object: string | null
  readonly kind: FrameKind | null
  /** True where the compiler inlined the function into its caller and the format says so. */
  readonly inlined: boolean
}

/**
 * A prefix tree of stacks, outermost frame first. Node 0 is the root and has no frame.
 * A child's index is always larger than its parent's, so one loop from the end adds up subtrees.
 */
export interface StackTree {
  readonly length: number
  /** Index of the parent node; -1 for the root. */
  readonly parent: Int32Array
  /** Index into `Profile.frames`; -1 for the root. */
  readonly frame: Int32Array
}

export type MetricKind = 'cpu' | 'wall' | 'events' | 'other'
/** `nanoseconds` also where the file counts micro- or milliseconds: whole numbers add up exactly. */
export type MetricUnit = 'nanoseconds' | 'cycles' | 'samples' | 'events' | 'bytes'

/** One measured quantity of a profile: perf's event, pprof's sample type. */
export interface Metric {
  readonly name: string
  readonly unit: MetricUnit
  readonly kind: MetricKind
}

export interface Thread {
  readonly name: string
  readonly pid: number | null
  readonly tid: number | null
}

/**
 * What was sampled, one row for each distinct (leaf node, thread, metric, idle). Columns, all of `length` rows.
 */
export interface SampleTable {
  readonly length: number
  /** Leaf of the stack: index into the tree. */
  readonly node: Int32Array
  /** Index into `Profile.threads`. */
  readonly thread: Int32Array
  /** Index into `Profile.metrics`. */
  readonly metric: Uint8Array
  /** Sum of weights, in the metric's unit. Can be negative only in a delta. */
  readonly weight: Float64Array
  /** How many samples the row stands for. */
  readonly count: Float64Array
  /** How many of them were taken at the leaf's first instructions, before its frame was set up: the leaf's caller is missing. */
  readonly atEntry: Float64Array
  /** 1 where the sample waits and takes no CPU. */
  readonly idle: Uint8Array
}

/** What an importer has to say about a recording's worth: `code` for rules, `text` for people, with numbers. */
export interface ProfileNote {
  readonly code:
    | 'cut-symbols'
    | 'cut-stacks'
    | 'no-symbols'
    | 'skipped-lines'
    | 'several-metrics'
    | 'no-samples'
    | 'only-waits'
    | 'native-waits'
    | 'stale-symbols'
    | 'no-frame-pointers'
    | 'truncated'
    | 'delta'
    | 'inlined-code'
    | 'source-maps'
  readonly text: string
}

/** A recording, whatever profiler made it. */
export interface Profile {
  readonly format: ProfileFormat
  readonly frames: readonly Frame[]
  readonly tree: StackTree
  readonly metrics: readonly Metric[]
  readonly threads: readonly Thread[]
  readonly samples: SampleTable
  /** Wall-clock length of the recording, where it can be told. */
  readonly durationSeconds: number | null
  /** Share of the file that the importer understood, from 0 to 1; at least 0.9. */
  readonly understood: number
  readonly notes: readonly ProfileNote[]
}

/** A file that is being imported. */
export interface ImportedFile {
  /** What to call it in messages; nothing is told from it. */
  readonly name: string
  /** Decompressed. */
  readonly bytes: AsyncIterable<Uint8Array>
  readonly limits: Limits
}

/** One format. */
export interface Importer {
  readonly format: ProfileFormat
  /**
   * Whether the file can be of this format at all, from its first bytes. Cheap; it may say yes too often, never no wrongly.
   * @param head up to 64 KiB, decompressed
   */
  couldBe(head: Uint8Array): boolean
  /**
   * Reads the whole file.
   * @throws HeadwaterError `profile-malformed` with line or byte offset, where the file is of this format and broken
   * @returns the profile, with `understood` as measured; the caller refuses less than 0.9
   */
  read(file: ImportedFile): Promise<Profile>
}
