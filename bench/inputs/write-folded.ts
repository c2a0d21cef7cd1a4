import { callPaths } from './call-paths.ts'
import { numbersFrom } from './random.ts'
import { writePieces } from './write-pieces.ts'

const FUNCTIONS = 4000
const STACKS = 350_000
const TRUNK = 2

/** Writes folded stacks, 350,000 distinct ones in no order; some come again before the file is full. */
export function writeFolded(path: string, bytes: number): Promise<void> {
  return writePieces(path, bytes, lines())
}

function* lines(): Generator<string> {
  const random = numbersFrom(4)
  const stacks = callPaths(3, FUNCTIONS, STACKS, TRUNK)
  for (let line = 0; ; line++) {
    const stack = stacks[line % STACKS] ?? []
    yield `${stack.map((index) => `f${index}`).join(';')} ${1 + random(1000)}\n`
  }
}
