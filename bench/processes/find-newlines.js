/** The floor: what it takes Node to read a file and find its lines. */
import { createReadStream } from 'node:fs'

const NEWLINE = 0x0a

let newlines = 0
for await (const chunk of createReadStream(process.argv[2], { highWaterMark: 1 << 18 })) {
  for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) newlines++
}
process.stdout.write(`${newlines} lines`)
