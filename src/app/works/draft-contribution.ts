import { type PublishedSet, shownDigits, signMarker } from '../../contribution/index.ts'
import { isRefusal, pushFiles } from '../../github/index.ts'
import { atIncident, type Scene } from '../at-incident.ts'
import { composeDraft } from '../draft/compose-draft.ts'
import { gatherContribution } from '../draft/gather-contribution.ts'
import { outcome } from '../draft/outcome.ts'
import type { DraftWork } from '../jobs.ts'
import { unansweredUpstream } from '../look-up-upstream.ts'
import { evidenceBranch } from '../push-picture.ts'
import { putAnswer, putPreview } from '../status-comment.ts'
import { studyIncident } from '../study-incident.ts'
import type { Tools } from '../tools.ts'

/** Shows in the incident exactly what an approval would publish, or why there is nothing to draft. */
export async function draftContribution(work: DraftWork, tools: Tools): Promise<void> {
  const access = { permissions: { issues: 'write', contents: 'write' }, optional: { actions: 'read' } } as const
  await atIncident(work.incident, tools, access, async (scene) => {
    const to = work.answerTo ?? ''
    const study = await studyIncident(scene, { withEvidence: true })
    if (study === null) return
    if (study.kind === 'trouble') return putAnswer(scene, { to, comment: study })
    const { names } = study.diagnosed
    const gathered = await gatherContribution(scene, study)
    const draft = composeDraft(scene, study, gathered, work.as)
    if (draft.answer === 'refused') {
      if (gathered.lacksForNow) throw unansweredUpstream()
      return putAnswer(scene, { to, names, comment: outcome(`Nothing is drafted: ${draft.what}`, draft) })
    }
    const { plan, set } = draft
    const hash = draft.hash.slice(0, shownDigits)
    const { notice } = gathered.account
    const base = `${study.repository.url}/`
    const commit = await pushWhole(scene, set, hash)
    if (commit === null) return putAnswer(scene, { to, names, comment: cannotShow })
    await putPreview(
      scene,
      hash,
      {
        kind: 'preview',
        set,
        hash,
        reasons: plan.reasons,
        cautions: [...plan.cautions, ...(notice === null ? [] : [notice])],
        picture: `${base}raw/${commit}/${folderOf(scene, hash)}/evidence/flamegraph.png`,
        whole: `${base}tree/${commit}/${folderOf(scene, hash)}`,
        isFork: gathered.fork !== null,
      },
      names,
    )
  })
}

/** A preview that does not show everything is none. */
const cannotShow = outcome('Nothing is drafted: what would be published could not be shown in full', {
  details: [
    `The branch \`${evidenceBranch}\` of this repository does not take it, by a rule or for want of a permission.`,
  ],
  next: [`Let the App write to \`${evidenceBranch}\`: contents in its permissions, rulesets of the repository.`],
  commands: ['/upstream draft'],
})

function folderOf({ incident }: Scene, hash: string): string {
  return `incidents/${incident.issue}/preview/${hash}`
}

/** Puts all of it where those who read the incident can read it byte for byte: on the service's own evidence branch. */
async function pushWhole(scene: Scene, { work, evidence }: PublishedSet, hash: string): Promise<string | null> {
  const { github, incident, tools } = scene
  const folder = folderOf(scene, hash)
  const under = (name: string, { files }: PublishedSet['work']) =>
    files.map(({ path, bytes }) => ({ path: `${folder}/${name}/${path}`, bytes }))
  const content = { repositoryId: incident.repositoryId, incident: incident.issue, kind: 'evidence', id: hash }
  const refused = (error: unknown): null => {
    if (isRefusal(error)) return null
    throw error
  }
  return pushFiles(github, {
    owner: incident.owner,
    repo: incident.repo,
    branch: evidenceBranch,
    files: [...under('work', work), ...under('evidence', evidence)],
    message: `Preview ${hash} of incident ${incident.issue}\n\n${signMarker(content, tools.markerKey)}`,
  }).catch(refused)
}
