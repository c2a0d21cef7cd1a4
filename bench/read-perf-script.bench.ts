// How much CPU time reading perf script takes, as multiples of what Node takes to find the newlines of the same file, and of
// stackcollapse-perf.pl where it is installed (on the PATH, or named by STACKCOLLAPSE_PERF). Run by `npm run bench`.
// Each measurement is taken in a process of its own, three times, and the best one counts: others use the machine too.

import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { measureMetric, pickMetric, readProfile } from '../src/profile/index.ts'

const FILE_BYTES = 100e6
const FUNCTIONS = 4000
const OBJECTS = 12
const CALLEES = 4
const PERIOD = 10_101_010
const PIECE = 1 << 18
const RUNS = 3
const NEWLINE = 0x0a

/** What a child process reports on standard output. */
interface Measurement {
  readonly cpuSeconds: number
  /** What was read, to compare with others. */
  readonly result: string
}

/** Numbers that are random enough and the same in every run. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** Walks a made-up call graph as a service with a few hot paths would. */
async function writePerfScript(path: string): Promise<void> {
  const random = numbersFrom(1)
  const lines = Array.from({ length: FUNCTIONS }, (_, index) => {
    const name = `<acme_${index % 61}::layer::Type${index} as acme_core::Handler<alloc::vec::Vec<u8>>>::method_${index}`
    return { name, object: `/srv/checkout/lib/libacme-${index % OBJECTS}.so` }
  })
  const callees = lines.map(() => Array.from({ length: CALLEES }, () => random(FUNCTIONS)))
  const file = createWriteStream(path)
  let written = 0
  for (let sample = 0; written < FILE_BYTES; sample++) {
    const depth = 8 + random(32)
    const stack = [0]
    while (stack.length < depth)
      stack.push(callees[stack.at(-1) ?? 0]?.[Math.min(random(CALLEES), random(CALLEES))] ?? 0)
    const frames = stack.reverse().map((index, place) => {
      const offset = place === 0 ? random(400) : (index * 7919) % 400
      const address = (0x1000 * index + offset).toString(16).padStart(16)
      return `\t${address} ${lines[index]?.name}+0x${offset.toString(16)} (${lines[index]?.object})\n`
    })
    const seconds = (1000 + sample / 99).toFixed(6)
    const text = `checkout ${4711 + random(8)}  ${seconds}:   ${PERIOD} cpu-clock: \n${frames.join('')}\n`
    written += text.length
    if (!file.write(text)) await once(file, 'drain')
  }
  file.end()
  await finished(file)
}

async function findNewlines(path: string): Promise<string> {
  let newlines = 0
  for await (const chunk of createReadStream(path, { highWaterMark: PIECE })) {
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) newlines++
  }
  return `${newlines} lines`
}

async function read(path: string): Promise<string> {
  const profile = await readProfile({ name: path, open: () => createReadStream(path, { highWaterMark: PIECE }) })
  return `weight ${measureMetric(profile, pickMetric(profile)).weight}`
}

/** Runs one of the readings in this process and reports what it took, the start of the process not counted. */
async function report(reading: (path: string) => Promise<string>, path: string): Promise<void> {
  const before = process.cpuUsage()
  const result = await reading(path)
  const { user, system } = process.cpuUsage(before)
  const measurement: Measurement = { cpuSeconds: (user + system) / 1e6, result }
  process.stdout.write(JSON.stringify(measurement))
}

function measureInChild(mode: string, path: string): Measurement {
  const { stdout } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), mode, path], { encoding: 'utf8' })
  return JSON.parse(stdout)
}

/** @returns null where stackcollapse-perf.pl is not installed */
function measurePeer(path: string): Measurement | null {
  const peer = process.env.STACKCOLLAPSE_PERF ?? 'stackcollapse-perf.pl'
  const sum = `awk '{ weight += $NF } END { printf "weight %.0f\\n", weight }'`
  // The shell's children: the second line of what \`times\` prints.
  const script = `"$1" "$2" 2>/dev/null > "$2.folded" || exit 1; times; ${sum} < "$2.folded"`
  const { status, stdout } = spawnSync('sh', ['-c', script, 'sh', peer, path], { encoding: 'utf8' })
  if (status !== 0) return null
  const [, children = '', result = ''] = stdout.split('\n')
  const seconds = [...children.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, rest]) => 60 * Number(minutes) + Number(rest),
  )
  return { cpuSeconds: seconds.reduce((total, part) => total + part, 0), result }
}

function best(measure: () => Measurement): Measurement {
  const all = Array.from({ length: RUNS }, measure)
  return all.reduce((least, one) => (one.cpuSeconds < least.cpuSeconds ? one : least))
}

async function compare(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-bench-'))
  try {
    const path = join(folder, 'profile.script')
    await writePerfScript(path)
    const floor = best(() => measureInChild('newlines', path))
    const peer = measurePeer(path)
    const rows: [string, Measurement | null][] = [
      ['Node finding newlines', floor],
      ['Headwater', best(() => measureInChild('read', path))],
      ['stackcollapse-perf.pl', peer],
    ]
    console.log(`perf script of ${(statSync(path).size / 1e6).toFixed(0)} MB, CPU seconds`)
    for (const [name, row] of rows) {
      const text =
        row === null
          ? 'not installed'
          : `${row.cpuSeconds.toFixed(2)}  x${(row.cpuSeconds / floor.cpuSeconds).toFixed(1)}`
      console.log(`${name.padEnd(24)}${text.padEnd(16)}${row?.result ?? ''}`)
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const [mode, path = ''] = process.argv.slice(2)
switch (mode) {
  case 'newlines':
    await report(findNewlines, path)
    break
  case 'read':
    await report(read, path)
    break
  default:
    await compare()
}
