// Versions and ranges of Conan packages, `[>=1.2 <2]`, `[~1.2]`, `[^1.2 || 3.0]`. Specified by
// https://docs.conan.io/2/tutorial/versioning/version_ranges.html. What is in no brackets is that very version.

import { type Bound, keptByCaret, meets, nextOf } from './bounds.ts'
import { compareSegments } from './gem.ts'
import { longestRequirement, longestVersion } from './longest.ts'
import { numbered, numbersOf } from './numbered.ts'
import type { VersionRules } from './types.ts'

export const conan: VersionRules = {
  // Runs of digits and of letters, a hyphen for a pre-release, as RubyGems has it.
  ...numbered(compareSegments),
  isVersion: (text) => text.length <= longestVersion && /^\d+(?:[.+-]?[\da-zA-Z]+)*$/.test(text),
  isStable: (text) => !/(?:alpha|beta|rc|pre|dev)(?![a-z])/i.test(text),
  allows(requirement, text) {
    if (requirement.length > longestRequirement) return null
    const range = /^\[(.*)\]$/.exec(requirement.trim())?.[1]
    if (range === undefined) return conan.isVersion(requirement) ? compareSegments(text, requirement) === 0 : null
    const choices = range
      .replace(/,\s*include_prerelease.*$/, '')
      .split('||')
      .map(readChoice)
    if (choices.includes(null)) return null
    return choices.some((bounds) => bounds !== null && meets(text, bounds, compareSegments))
  },
}

function readChoice(choice: string): Bound[] | null {
  const bounds: Bound[] = []
  for (const part of choice.trim().split(/\s+/)) {
    if (part === '*') continue
    const [, sign = '=', base] = /^([<>]=?|=|~|\^)?(\d\S*)$/.exec(part) ?? []
    if (base === undefined || !conan.isVersion(base)) return null
    const numbers = numbersOf(base)
    if (sign !== '~' && sign !== '^') bounds.push({ operator: sign as Bound['operator'], version: base })
    else {
      const kept = sign === '^' ? keptByCaret(numbers) : Math.min(2, numbers.length)
      bounds.push({ operator: '>=', version: base }, { operator: '<', version: nextOf(numbers, kept) })
    }
  }
  return bounds
}
