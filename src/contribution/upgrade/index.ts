export { type GatheredReleases, gatherReleases } from './gather-releases.ts'
export { planUpgrade } from './plan-upgrade.ts'
export type { ReleasePair, Upgrade, UpgradeQuestion } from './types.ts'
