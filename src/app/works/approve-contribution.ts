import { handOver, type PublishedSet, shownDigits } from '../../contribution/index.ts'
import { findFork, mayWrite, type PullRequest, resolveCommit } from '../../github/index.ts'
import type { OutcomeComment } from '../../report/index.ts'
import { atIncident, type Scene } from '../at-incident.ts'
import type { Draft } from '../draft/compose-draft.ts'
import { describeRefusal } from '../draft/describe-refusal.ts'
import { type DraftNow, findDraftToApprove } from '../draft/find-draft-to-approve.ts'
import { type Gathered, gatherContribution } from '../draft/gather-contribution.ts'
import { obtainFork } from '../draft/obtain-fork.ts'
import { outcome } from '../draft/outcome.ts'
import { publish } from '../draft/publish.ts'
import type { ApproveWork } from '../jobs.ts'
import { unansweredUpstream } from '../look-up-upstream.ts'
import { putAnswer, putPublished, wasAnswered, wasPreviewed } from '../status-comment.ts'
import { type Study, studyIncident } from '../study-incident.ts'
import type { Tools } from '../tools.ts'

/** For about three days a fork is looked for, at first every few seconds, in the end every ten minutes. */
const mostLooks = 450

/** Publishes what a preview showed: in a fork, for a person to send. Nothing is published unless all of it is as it was shown. */
export async function approveContribution(work: ApproveWork, tools: Tools): Promise<void> {
  const access = { permissions: { issues: 'write', contents: 'read' }, optional: { actions: 'read' } } as const
  await atIncident(work.incident, tools, access, async (scene) => {
    if (!(await mayWrite(scene.github, { ...work.incident, login: work.askedBy }))) return
    if (await isStillAwaited(work, scene)) return lookLater(work, scene)
    if (!(await wasPreviewed(scene, work.hash.slice(0, shownDigits)))) return answer(work, scene, neverShown, null)
    const study = await studyIncident(scene, { withEvidence: true })
    if (study === null) return
    if (study.kind === 'trouble') return answer(work, scene, study, null)
    const gathered = await gatherContribution(scene, study)
    const now = findDraftToApprove(scene, study, gathered, work.hash)
    // A draft that lacks something has another hash than its preview.
    if (now.approved === null && gathered.lacksForNow) throw unansweredUpstream()
    if (now.approved === null) return answer(work, scene, describeStale(now), study)
    await carryOut(work, scene, { study, gathered, draft: now.approved })
  })
}

interface Approved {
  readonly study: Study
  readonly gathered: Gathered
  readonly draft: Draft
}

async function carryOut(work: ApproveWork, scene: Scene, { study, gathered, draft }: Approved): Promise<void> {
  const { upstream, set } = draft
  const found = await obtainFork(scene, upstream, gathered.account)
  if (found.state === 'awaited') {
    await answer(work, scene, found.comment, study)
    return lookLater(
      { ...work, awaited: work.awaited ?? { upstream, account: gathered.account.login, looks: 0 } },
      scene,
    )
  }
  const publication = await publish(scene, set, found)
  if (publication.state !== 'published') return answer(work, scene, describeRefusal(publication, set), study)
  const behind = await isBehind(scene, draft, found.fork.defaultBranch)
  const comment = describeHandOver(scene, draft, { pull: publication.pull, behind })
  await putPublished(scene, found.access, comment, study.diagnosed.names)
  // A fork that was asked for may have come before an earlier attempt of this job could wait for it.
  if (await wasAnswered(scene, work.answerTo ?? '')) await answer(work, scene, goneOn(set), study)
}

async function lookLater(work: ApproveWork, scene: Scene): Promise<void> {
  const { awaited, answerTo, hash } = work
  if (awaited === null) return
  const looks = awaited.looks + 1
  if (looks > mostLooks) return answer(work, scene, neverCame(hash), null)
  const { tools } = scene
  const seconds = tools.pacing ? Math.min(600, Math.round(10 * 1.4 ** looks)) : 1
  return tools.addWork({ ...work, awaited: { ...awaited, looks } }, `${answerTo} look ${looks}`, seconds)
}

function neverCame(hash: string): OutcomeComment {
  return outcome('The fork did not come within three days, so Headwater no longer looks for it', {
    details: ['Nothing was published.'],
    next: ['Make the fork, and approve again.'],
    commands: [`/upstream approve ${hash}`],
  })
}

/** Looks for a fork that was asked for before anything else is read. */
async function isStillAwaited({ awaited }: ApproveWork, { github, tools }: Scene): Promise<boolean> {
  if (awaited === null) return false
  const fork = await findFork(github, awaited)
  return fork === null || (await tools.github.findInstalled(fork)) === null
}

/** Whether the fork's default branch lacks commits of upstream's. */
async function isBehind({ github }: Scene, { upstream, set }: Draft, branch: string): Promise<boolean> {
  const theirs = await resolveCommit(github, { ...upstream, ref: upstream.defaultBranch })
  const ours = await resolveCommit(github, { ...set.fork, ref: branch })
  return theirs !== ours
}

const neverShown = outcome('No preview in this incident has that hash', {
  details: ['Nothing was published.'],
  next: ['See the preview, and approve the hash that stands in it.'],
  commands: ['/upstream draft'],
})

function describeStale({ usual }: DraftNow): OutcomeComment {
  const what = 'That preview is out of date'
  if (usual.answer === 'refused') {
    const { next, commands } = usual
    return outcome(what, {
      details: ['Nothing was published.', `Now nothing would be drafted: ${usual.what}.`],
      next,
      commands,
    })
  }
  return outcome(what, {
    details: [
      'Nothing was published.',
      'What would be published now is not what that preview showed: a profile, a lockfile, the configuration, a word of a person or upstream has changed since; or GitHub did not answer every question then.',
    ],
    next: ['See what would be published now, and approve that hash.'],
    commands: ['/upstream draft'],
  })
}

function goneOn({ fork }: PublishedSet): OutcomeComment {
  return outcome(`The fork \`${fork.owner}/${fork.repo}\` is there, and everything that was approved is in it`)
}

function describeHandOver(
  { tools }: Scene,
  { set, upstream, hash }: Draft,
  { pull, behind }: { readonly pull: PullRequest; readonly behind: boolean },
): OutcomeComment {
  const { url, commands } = handOver(set, tools.site.webOrigin, upstream.defaultBranch)
  const fork = `${set.fork.owner}/${set.fork.repo}`
  return outcome('The draft is in the fork; a person completes and sends it', {
    details: [
      `Published under the hash \`${hash.slice(0, shownDigits)}\`: branches \`${set.work.name}\` and \`${set.evidence.name}\` of \`${fork}\`. Nothing was written upstream.`,
    ],
    links: [
      { label: 'The draft inside the fork', url: pull.url },
      ...(url === null ? [] : [{ label: sendLabel(set), url }]),
    ],
    next: [
      'Fill in the trigger in the reproduction, on that branch, until it is red for the right reason.',
      ...(set.kind === 'pr'
        ? [
            'Push the fix to the same branch, until the reproduction is green. Sign off your own commits where upstream wants that.',
          ]
        : []),
      ...(behind
        ? [`The fork is behind upstream. Bring it up to date first: \`gh repo sync ${fork}\`, then rebase the branch.`]
        : []),
      'Replace every `FILL IN` in the text, and see that you can answer for all of it.',
      url === null
        ? 'Send it by these commands; the text is too long for a link.'
        : 'Send it by the link above, or by these commands.',
    ],
    commands,
  })
}

function sendLabel({ kind }: PublishedSet): string {
  switch (kind) {
    case 'comment':
      return 'The thread upstream to comment on'
    case 'issue':
      return 'A new issue upstream with the text filled in'
    case 'pr':
      return 'A new pull request upstream with the text filled in'
  }
}

function answer(
  work: ApproveWork,
  scene: Scene,
  comment: Parameters<typeof putAnswer>[1]['comment'],
  study: Study | null,
) {
  return putAnswer(scene, { to: work.answerTo ?? '', comment, names: study?.diagnosed.names ?? null })
}
