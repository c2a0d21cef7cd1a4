// How much CPU time ownership takes: to read a lockfile of 30,000 lines in each of some formats (budget 150 ms), and to own 500,000
// distinct frames over a graph of 5,000 packages (budget 3 s). Run by `node bench/own-frames.bench.ts`. The best of some runs counts:
// others use the machine too.

import { chooseLockfiles, ownProfile, readDependencyGraph, type ServiceFile } from '../src/ownership/index.ts'
import type { Frame, Profile } from '../src/profile/index.ts'

const LINES = 30_000
const PACKAGES = 5_000
const FRAMES = 500_000
const RUNS = 5
const LOCKFILE_BUDGET_MS = 150
const FRAMES_BUDGET_MS = 3_000

/** A lockfile of so many lines, unless it has more packages than any service, from what it writes for the package of a number. */
function fileOf(path: string, lines: number, head: string, entry: (at: number) => string, tail = ''): ServiceFile {
  const entries: string[] = []
  for (let written = 0, at = 0; written < lines && at < PACKAGES; at++) {
    const text = entry(at)
    entries.push(text)
    written += text.split('\n').length - 1
  }
  return { path, text: `${head}${entries.join('')}${tail}` }
}

function cargoEntry(at: number): string {
  const source = 'registry+https://github.com/rust-lang/crates.io-index'
  const asks = at < 2 ? '' : `dependencies = [\n "crate-${at - 1}",\n "crate-${at >> 1}",\n]\n`
  return `[[package]]\nname = "crate-${at}"\nversion = "1.${at}.0"\nsource = "${source}"\nchecksum = "${'0a'.repeat(32)}"\n${asks}\n`
}

const lockfiles: readonly ServiceFile[] = [
  fileOf('Cargo.lock', LINES, 'version = 4\n\n', cargoEntry),
  fileOf(
    'uv.lock',
    LINES,
    'version = 1\n\n',
    (at) =>
      `[[package]]\nname = "wheel-${at}"\nversion = "1.${at}"\nsource = { registry = "https://pypi.org/simple" }\ndependencies = [\n    { name = "wheel-${at >> 1}" },\n]\nwheels = [\n    { url = "https://files.pythonhosted.org/wheel-${at}.whl", hash = "sha256:${'0a'.repeat(32)}", size = ${at} },\n]\n\n`,
  ),
  fileOf(
    'Gemfile.lock',
    LINES,
    'GEM\n  remote: https://rubygems.org/\n  specs:\n',
    (at) => `    gem-${at} (1.${at})\n      gem-${at >> 1} (>= 1)\n`,
  ),
  fileOf(
    'gradle.lockfile',
    LINES,
    '',
    (at) => `org.acme.group${at % 100}:artifact-${at}:1.${at}=runtimeClasspath\n`,
    'empty=\n',
  ),
  fileOf(
    'requirements.txt',
    LINES,
    '',
    (at) => `wheel-${at}==1.${at} \\\n    --hash=sha256:${'0a'.repeat(32)}\n    # via wheel-${at >> 1}\n`,
  ),
  fileOf(
    'package-lock.json',
    LINES,
    '{\n"lockfileVersion": 3,\n"packages": {\n',
    (at) =>
      `"node_modules/module-${at}": {\n"version": "1.${at}.0",\n"integrity": "sha512-${'0a'.repeat(43)}==",\n"license": "MIT",\n"dependencies": {\n"module-${at >> 1}": "^1.0.0"\n}\n},\n`,
    '"": {}\n}\n}\n',
  ),
]

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

for (const file of lockfiles) {
  const { packages } = readDependencyGraph([file])
  const what = `${file.path}, ${file.text.split('\n').length} lines, ${packages.length} packages`
  report(
    what,
    leastCpuMs(() => readDependencyGraph([file])),
    LOCKFILE_BUDGET_MS,
  )
}

const each = PACKAGES / 4
const graph = readDependencyGraph([
  fileOf('Cargo.lock', each * 9, 'version = 4\n\n', cargoEntry),
  fileOf(
    'poetry.lock',
    each * 4,
    '',
    (at) => `[[package]]\nname = "wheel-${at}"\nversion = "1"\n\n`,
    '[metadata]\ncontent-hash = "a"\n',
  ),
  fileOf('gradle.lockfile', each, '', (at) => `org.acme.group${at}:artifact:1.${at}=runtimeClasspath\n`, 'empty=\n'),
  fileOf(
    'package-lock.json',
    each * 3,
    '{"lockfileVersion": 3, "packages": {\n',
    (at) => `"node_modules/module-${at}": {\n"version": "1.${at}.0"\n},\n`,
    '"": {}}}',
  ),
])
const profile = profileOf(Array.from({ length: FRAMES }, (_, at) => frameOf(at)))
const owned = ownProfile(profile, graph)
const dependencies = owned.frames.filter(({ owner }) => owned.owners[owner]?.kind === 'dependency').length
report(
  `${FRAMES} distinct frames, ${graph.packages.length} packages, ${dependencies} frames of packages`,
  leastCpuMs(() => ownProfile(profile, chooseLockfiles(graph, [profile]))),
  FRAMES_BUDGET_MS,
)
