import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { diagnoseWithSources, readRecordings } from '../../src/cli/index.ts'
import type { Diagnosis, Recording, Result } from '../../src/diagnosis/index.ts'

const truth = z.object({
  culprit: z.object({ purl: z.string() }).nullable(),
  acceptable: z.array(z.string()).default([]),
  verdict: z.string(),
  acceptableVerdicts: z.array(z.string()).default([]),
  shape: z.string(),
  acceptableShapes: z.array(z.string()).nullable().default([]),
  recordings: z.record(z.string(), z.object({ acceptInconclusive: z.boolean() }).partial()).default({}),
})

/** The known cause of a recorded incident, as its `expected.json` states it. */
export type Truth = z.infer<typeof truth>

/** The incidents of this repository. */
export const recorded = fileURLToPath(new URL('.', import.meta.url))

/** The names of all incidents with a known cause in a folder. */
export function incidentIds(folder = recorded): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'expected.json')))
    .map((entry) => entry.name)
}

export function incidentPath(id: string, name = '', folder = recorded): string {
  return join(folder, id, name)
}

/** The files of an incident that are recordings of its run. */
export function recordingsOf(id: string, folder = recorded): string[] {
  return readdirSync(incidentPath(id, '', folder)).filter((name) => name.startsWith('profile.'))
}

export function readTruth(id: string, folder = recorded): Truth {
  return truth.parse(JSON.parse(readFileSync(incidentPath(id, 'expected.json', folder), 'utf8')))
}

export async function readRecording(id: string, profile: string, folder = recorded): Promise<Recording> {
  const [recording] = await readRecordings([incidentPath(id, profile, folder)], incidentPath(id, 'service', folder))
  if (!recording) throw new Error(`${id}: no recording`)
  return recording
}

/** As the command line does without a network: the code of packages is looked for beside the service only. */
export async function diagnoseIncident(id: string, profile: string): Promise<Result> {
  const recording = await readRecording(id, profile)
  const { result } = await diagnoseWithSources([recording], {}, incidentPath(id, 'service'), true)
  return result
}

/** Whether verdict and culprit are what is known to be right, or as good. */
export function isRight({ verdict, culprit }: Diagnosis, truth: Truth, profile: string): boolean {
  if (verdict === 'dependency') return [truth.culprit?.purl, ...truth.acceptable].includes(culprit?.purl)
  if (culprit !== null) return false
  if (verdict === 'inconclusive' && truth.recordings[profile]?.acceptInconclusive === true) return true
  return [truth.verdict, ...truth.acceptableVerdicts].includes(verdict)
}
