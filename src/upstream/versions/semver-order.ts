import semver from 'semver'
import type { VersionRules } from './types.ts'

/** What all ecosystems on Semantic Versioning share, https://semver.org; caret as npm and cargo understand it. */
export const semverOrder: Pick<VersionRules, 'isVersion' | 'isStable' | 'compare' | 'isCompatible' | 'lineOf'> = {
  isVersion: (text) => text.length <= 128 && semver.valid(text) === text.split('+', 1)[0],
  isStable: (version) => semver.prerelease(version) === null,
  compare: (first, second) => semver.compare(first, second),
  isCompatible: (locked, wanted) => semver.gte(wanted, locked) && semver.satisfies(wanted, `^${locked}`),
  lineOf: (version) => `${semver.major(version)}.${semver.minor(version)}`,
}
