// Versions of Debian packages, `epoch:upstream-revision`. Specified by deb-version(7) and
// https://www.debian.org/doc/debian-policy/ch-controlfields.html#version. A release of upstream is one without epoch and revision.

import { type Bound, meets } from './bounds.ts'
import { compareDigits } from './compare-digits.ts'
import { longestRequirement, longestVersion } from './longest.ts'
import { numbered } from './numbered.ts'
import type { VersionRules } from './types.ts'

const version = /^(?:\d+:)?\d[\da-zA-Z.+~:-]*$/
const operators: Readonly<Record<string, Bound['operator']>> = {
  '<<': '<',
  '<=': '<=',
  '=': '=',
  '>=': '>=',
  '>>': '>',
}

export const debian: VersionRules = {
  ...numbered(compareVersions),
  isVersion: (text) => text.length <= longestVersion && version.test(text),
  isStable: (text) => !/[~.-]?(?:alpha|beta|rc|pre|dev|snapshot)(?![a-z])/i.test(text),
  allows(requirement, text) {
    if (requirement.length > longestRequirement) return null
    const [, sign, base] = /^\s*(<<|<=|=|>=|>>)\s*(\S+)\s*$/.exec(requirement) ?? []
    const operator = operators[sign ?? '']
    if (operator === undefined || base === undefined || !version.test(base)) return null
    return meets(text, [{ operator, version: base }], compareVersions)
  },
  requirementFor: (text) => `>= ${text}`,
}

/** The release of upstream that a package was made from: `1.44.2` of `1:1.44.2+dfsg-1+deb12u1`. */
export function upstreamReleaseOf(text: string): string {
  const { upstream } = partsOf(text)
  // `2.0+really1.9` is 1.9, which must not seem older than the 2.0 that was taken back.
  const stated = /\+really(.+)$/.exec(upstream)?.[1] ?? upstream
  return stated.replace(/[+~.]?(?:dfsg|ds|repack|git|bzr|svn|debian).*$/, '')
}

function compareVersions(first: string, second: string): number {
  const [one, other] = [partsOf(first), partsOf(second)]
  return (
    compareDigits(one.epoch, other.epoch) ||
    comparePart(one.upstream, other.upstream) ||
    comparePart(one.revision, other.revision)
  )
}

function partsOf(text: string): { epoch: string; upstream: string; revision: string } {
  const [, epoch = '0', rest = ''] = /^(?:(\d+):)?(.*)$/.exec(text) ?? []
  const hyphen = rest.lastIndexOf('-')
  if (hyphen < 0) return { epoch, upstream: rest, revision: '0' }
  return { epoch, upstream: rest.slice(0, hyphen), revision: rest.slice(hyphen + 1) }
}

/** Runs without digits and runs of digits by turns. */
function comparePart(first: string, second: string): number {
  const [one, other] = [runsOf(first), runsOf(second)]
  for (let index = 0; index < Math.max(one.length, other.length); index += 1) {
    const [a, b] = [one[index] ?? '', other[index] ?? '']
    const order = index % 2 === 1 ? compareDigits(a || '0', b || '0') : compareWords(a, b)
    if (order !== 0) return order
  }
  return 0
}

/** Beginning with what is no digit, though it be empty. */
function runsOf(text: string): string[] {
  const runs: string[] = text.match(/\D+|\d+/g) ?? []
  return /^\d/.test(text) ? ['', ...runs] : runs
}

/** Letters before all other signs, a tilde before everything, even before the end. */
function compareWords(first: string, second: string): number {
  const weight = (sign: string | undefined): number => {
    if (sign === '~') return -1
    if (sign === undefined) return 0
    return /[a-z]/i.test(sign) ? sign.charCodeAt(0) : sign.charCodeAt(0) + 256
  }
  for (let index = 0; index < Math.max(first.length, second.length); index += 1) {
    const order = weight(first[index]) - weight(second[index])
    if (order !== 0) return order
  }
  return 0
}
