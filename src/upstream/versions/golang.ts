// Versions of Go modules: semver with a leading `v`, pseudo-versions of commits (`v0.0.0-20240102150405-abcdefabcdef`) and
// `+incompatible` for major versions without a path of their own. Specified by https://go.dev/ref/mod#versions. There are no ranges:
// a requirement is the least version, and a module of a later major version has another path.

import semver from 'semver'
import type { VersionRules } from './types.ts'

export const golang: VersionRules = {
  isVersion: (text) => text.length <= 128 && /^v\d/.test(text) && semver.valid(text) !== null,
  isStable: (version) => semver.prerelease(version) === null,
  // A pseudo-version is made to be ordered as the pre-release that it looks like.
  compare: (first, second) => semver.compare(first, second),
  allows: (requirement, version) => (semver.valid(requirement) === null ? null : semver.gte(version, requirement)),
  isCompatible: (locked, wanted) => semver.gte(wanted, locked) && sameMajorPath(locked, wanted),
  lineOf: (version) => `${semver.major(version)}.${semver.minor(version)}`,
  requirementFor: (version) => version,
}

/** `v0` and `v1` share the module's path; so do all `+incompatible` ones. */
function sameMajorPath(first: string, second: string): boolean {
  const suffix = (version: string) => (version.endsWith('+incompatible') ? 1 : Math.max(1, semver.major(version)))
  return suffix(first) === suffix(second)
}
