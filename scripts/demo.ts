// `npm run demo`: the main job, first on the command line, then in an incident issue. Leaves everything that a person would
// see in demo-out/, and fails where an answer is not the known one.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { canonicalIncident } from './demo/canonical-incident.ts'
import { diagnoseInTheIncident } from './demo/in-the-incident.ts'
import { diagnoseOnTheCommandLine } from './demo/on-the-command-line.ts'

const out = new URL('../demo-out/', import.meta.url)
const started = performance.now()
const say = (step: string): void =>
  console.log(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${step}`)

await mkdir(out, { recursive: true })
const keep = async (files: Record<string, string | Uint8Array>): Promise<void> => {
  for (const [name, content] of Object.entries(files)) await writeFile(new URL(name, out), content)
  say(`written to ${fileURLToPath(out)}: ${Object.keys(files).join(', ')}`)
}

console.log(`The incident\n\n${await readFile(canonicalIncident.text, 'utf8')}`)
console.log('On the command line\n')
await keep(await diagnoseOnTheCommandLine(process.stdout.isTTY === true && !process.env.NO_COLOR))
console.log('\nIn the incident issue\n')
await keep(await diagnoseInTheIncident(say))
