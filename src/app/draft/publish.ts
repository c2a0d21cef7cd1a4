import { type PublishedSet, readMarker } from '../../contribution/index.ts'
import {
  type BranchToPush,
  type Fork,
  type InstalledRepository,
  listBranchCommits,
  type PullRequest,
  type PushRefusal,
  pushBranches,
  putPullRequest,
  readBranch,
} from '../../github/index.ts'
import type { Scene } from '../at-incident.ts'

/** What came of publishing. */
export type Publication =
  | { readonly state: 'published'; readonly pull: PullRequest }
  | { readonly state: 'refused'; readonly refusal: PushRefusal }
  /** A person has commits on this branch. */
  | { readonly state: 'foreign-commits'; readonly branch: string }

/** Pushes both branches to the fork, all or none, and opens the draft pull request inside it. */
export async function publish(
  scene: Scene,
  set: PublishedSet,
  { fork, access }: { readonly fork: Fork; readonly access: InstalledRepository },
): Promise<Publication> {
  const { tools, incident } = scene
  const permissions = { contents: 'write', pull_requests: 'write' } as const
  const github = await tools.github.forRepository({ ...access, permissions })
  const branches: BranchToPush[] = []
  for (const part of ['evidence', 'work'] as const) {
    const { name, files, message } = set[part]
    const onTopOf = part === 'work' ? 'default-branch' : 'nothing'
    const commits = await listBranchCommits(github, {
      ...fork,
      branch: name,
      base: part === 'work' ? fork.defaultBranch : null,
    })
    if (commits?.some(({ authorEmail }) => authorEmail !== set.author.email))
      return { state: 'foreign-commits', branch: name }
    branches.push({ name, files, message, onTopOf, expected: await readBranch(github, { ...fork, branch: name }) })
  }
  const refusal = await pushBranches({
    ...fork,
    webOrigin: tools.site.webOrigin,
    token: await tools.github.createToken({ ...access, permissions: { contents: 'write' } }),
    author: set.author,
    date: tools.clock(),
    branches,
  })
  if (refusal !== null) return { state: 'refused', refusal }
  const place = { repositoryId: 0, incident: incident.issue }
  const pull = await putPullRequest(github, {
    ...fork,
    head: set.work.name,
    base: fork.defaultBranch,
    title: set.title,
    body: set.draftBody,
    draft: true,
    isOurs: (body) => readMarker(body, tools.markerKey, place)?.id === set.work.name,
  })
  return { state: 'published', pull }
}
