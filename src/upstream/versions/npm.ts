// Versions and ranges of npm packages. Specified by https://docs.npmjs.com/about-semantic-versioning and the `semver` package,
// which is npm's own.

import semver from 'semver'
import { semverOrder } from './semver-order.ts'
import type { VersionRules } from './types.ts'

export const npm: VersionRules = {
  ...semverOrder,
  allows(requirement, version) {
    // `npm:other@^1` stands for another package, `workspace:`, `file:` and tags for no version at all.
    const range = requirement.replace(/^npm:(?:@[^/@]+\/)?[^@]+@/, '')
    return requirement.length > 256 || semver.validRange(range) === null ? null : semver.satisfies(version, range)
  },
  requirementFor: (version) => `^${version}`,
}
