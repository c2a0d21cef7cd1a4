// Versions and requirements of Hex packages (Elixir, Erlang): Semantic Versioning, with `~> 2.1` for at least 2.1 and below 3.0, and
// `and`, `or` between conditions. Specified by https://hexdocs.pm/elixir/Version.html.

import semver from 'semver'
import { nextOf } from './bounds.ts'
import { longestRequirement } from './longest.ts'
import { numbersOf } from './numbered.ts'
import { semverOrder } from './semver-order.ts'
import type { VersionRules } from './types.ts'

export const hex: VersionRules = {
  ...semverOrder,
  allows(requirement, version) {
    if (requirement.length > longestRequirement) return null
    const range = requirement
      .replaceAll(/~>\s*(\d+(?:\.\d+)*\S*)/g, (_, base: string) => {
        const numbers = numbersOf(base)
        return `>=${base} <${nextOf(numbers, numbers.length - 1)}`
      })
      .replaceAll(/\s+and\s+/g, ' ')
      .replaceAll(/\s+or\s+/g, ' || ')
      .replaceAll('==', '=')
    return semver.validRange(range) === null ? null : semver.satisfies(version, range)
  },
  requirementFor: (version) => `~> ${version}`,
}
