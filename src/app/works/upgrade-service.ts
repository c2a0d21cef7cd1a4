import { gatherReleases, hideRedacted, planUpgrade } from '../../contribution/index.ts'
import { HeadwaterError } from '../../errors.ts'
import { readServiceAt, type ServiceAt } from '../../intake/index.ts'
import { type DependencyGraph, isServiceFile, markPackages, readDependencyGraph } from '../../ownership/index.ts'
import type { OutcomeComment } from '../../report/index.ts'
import type { Remedy, UpstreamFindings } from '../../upstream/index.ts'
import { atIncident, type Scene } from '../at-incident.ts'
import { outcome } from '../draft/outcome.ts'
import type { UpgradeWork } from '../jobs.ts'
import { lookUpUpstream, unansweredUpstream } from '../look-up-upstream.ts'
import { propose } from '../propose.ts'
import { createRepositoryReader } from '../repository-reader.ts'
import { putAnswer } from '../status-comment.ts'
import { type Study, studyIncident } from '../study-incident.ts'
import type { Tools } from '../tools.ts'

/** For all that the package indexes are asked. */
const deadlineMs = 30_000
const command = '/upstream upgrade'

/** Opens a pull request on the service that moves it to the release with the fix, or says why there is none to open. */
export async function upgradeService({ incident, answerTo }: UpgradeWork, tools: Tools): Promise<void> {
  const access = { permissions: { issues: 'write', contents: 'read' }, optional: { actions: 'read' } } as const
  await atIncident(incident, tools, access, async (scene) => {
    const study = await studyIncident(scene, { withPicture: false })
    if (study === null) return
    const to = answerTo ?? ''
    if (study.kind === 'trouble') return putAnswer(scene, { to, comment: study })
    const comment = await upgrade(scene, study)
    return putAnswer(scene, { to, names: study.diagnosed.names, comment })
  })
}

async function upgrade(scene: Scene, study: Study): Promise<OutcomeComment> {
  const findings = await lookUpUpstream(scene, study)
  const remedy = findings?.fix?.status === 'upgrade' ? findings.remedy : null
  if (remedy === null && findings !== null && findings.askAgainAt !== null) throw unansweredUpstream()
  if (findings === null || remedy === null) return nothingToDo(findings)
  const service = await readDefaultBranch(scene, study)
  if (typeof service === 'string') return outcome(`No pull request: ${service}`, { next: ['Correct that file.'] })
  const { files, graph, commit } = service
  const { releases, notes } = await gatherReleases(
    remedy.steps,
    graph,
    scene.tools.packages.releases,
    AbortSignal.timeout(deadlineMs),
  )
  const plan = planUpgrade({ files, graph, steps: remedy.steps, releases })
  if (plan.files.length === 0) return byHand(remedy, plan.mind, notes)
  const { fix } = findings
  return propose(scene, study, {
    kind: 'upgrade',
    command,
    title: titleOf(remedy, fix),
    text: {
      lead: `\`${fix?.purl ?? ''}\` ${fix?.version ?? ''} has the fix for the trouble of this incident.`,
      edits: plan.edits,
      mind: [...plan.mind, ...remedy.reasons, ...notes],
      commands: plan.commands,
      wire: [],
    },
    files: plan.files,
    base: commit,
  })
}

/** What the change moves: the parent that must move first, for the release that has the fix. */
function titleOf({ steps }: Remedy, fix: UpstreamFindings['fix']): string {
  const cure = nameOf(fix?.purl ?? '')
  const version = fix?.version ?? 'the release with the fix'
  const [first] = steps
  return first && nameOf(first.purl) !== cure
    ? `Move ${nameOf(first.purl)} to ${first.to}, for ${cure} ${version}`
    : `Move ${cure} to ${version}`
}

interface DefaultBranch extends Pick<ServiceAt, 'files' | 'commit'> {
  readonly graph: DependencyGraph
}

/** What is changed is the default branch, which may have moved on since the incident's commit was deployed. */
async function readDefaultBranch({ github, incident }: Scene, { found }: Study): Promise<DefaultBranch | string> {
  try {
    const reader = createRepositoryReader(github, incident)
    // go.sum is no lockfile to be read, but one to be edited.
    const isWanted = (path: string): boolean => isServiceFile(path) || /(?:^|\/)go\.sum$/.test(path)
    const head = await readServiceAt({ reader, ref: null, isWanted })
    const { own, private: hidden, redact } = found.configuration
    const graph = markPackages(readDependencyGraph(head.files), { own, private: hidden })
    return { ...head, graph: hideRedacted(graph, redact) }
  } catch (error) {
    if (error instanceof HeadwaterError && error.code !== 'internal') return error.message
    throw error
  }
}

function byHand(remedy: Remedy, mind: readonly string[], notes: readonly string[]): OutcomeComment {
  return outcome('No pull request: only the package manager can make this change', {
    details: [...mind, ...notes],
    next: ['Run this in a branch of the service, and open a pull request from it:'],
    commands: remedy.steps.map((step) => step.command),
  })
}

/** Why there is nothing to upgrade to, and what there is to do instead. */
function nothingToDo(findings: UpstreamFindings | null): OutcomeComment {
  const what = (why: string): string => `There is no release to move to: ${why}`
  if (findings === null) {
    return outcome(what('the profiles name no package that has an upstream'), {
      next: ['If a person knows the package, `/upstream suspect NAME` says so.'],
    })
  }
  const { fix, notes } = findings
  const details = [...(fix?.reasons ?? []), ...notes]
  const link = 'If a person knows the issue or pull request upstream, `/upstream link OWNER/REPO#N` says so.'
  if (fix === null)
    return outcome(what('upstream could not be asked'), { details, next: [`Try \`${command}\` later.`] })
  switch (fix.status) {
    case 'upgrade':
      return outcome(what('the way to it within this lockfile is not known'), { details, next: [link] })
    case 'locked-has-it':
      return outcome(what('the locked release has the fix already, so this is a regression or something else'), {
        details,
        next: ['Say so upstream: `/upstream draft` shows what would be published.'],
      })
    case 'unreleased':
      return outcome(what('the fix is merged upstream, and in no release yet'), {
        details,
        next: ['Wait for the release, or build from the commit meanwhile.'],
      })
    case 'in-review':
    case 'open':
    case 'not-planned':
    case 'unknown':
      return outcome(what(unfixed[fix.status]), {
        details,
        next: ['`/upstream draft` shows what upstream could be helped with.', link],
      })
  }
}

const unfixed = {
  'in-review': 'the fix is under review upstream',
  open: 'upstream knows the trouble and has no fix',
  'not-planned': 'upstream plans no fix',
  unknown: 'nobody upstream is known to know the trouble',
} as const

function nameOf(purl: string): string {
  return decodeURIComponent(purl.replace(/^pkg:[^/]+\//, ''))
}
