/**
 * What reading profiles takes, in CPU seconds and peak memory of whole processes: `npm run bench`.
 *
 * Each round measures everything once, and of all rounds the lowest values count: others use the machine too. What counts are
 * ratios: to the floor (Node reading the same file and finding its newlines), to a library with the same use, to a peer.
 */
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { writeCpuprofile } from './inputs/write-cpuprofile.ts'
import { writeFolded } from './inputs/write-folded.ts'
import { writePerfScript } from './inputs/write-perf-script.ts'
import { writePprof } from './inputs/write-pprof.ts'
import { type Measurement, measureCommand, measureNode, measureProcess } from './measure.ts'

interface Subject {
  readonly name: string
  measure(file: string): Measurement
  /** What was asked of it: the most of its CPU time, as a multiple of another subject's, and of its memory. */
  readonly required?: { readonly ratio: number; readonly to: string; readonly mebibytes?: number }
}

interface Case {
  readonly name: string
  readonly bytes: number
  write(path: string, bytes: number): Promise<void>
  readonly subjects: readonly Subject[]
}

const command = join(import.meta.dirname, '..', 'dist', 'cli', 'launch.js')
const FLOOR = 'finding newlines'

function subject(name: string, script: string, required?: Subject['required']): Subject {
  return { name, measure: (file) => measureProcess(script, file), ...(required && { required }) }
}

function headwater(required?: Subject['required']): Subject {
  return subject('Headwater, reader and tree', 'read-profile', required)
}

const floor = subject(FLOOR, 'find-newlines')

const CASES: readonly Case[] = [
  {
    name: 'perf-script-200',
    bytes: 200e6,
    write: writePerfScript,
    subjects: [floor, headwater({ ratio: 3.5, to: FLOOR, mebibytes: 100 })],
  },
  {
    name: 'perf-script-1000',
    bytes: 1000e6,
    write: writePerfScript,
    subjects: [
      floor,
      {
        name: 'headwater diagnose',
        measure: (file) => measureNode(command, ['diagnose', '--offline', '--repo', emptyFolder(file), file]),
        required: { ratio: 5, to: FLOOR, mebibytes: 250 },
      },
    ],
  },
  { name: 'folded-50', bytes: 50e6, write: writeFolded, subjects: [floor, headwater()] },
  {
    name: 'cpuprofile-50',
    bytes: 50e6,
    write: writeCpuprofile,
    subjects: [floor, subject('JSON.parse', 'json-parse'), headwater({ ratio: 0.65, to: 'JSON.parse' })],
  },
  {
    name: 'pprof-23',
    bytes: 23e6,
    write: writePprof,
    subjects: [floor, subject('pprof-format', 'pprof-format'), headwater()],
  },
]

/** A service without files, beside a file. */
function emptyFolder(file: string): string {
  const folder = `${file}.service`
  mkdirSync(folder, { recursive: true })
  return folder
}

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    only: { type: 'string', multiple: true, default: [] },
    peer: { type: 'string', multiple: true, default: [] },
  },
})

const folder = mkdtempSync(join(tmpdir(), 'headwater-bench-'))
try {
  console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.versions.node}\n`)
  const { only } = options
  for (const one of CASES.filter(({ name }) => only.length === 0 || only.includes(name))) await run(one)
} finally {
  rmSync(folder, { recursive: true })
}

async function run({ name, bytes, write, subjects }: Case): Promise<void> {
  const file = join(folder, name)
  await write(file, bytes)
  const peers = options.peer.map((line) => ({ name: line, measure: (path: string) => measureCommand(line, path) }))
  const all: readonly Subject[] = [...subjects, ...peers]
  const lowest = new Map<string, Measurement>()
  for (let round = 0; round < Number(options.runs); round++) {
    for (const { name, measure } of all) lowest.set(name, lower(measure(file), lowest.get(name)))
  }
  print(`${name}: ${(statSync(file).size / 1e6).toFixed(0)} MB`, all, lowest)
  rmSync(file)
}

function lower(a: Measurement, b: Measurement | undefined): Measurement {
  if (b === undefined) return a
  return {
    cpuSeconds: Math.min(a.cpuSeconds, b.cpuSeconds),
    peakMebibytes: Math.min(a.peakMebibytes, b.peakMebibytes),
    result: a.result,
  }
}

/** A table in Markdown: the first subject is the floor, and the second, where it is not Headwater, what to compare with. */
function print(title: string, subjects: readonly Subject[], measured: ReadonlyMap<string, Measurement>): void {
  console.log(`| ${title} | CPU s | MiB | to the floor | required | result |`)
  console.log('|---|---|---|---|---|---|')
  const ratio = (name: string, to: string) => {
    const value = (measured.get(name)?.cpuSeconds ?? 0) / (measured.get(to)?.cpuSeconds ?? 1)
    return value.toFixed(2)
  }
  for (const { name, required } of subjects) {
    const { cpuSeconds, peakMebibytes, result } = measured.get(name) as Measurement
    const asked = required
      ? `${ratio(name, required.to)} of ${required.to}, at most ${required.ratio}${required.mebibytes ? `; at most ${required.mebibytes} MiB` : ''}`
      : ''
    const figures = [cpuSeconds.toFixed(2), peakMebibytes.toFixed(0), ratio(name, FLOOR)]
    console.log(`| ${[name, ...figures, asked, result].join(' | ')} |`)
  }
  console.log('')
}
