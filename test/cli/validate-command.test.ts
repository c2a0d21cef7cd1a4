import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { comparisonDocument, comparisonSchema } from '../../src/report/index.ts'
import { runHeadwater } from './run-headwater.ts'

const incident = fileURLToPath(new URL('../incidents/rust-tls-spin-no-tracing/', import.meta.url))
const before = join(incident, 'profile.script.gz')
const service = join(incident, 'service')
const otherIncident = fileURLToPath(new URL('../incidents/s11-fleet-gateway/profile.script.gz', import.meta.url))

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headwater-validate-'))
})
afterAll(() => rm(folder, { recursive: true }))

const validate = (after: string, ...flags: string[]) =>
  runHeadwater(['validate', before, after, '--repo', service, ...flags], folder)

describe('headwater validate', () => {
  it('ends with 1 where the trouble is still there', async () => {
    const run = await validate(before, '--trigger', 'ran')
    expect(run.status).toBe(1)
    expect(run.stdout).toMatch(/^Still there/)
    expect(run.stderr).toBe('')
  })

  for (const trigger of ['absent', 'unknown']) {
    it(`ends with 3 where the trigger is ${trigger}`, async () => {
      const run = await validate(before, '--trigger', trigger)
      expect(run.status).toBe(3)
      expect(run.stdout).toMatch(/^Not comparable/)
    })
  }

  it('ends with 3 where the other recording is of another service', async () => {
    expect((await validate(otherIncident, '--trigger', 'ran')).status).toBe(3)
  })

  it('prints the document of the published schema', async () => {
    const run = await validate(before, '--trigger', 'ran', '--json')
    const document = comparisonDocument.parse(JSON.parse(run.stdout))
    expect(document.outcome).toBe('still-there')
    expect(document.before).toEqual(document.after)
    const published = await readFile(new URL('../../docs/comparison.schema.json', import.meta.url), 'utf8')
    expect(JSON.parse(published)).toEqual(comparisonSchema())
  })

  const wrong: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['no trigger', ['validate', before, before], /--trigger .*accepted: headwater validate/],
    ['a trigger of another name', ['validate', before, before, '--trigger', 'maybe'], /Allowed choices are ran/],
    ['one recording', ['validate', before, '--trigger', 'ran'], /accepted: headwater validate/],
    ['a file that is no profile', ['validate', before, 'notes.txt', '--trigger', 'ran'], /notes\.txt: .*accepted/],
  ]
  for (const [what, args, message] of wrong) {
    it(`ends with 2 and one line for ${what}`, async () => {
      await writeFile(join(folder, 'notes.txt'), 'The service was slow on Monday, and again on Tuesday.\n')
      const run = await runHeadwater(args, folder)
      expect(run.status).toBe(2)
      expect(run.stdout).toBe('')
      expect(run.stderr.trimEnd().split('\n')).toHaveLength(1)
      expect(run.stderr).toMatch(message)
    })
  }
})

describe('headwater diagnose --compare', () => {
  it('says what another run has of the trouble', async () => {
    const args = ['diagnose', before, '--repo', service, '--offline', '--compare', before]
    const text = await runHeadwater(args, folder)
    expect(text.status).toBe(0)
    expect(text.stdout).toMatch(/\nBeside .*profile\.script\.gz .*\n {2}here +there +what\n/)
    const json = JSON.parse((await runHeadwater([...args, '--json'], folder)).stdout)
    expect(json.compared.changes[0]).toMatchObject({ what: 'load', ratio: 1 })
  })
})
