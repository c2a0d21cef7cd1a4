// How much CPU time ownership takes: to read a lockfile of 30,000 lines in each format (budget 150 ms), and to own 500,000 distinct
// frames over a graph of 5,000 packages (budget 3 s). Run by `node bench/own-frames.bench.ts`. The best of some runs counts: others
// use the machine too.

import { chooseLockfiles, ownProfile, readDependencyGraph } from '../src/ownership/index.ts'
import type { Frame, Profile } from '../src/profile/index.ts'
import { writeLockfiles } from './inputs/write-lockfiles.ts'

const LINES = 30_000
const PACKAGES = 5_000
const FRAMES = 500_000
const CRATES_IO = 'registry+https://github.com/rust-lang/crates.io-index'
const RUNS = 9
const LOCKFILE_BUDGET_MS = 150
const FRAMES_BUDGET_MS = 3_000

/** Frames as they come: of Rust, JavaScript, Python and the JVM, each of a package of the graph, and their standard libraries'. */
function frameOf(at: number): Frame {
  const one = at % (PACKAGES / 4)
  const rest = { line: null, object: null, kind: null, inlined: false }
  switch (at % 5) {
    case 0:
      return { ...rest, name: `<crate_${one}::layer::Type${at} as core::future::Future>::poll`, file: null }
    case 1:
      return { ...rest, name: `handle${at}`, file: `/srv/app/node_modules/module-${one}/lib/index.js` }
    case 2:
      return { ...rest, name: `parse_${at}`, file: `/venv/lib/python3.12/site-packages/wheel_${one}/core.py` }
    case 3:
      return { ...rest, name: `org.acme.group${one}.Handler${at}.handle`, file: null }
    default:
      return { ...rest, name: `core::iter::adapters::map::Map<crate_${one}::Type${at}>::next`, file: null }
  }
}

function profileOf(frames: readonly Frame[]): Profile {
  return {
    format: 'folded',
    frames,
    tree: { length: 1, parent: Int32Array.of(-1), frame: Int32Array.of(-1) },
    metrics: [],
    threads: [],
    samples: {
      length: 0,
      node: new Int32Array(),
      thread: new Int32Array(),
      metric: new Uint8Array(),
      weight: new Float64Array(),
      count: new Float64Array(),
      atEntry: new Float64Array(),
      idle: new Uint8Array(),
    },
    durationSeconds: null,
    understood: 1,
    notes: [],
  }
}

/** The least CPU time of some runs, in milliseconds. */
function leastCpuMs(run: () => void): number {
  const times = Array.from({ length: RUNS }, () => {
    const before = process.cpuUsage()
    run()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1_000
  })
  return Math.min(...times)
}

function report(what: string, ms: number, budgetMs: number): void {
  console.log(`${what.padEnd(60)} ${ms.toFixed(0).padStart(6)} ms of ${budgetMs} ms${ms > budgetMs ? '  OVER' : ''}`)
  if (ms > budgetMs) process.exitCode = 1
}

for (const file of writeLockfiles(LINES)) {
  const { packages } = readDependencyGraph([file])
  const what = `${file.path}, ${file.text.split('\n').length} lines, ${packages.length} packages`
  report(
    what,
    leastCpuMs(() => readDependencyGraph([file])),
    LOCKFILE_BUDGET_MS,
  )
}

const each = Array.from({ length: PACKAGES / 4 }, (_, at) => at)
const graph = readDependencyGraph([
  {
    path: 'Cargo.lock',
    text: `version = 4\n${each.map((at) => `[[package]]\nname = "crate-${at}"\nversion = "1.${at}.0"\nsource = "${CRATES_IO}"\n`).join('')}`,
  },
  { path: 'requirements.txt', text: each.map((at) => `wheel-${at}==1\n`).join('') },
  {
    path: 'gradle.lockfile',
    text: `${each.map((at) => `org.acme.group${at}:artifact:1.${at}=runtimeClasspath\n`).join('')}empty=\n`,
  },
  {
    path: 'package-lock.json',
    text: JSON.stringify({
      lockfileVersion: 3,
      packages: Object.fromEntries(each.map((at) => [`node_modules/module-${at}`, { version: `1.${at}.0` }])),
    }),
  },
])
const profile = profileOf(Array.from({ length: FRAMES }, (_, at) => frameOf(at)))
const owned = ownProfile(profile, graph)
const dependencies = owned.frames.filter(({ owner }) => owned.owners[owner]?.kind === 'dependency').length
report(
  `${FRAMES} distinct frames, ${graph.packages.length} packages, ${dependencies} frames of packages`,
  leastCpuMs(() => ownProfile(profile, chooseLockfiles(graph, [profile]))),
  FRAMES_BUDGET_MS,
)
