// Writes the JSON Schema of `headwater diagnose --json` to docs/, derived from the code. Run it after a change of the contract.
import { writeFileSync } from 'node:fs'
import { diagnosisSchema } from '../dist/report/index.js'

writeFileSync(
  new URL('../docs/diagnosis.schema.json', import.meta.url),
  `${JSON.stringify(diagnosisSchema(), null, 2)}\n`,
)
