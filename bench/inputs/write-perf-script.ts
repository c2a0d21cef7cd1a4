import { callPaths, symbol } from './call-paths.ts'
import { numbersFrom, skewed } from './random.ts'
import { writePieces } from './write-pieces.ts'

const FUNCTIONS = 4000
const OBJECTS = 12
const STACKS = 20_000
const TRUNK = 12
const PERIOD = 10_101_010
const SAMPLES_PER_SECOND = 99

/** Writes what `perf script` prints, with 20,000 distinct stacks. */
export function writePerfScript(path: string, bytes: number): Promise<void> {
  return writePieces(path, bytes, samples())
}

function* samples(): Generator<string> {
  const random = numbersFrom(2)
  const stacks = callPaths(1, FUNCTIONS, STACKS, TRUNK).map((functions) => functions.reverse().map(frameLine))
  for (let sample = 0; ; sample++) {
    const [leaf = '', ...callers] = stacks[skewed(random, STACKS)] ?? []
    const offset = random(400)
    const hotLeaf = leaf.replace('+0x0 ', `+0x${offset.toString(16)} `)
    const seconds = (1000 + sample / SAMPLES_PER_SECOND).toFixed(6)
    yield `checkout ${4711 + random(8)}  ${seconds}:   ${PERIOD} cpu-clock: \n${hotLeaf}${callers.join('')}\n`
  }
}

function frameLine(index: number, place: number): string {
  const offset = place === 0 ? 0 : (index * 7919) % 400
  const address = (0x40_0000 + 0x1000 * index + offset).toString(16).padStart(16)
  return `\t${address} ${symbol(index)}+0x${offset.toString(16)} (/srv/checkout/lib/libacme-${index % OBJECTS}.so)\n`
}
