import { atIncident, type Scene } from '../at-incident.ts'
import type { DiagnoseWork } from '../jobs.ts'
import { putStatus } from '../status-comment.ts'
import { studyIncident } from '../study-incident.ts'
import type { Tools } from '../tools.ts'
import { reportStudy } from './report-study.ts'

/** Reads the profiles of an incident and writes what they say into its status comment. */
export async function diagnoseIncident(work: DiagnoseWork, tools: Tools): Promise<void> {
  const { incident } = work
  // The report stands while what it lacks is asked for again.
  const isQuiet = (work.looks ?? 0) > 0
  const access = { permissions: { issues: 'write', contents: 'write' }, optional: { actions: 'read' } } as const
  await atIncident(incident, tools, access, async (scene) => {
    if (!isQuiet) await tellReading(scene, null)
    const studied = await studyIncident(scene, {
      staysInside: true,
      onFound: async (profiles) => (isQuiet ? undefined : tellReading(scene, profiles)),
    })
    if (studied === null) return
    if (studied.kind === 'trouble') return putStatus(scene, { state: 'report', comment: studied })
    await reportStudy(work, scene, studied)
  })
}

async function tellReading(scene: Scene, profiles: number | null): Promise<void> {
  await putStatus(scene, { state: 'reading', comment: { kind: 'reading', profiles } })
}
