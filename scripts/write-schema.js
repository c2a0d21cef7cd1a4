// Writes the JSON Schemas that docs/ publishes, derived from the code. Run it after a change of a contract.
import { writeFileSync } from 'node:fs'
import { configurationSchema } from '../dist/config.js'
import { comparisonSchema, diagnosisSchema } from '../dist/report/index.js'

const schemas = {
  'comparison.schema.json': comparisonSchema(),
  'diagnosis.schema.json': diagnosisSchema(),
  'headwater.schema.json': configurationSchema(),
}
for (const [name, schema] of Object.entries(schemas)) {
  writeFileSync(new URL(`../docs/${name}`, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`)
}
