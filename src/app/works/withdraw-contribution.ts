import { branchPrefixes, isBranchOf } from '../../contribution/index.ts'
import {
  closePullRequest,
  deleteBranch,
  findPullRequest,
  type GitHub,
  type InstalledRepository,
  listBranchCommits,
  listBranches,
  listReachable,
  mayWrite,
  type RepositoryName,
  readRepository,
  statusOf,
} from '../../github/index.ts'
import { atIncident, type Scene } from '../at-incident.ts'
import { outcome } from '../draft/outcome.ts'
import { readAuthor } from '../draft/read-author.ts'
import type { WithdrawWork } from '../jobs.ts'
import { listPublished, putAnswer, putWithdrawn } from '../status-comment.ts'
import type { Tools } from '../tools.ts'

const publicHistory =
  'Commits that were pushed to a public fork stay reachable by their hashes for those who know them, and whoever fetched them has them: only GitHub Support can remove that.'

/** Takes back what an approval published: closes the draft, deletes the branches that hold only our commits. */
export async function withdrawContribution(work: WithdrawWork, tools: Tools): Promise<void> {
  const access = { permissions: { issues: 'write', contents: 'read' } } as const
  await atIncident(work.incident, tools, access, async (scene) => {
    if (!(await mayWrite(scene.github, { ...work.incident, login: work.askedBy }))) return
    const to = work.answerTo ?? ''
    const forks = await listPublished(scene)
    if (forks.length === 0) {
      return putAnswer(scene, {
        to,
        comment: outcome('There is nothing to withdraw: nothing of this incident is published'),
      })
    }
    for (const fork of forks) {
      const taken = await withdrawFrom(scene, fork)
      // What is still there is published, and can be withdrawn later.
      if (taken.isAll) await putWithdrawn(scene, fork, outcome('What was published is withdrawn', taken))
      else await putAnswer(scene, { to, comment: outcome('Not all that was published can be withdrawn', taken) })
    }
  })
}

interface Taken {
  readonly details: readonly string[]
  readonly next: readonly string[]
  readonly isAll: boolean
}

async function withdrawFrom(scene: Scene, access: InstalledRepository): Promise<Taken> {
  const opened = await openFork(scene, access)
  if (opened === null) {
    return {
      details: ['The fork is gone, or the App is no longer installed on it.', publicHistory],
      next: [],
      isAll: true,
    }
  }
  const { github, fork } = opened
  const { defaultBranch } = await readRepository(github, fork)
  const { email } = await readAuthor(scene)
  const deleted: string[] = []
  const kept: string[] = []
  for (const branch of await branchesOf(scene, github, fork)) {
    const [work = ''] = branchPrefixes({ incident: scene.incident.issue })
    const base = branch.startsWith(work) ? defaultBranch : null
    const commits = (await listBranchCommits(github, { ...fork, branch, base })) ?? []
    if (commits.some(({ authorEmail }) => authorEmail !== email)) {
      kept.push(branch)
      continue
    }
    const pull = await findPullRequest(github, { ...fork, head: branch })
    if (pull?.state === 'open') await closePullRequest(github, { ...fork, number: pull.number })
    await deleteBranch(github, { ...fork, branch })
    deleted.push(branch)
  }
  const name = `\`${fork.owner}/${fork.repo}\``
  return {
    details: [
      ...(deleted.length === 0 ? [] : [`Deleted in ${name}, and the draft closed: ${listOf(deleted)}.`]),
      ...(kept.length === 0
        ? []
        : [`Left alone, with its draft, since somebody else has commits there: ${listOf(kept)}.`]),
      publicHistory,
    ],
    next: kept.length === 0 ? [] : ['Whoever has commits on the branch that was left deletes it, or goes on with it.'],
    isAll: kept.length === 0,
  }
}

async function openFork(
  { tools }: Scene,
  access: InstalledRepository,
): Promise<{ github: GitHub; fork: RepositoryName } | null> {
  try {
    const permissions = { contents: 'write', pull_requests: 'write' } as const
    const github = await tools.github.forRepository({ ...access, permissions })
    const [fork] = await listReachable(github)
    return fork === undefined ? null : { github, fork }
  } catch (error) {
    if ([404, 422].includes(statusOf(error))) return null
    throw error
  }
}

async function branchesOf({ incident, tools }: Scene, github: GitHub, fork: RepositoryName): Promise<string[]> {
  const origin = { repositoryId: incident.repositoryId, incident: incident.issue }
  const branches: string[] = []
  for (const prefix of branchPrefixes(origin)) branches.push(...(await listBranches(github, { ...fork, prefix })))
  return branches.filter((branch) => isBranchOf(branch, origin, tools.markerKey))
}

function listOf(branches: readonly string[]): string {
  return branches.map((branch) => `\`${branch}\``).join(', ')
}
