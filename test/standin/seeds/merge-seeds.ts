import type { Seed } from '../seed.ts'

/** Several seeds as one; what only one can say (the App) is said by the last that does. */
export function mergeSeeds(...seeds: readonly Seed[]): Seed {
  const app = seeds.findLast((seed) => seed.app !== undefined)?.app
  return {
    users: seeds.flatMap(({ users }) => users ?? []),
    organizations: seeds.flatMap(({ organizations }) => organizations ?? []),
    repositories: seeds.flatMap(({ repositories }) => repositories ?? []),
    attachments: seeds.flatMap(({ attachments }) => attachments ?? []),
    artifacts: seeds.flatMap(({ artifacts }) => artifacts ?? []),
    issues: seeds.flatMap(({ issues }) => issues ?? []),
    threads: seeds.flatMap(({ threads }) => threads ?? []),
    ...(app === undefined ? {} : { app }),
  }
}
