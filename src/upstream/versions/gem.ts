// Versions and requirements of Ruby gems. Specified by https://guides.rubygems.org/patterns/ and by RubyGems' own
// `Gem::Version` and `Gem::Requirement` (lib/rubygems/version.rb, requirement.rb).

import { type Bound, meets, nextOf } from './bounds.ts'
import { compareDigits, compareText } from './compare-digits.ts'
import { longestRequirement, longestVersion } from './longest.ts'
import { numbered, numbersOf } from './numbered.ts'
import type { VersionRules } from './types.ts'

const version = /^\d+(?:\.[\da-zA-Z]+)*(?:-[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*)?$/
const isNumber = (segment: string): boolean => /^\d/.test(segment)

export const gem: VersionRules = {
  ...numbered(compareSegments),
  isVersion: (text) => text.length <= longestVersion && version.test(text),
  isStable: (text) => !/[a-z]/i.test(text),
  allows(requirement, text) {
    const bounds = requirement.length > longestRequirement ? null : readBounds(requirement)
    return bounds && meets(text, bounds, compareSegments)
  },
  requirementFor: (text) => `~> ${numbersOf(text).length > 2 ? text : `${text}.0`}`,
}

/** Runs of digits and of letters one after the other; where one version has no more, it has zeros. A word comes before any number. */
export function compareSegments(first: string, second: string): number {
  const [one, other] = [first, second].map(segmentsOf) as [string[], string[]]
  for (let index = 0; index < Math.max(one.length, other.length); index += 1) {
    const [a, b] = [one[index] ?? '0', other[index] ?? '0']
    const order = isNumber(a) && isNumber(b) ? compareDigits(a, b) : Number(isNumber(a)) - Number(isNumber(b))
    const decided = order || (isNumber(a) ? 0 : compareText(a, b))
    if (decided !== 0) return decided
  }
  return 0
}

/** Zeros before the first word count for nothing: `1.0.a` is `1.a`. */
function segmentsOf(text: string): string[] {
  const segments = text.replaceAll('-', '.pre.').match(/\d+|[a-z]+/gi) ?? []
  const word = segments.findIndex((segment) => !isNumber(segment))
  const [numbers, rest] = word < 0 ? [segments, []] : [segments.slice(0, word), segments.slice(word)]
  return [...withoutZeros(numbers), ...withoutZeros(rest)]
}

function withoutZeros(segments: readonly string[]): string[] {
  const last = segments.findLastIndex((segment) => !/^0+$/.test(segment))
  return segments.slice(0, last + 1)
}

function readBounds(requirement: string): Bound[] | null {
  const bounds: Bound[] = []
  for (const part of requirement.split(',')) {
    const [, sign = '=', base] = /^\s*(~>|[<>!]?=|[<>])?\s*(\S+)\s*$/.exec(part) ?? []
    if (base === undefined || !gem.isVersion(base)) return null
    if (sign === '~>') {
      const numbers = numbersOf(base)
      // The previews of what is beyond are beyond as well, and `A` comes before all of them.
      const beyond = `${nextOf(numbers, numbers.length - 1)}.A`
      bounds.push({ operator: '>=', version: base }, { operator: '<', version: beyond })
    } else bounds.push({ operator: sign as Bound['operator'], version: base })
  }
  return bounds
}
