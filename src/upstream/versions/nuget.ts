// Versions and ranges of NuGet packages: Semantic Versioning with a fourth number, in which `1.0` is `1.0.0` and letters are equal
// in either case. Specified by https://learn.microsoft.com/nuget/concepts/package-versioning. A bare version is the least one.

import { compareDigits, compareText } from './compare-digits.ts'
import { readIntervals, within } from './intervals.ts'
import { longestRequirement, longestVersion } from './longest.ts'
import { numbered, numbersOf } from './numbered.ts'
import type { VersionRules } from './types.ts'

const version = /^\d+(?:\.\d+){0,3}(?:-[\da-zA-Z-]+(?:\.[\da-zA-Z-]+)*)?(?:\+[\da-zA-Z.-]+)?$/

export const nuget: VersionRules = {
  ...numbered(compareVersions),
  isVersion: (text) => text.length <= longestVersion && version.test(text),
  isStable: (text) => !text.split('+', 1)[0]?.includes('-'),
  allows(requirement, text) {
    if (requirement.length > longestRequirement) return null
    const floating = /^(?:\d+\.)*\*$/.exec(requirement)?.[0].slice(0, -1)
    if (floating !== undefined) return `${numbersOf(text).join('.')}.`.startsWith(floating)
    if (nuget.isVersion(requirement)) return compareVersions(text, requirement) >= 0
    const intervals = readIntervals(requirement, nuget.isVersion)
    return intervals === null ? null : intervals.some((interval) => within(text, interval, compareVersions))
  },
}

function compareVersions(first: string, second: string): number {
  const [one, other] = [numbersOf(first), numbersOf(second)]
  for (let index = 0; index < 4; index += 1) {
    const order = compareDigits(one[index] ?? '0', other[index] ?? '0')
    if (order !== 0) return order
  }
  return comparePrerelease(labelsOf(first), labelsOf(second))
}

function labelsOf(text: string): string[] {
  const label = /^[^+-]*-([^+]*)/.exec(text.toLowerCase())?.[1]
  return label === undefined ? [] : label.split('.')
}

/** A release comes after its previews; more labels come after fewer; numbers come before words. */
function comparePrerelease(one: readonly string[], other: readonly string[]): number {
  if (one.length === 0 || other.length === 0) return other.length - one.length
  for (const [index, a] of one.entries()) {
    const b = other[index]
    if (b === undefined) return 1
    const [isNumber, isOtherNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)]
    const order = isNumber && isOtherNumber ? compareDigits(a, b) : Number(isOtherNumber) - Number(isNumber)
    const decided = order || (isNumber ? 0 : compareText(a, b))
    if (decided !== 0) return decided
  }
  return one.length - other.length
}
