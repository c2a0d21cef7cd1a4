// Versions and version ranges of Maven artifacts. Specified by https://maven.apache.org/pom.html#version-order-specification
// and #dependency-version-requirement-specification. What is no range is only a wish, which any other version may overrule.

import { compareDigits, compareText } from './compare-digits.ts'
import { readIntervals, within } from './intervals.ts'
import { longestRequirement, longestVersion } from './longest.ts'
import { numbered } from './numbered.ts'
import type { VersionRules } from './types.ts'

/** A part of a version with the separator before it. */
interface Token {
  readonly separator: '.' | '-'
  readonly text: string
}

/** From the least one; what is in none of these follows in the order of the alphabet. */
const qualifiers = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp']
const synonyms: ReadonlyMap<string, string> = new Map([
  ['ga', ''],
  ['final', ''],
  ['release', ''],
  ['cr', 'rc'],
])
const short: ReadonlyMap<string, string> = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
  ['m', 'milestone'],
])

const isNumber = ({ text }: Token): boolean => /^\d/.test(text)
const preliminary = /(?:^|[^a-z])(?:alpha|beta|milestone|[abm](?=\d)|rc|cr|snapshot|pre|preview|ea|dev)(?![a-z])/i

export const maven: VersionRules = {
  ...numbered(compareTokens),
  isVersion: (text) => text.length <= longestVersion && /^\d[\w.+-]*$/.test(text),
  isStable: (version) => !preliminary.test(version),
  allows(requirement, version) {
    if (requirement.length > longestRequirement) return null
    if (!/^[[(]/.test(requirement))
      return maven.isVersion(requirement) ? compareTokens(version, requirement) >= 0 : null
    const intervals = readIntervals(requirement, maven.isVersion)
    return intervals === null ? null : intervals.some((interval) => within(version, interval, compareTokens))
  },
}

function compareTokens(first: string, second: string): number {
  const [one, other] = [first, second].map(tokensOf) as [Token[], Token[]]
  for (let index = 0; index < Math.max(one.length, other.length); index += 1) {
    const [a, b] = [one[index], other[index]]
    const order = compareToken(a ?? nothingLike(b), b ?? nothingLike(a))
    if (order !== 0) return order
  }
  return 0
}

/** What stands for a part that is not there. */
function nothingLike(other: Token | undefined): Token {
  const separator = other?.separator ?? '.'
  return { separator, text: separator === '.' && other !== undefined && isNumber(other) ? '0' : '' }
}

/** Words before numbers, and a number behind a hyphen before one behind a dot. */
function compareToken(a: Token, b: Token): number {
  if (isNumber(a) !== isNumber(b)) return isNumber(a) ? 1 : -1
  if (!isNumber(a)) return compareQualifier(a.text, b.text)
  if (a.separator !== b.separator) return a.separator === '-' ? -1 : 1
  return compareDigits(a.text, b.text)
}

function compareQualifier(a: string, b: string): number {
  const rank = (text: string) => {
    const known = qualifiers.indexOf(text)
    return known < 0 ? qualifiers.length : known
  }
  return rank(a) - rank(b) || compareText(a, b)
}

function tokensOf(version: string): Token[] {
  const parts = version.toLowerCase().split(/(?=[.-])/)
  return trim(parts.flatMap(tokensOfPart))
}

/** `.2rc1` is the three tokens `.2`, `-rc`, `-1`; a word stands behind a hyphen, whatever is written. */
function tokensOfPart(part: string): Token[] {
  const runs = part.replace(/^[.-]/, '').match(/\d+|\D+/g) ?? ['0']
  return runs.map((run, index) => ({
    separator: index > 0 || part.startsWith('-') || !/^\d/.test(run) ? '-' : '.',
    text: meaningOf(run, runs[index + 1]),
  }))
}

/** A single letter stands for a word only where a number follows at once. */
function meaningOf(run: string, next: string | undefined): string {
  return synonyms.get(run) ?? (next === undefined ? undefined : short.get(run)) ?? run
}

/** Takes away what means nothing at the end, and before each hyphen. */
function trim(tokens: readonly Token[]): Token[] {
  const kept: Token[] = []
  let isNothingSoFar = true
  for (const token of [...tokens].reverse()) {
    const isNothing = token.text === '' || /^0+$/.test(token.text)
    if (isNothing && isNothingSoFar) continue
    kept.unshift(token)
    isNothingSoFar = token.separator === '-'
  }
  return kept
}
