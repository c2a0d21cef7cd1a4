// Intervals of versions as Maven and NuGet write them: `[1.0,2.0)`, `(,1.0]`, `[1.5]`, several with commas between. Specified by
// https://maven.apache.org/enforcer/enforcer-rules/versionRanges.html and
// https://learn.microsoft.com/nuget/concepts/package-versioning#version-ranges.

import type { VersionRules } from './types.ts'

/** A null bound is none. */
export interface Interval {
  readonly from: string | null
  readonly includesFrom: boolean
  readonly to: string | null
  readonly includesTo: boolean
}

const interval = /\s*([[(])\s*([^\s,[\]()]*)\s*(?:(,)\s*([^\s,[\]()]*)\s*)?([\])])\s*(?:,|$)/y

/** @returns null where the text is something else */
export function readIntervals(text: string, isVersion: VersionRules['isVersion']): Interval[] | null {
  const intervals: Interval[] = []
  interval.lastIndex = 0
  for (let at = 0; at < text.length; at = interval.lastIndex) {
    interval.lastIndex = at
    const found = interval.exec(text)
    if (found === null) return null
    const [, open, from = '', comma, to = '', close] = found
    if (comma === undefined && (open !== '[' || close !== ']' || from === '')) return null
    if ([from, to].some((bound) => bound !== '' && !isVersion(bound))) return null
    intervals.push({
      from: from || null,
      includesFrom: open === '[',
      to: (comma === undefined ? from : to) || null,
      includesTo: close === ']',
    })
  }
  return intervals.length === 0 ? null : intervals
}

export function within(
  version: string,
  { from, includesFrom, to, includesTo }: Interval,
  compare: VersionRules['compare'],
): boolean {
  const above = from === null ? 1 : compare(version, from)
  const below = to === null ? -1 : compare(version, to)
  return (includesFrom ? above >= 0 : above > 0) && (includesTo ? below <= 0 : below < 0)
}
