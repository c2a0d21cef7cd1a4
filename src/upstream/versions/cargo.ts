// Versions and requirements of crates. Specified by https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html
// (a bare requirement means its caret) and https://semver.org.

import semver from 'semver'
import { semverOrder } from './semver-order.ts'
import type { VersionRules } from './types.ts'

export const cargo: VersionRules = {
  ...semverOrder,
  allows(requirement, version) {
    // npm's reader takes a bare version for that very one, and no commas.
    const range = requirement
      .split(',')
      .map((part) => part.trim())
      .map((part) => (/^\d/.test(part) && !part.includes('*') ? `^${part}` : part))
      .join(' ')
    return requirement.length > 256 || semver.validRange(range) === null ? null : semver.satisfies(version, range)
  },
  requirementFor: (version) => version,
}
