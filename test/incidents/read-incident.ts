import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { diagnoseWithSources, readRecordings } from '../../src/cli/index.ts'
import type { Recording, Result } from '../../src/diagnosis/index.ts'

const truth = z.object({
  culprit: z.object({ purl: z.string() }).nullable(),
  acceptable: z.array(z.string()),
  verdict: z.string(),
  acceptableVerdicts: z.array(z.string()).default([]),
  shape: z.string(),
  acceptableShapes: z.array(z.string()).default([]),
  recordings: z.record(z.string(), z.object({ acceptInconclusive: z.boolean() }).partial()).default({}),
})

/** The known cause of a recorded incident, as its `expected.json` states it. */
export type Truth = z.infer<typeof truth>

/** The names of all recorded incidents. */
export function incidentIds(): string[] {
  return readdirSync(incidentPath(''), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(incidentPath(entry.name, 'expected.json')))
    .map((entry) => entry.name)
}

export function incidentPath(id: string, name = ''): string {
  return fileURLToPath(new URL(`./${id}/${name}`, import.meta.url))
}

export function readTruth(id: string): Truth {
  return truth.parse(JSON.parse(readFileSync(incidentPath(id, 'expected.json'), 'utf8')))
}

export async function readRecording(id: string, profile: string): Promise<Recording> {
  const [recording] = await readRecordings([incidentPath(id, profile)], incidentPath(id, 'service'))
  if (!recording) throw new Error(`${id}: no recording`)
  return recording
}

/** As the command line does without a network: the code of packages is looked for beside the service only. */
export async function diagnoseIncident(id: string, profile: string): Promise<Result> {
  const recording = await readRecording(id, profile)
  const { result } = await diagnoseWithSources([recording], {}, incidentPath(id, 'service'), true)
  return result
}
