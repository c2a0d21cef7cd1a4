import { planInstrumentation } from '../../contribution/index.ts'
import { readTree, resolveCommit } from '../../github/index.ts'
import type { Ecosystem } from '../../ownership/index.ts'
import type { OutcomeComment } from '../../report/index.ts'
import { atIncident, type Scene } from '../at-incident.ts'
import { outcome } from '../draft/outcome.ts'
import type { InstrumentWork } from '../jobs.ts'
import { propose } from '../propose.ts'
import { putAnswer } from '../status-comment.ts'
import { type Study, studyIncident } from '../study-incident.ts'
import type { Tools } from '../tools.ts'

/** Opens a pull request on the service with what watches for the trouble's return. */
export async function instrumentService({ incident, answerTo }: InstrumentWork, tools: Tools): Promise<void> {
  const access = { permissions: { issues: 'write', contents: 'read' }, optional: { actions: 'read' } } as const
  await atIncident(incident, tools, access, async (scene) => {
    const study = await studyIncident(scene, { withPicture: false })
    if (study === null) return
    const to = answerTo ?? ''
    if (study.kind === 'trouble') return putAnswer(scene, { to, comment: study })
    return putAnswer(scene, { to, names: study.diagnosed.names, comment: await instrument(scene, study) })
  })
}

async function instrument(scene: Scene, study: Study): Promise<OutcomeComment> {
  const { github, incident } = scene
  const { repository, found, diagnosed } = study
  const { metrics, folder } = found.configuration.instrumentation
  if (metrics === 'opentelemetry') {
    return outcome('There is no instrumentation for OpenTelemetry yet; there is for Prometheus', {
      next: ['Set `instrumentation.metrics` to `prometheus` in `.github/headwater.yml`, or leave it out.'],
    })
  }
  const commit = await resolveCommit(github, { ...incident, ref: repository.defaultBranch })
  if (commit === null) return outcome('The default branch of this repository is empty')
  const { files: tree } = await readTree(github, { ...incident, commit })
  const { shape } = diagnosed.diagnosis
  const plan = planInstrumentation({
    shape: shape.kind,
    ecosystem: ownEcosystem(study),
    service: incident.repo,
    incident: `incident ${incident.issue}`,
    folder,
    paths: tree.map(({ path }) => path),
  })
  if (typeof plan === 'string') {
    return outcome(`Nothing is proposed: ${plan}`, {
      next: ['Watch the CPU seconds of the process with an alert of your own.'],
    })
  }
  return propose(scene, study, {
    kind: 'instrument',
    command: '/upstream instrument',
    title: `Watch for the return of a ${shape.kind}`,
    text: {
      lead: `A metric, an alert and a profile on alarm for the trouble of this incident, a ${shape.kind}. None of it runs until it is wired.`,
      edits: plan.files.map(({ path }) => `New: \`${path}\``),
      mind: [],
      commands: [],
      wire: plan.wire,
    },
    files: plan.files,
    base: commit,
  })
}

/** The language of own code: that of the culprit's lockfile, else of the first own package. */
function ownEcosystem({ diagnosed: { graph, culpritPackage } }: Study): Ecosystem | null {
  const culprit = culpritPackage === null ? undefined : graph.packages[culpritPackage]
  return (culprit ?? graph.packages.find(({ own }) => own))?.ecosystem ?? null
}
