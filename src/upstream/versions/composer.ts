// Versions and constraints of Composer packages: up to four numbers and a stability. Specified by
// https://getcomposer.org/doc/articles/versions.md and by composer/semver, which is Composer's own.

import { type Bound, keptByCaret, meets, nextOf } from './bounds.ts'
import { compareDigits } from './compare-digits.ts'
import { longestRequirement, longestVersion } from './longest.ts'
import { numbered, numbersOf } from './numbered.ts'
import type { VersionRules } from './types.ts'

const version =
  /^v?\d+(?:\.\d+){0,3}(?:[._-]?(?:(stable|beta|b|rc|alpha|a|patch|pl|p)(?:[.-]?(\d+))?)?)([.-]?dev)?(?:\+\S+)?$/i
/** From the least one. */
const stabilities = ['dev', 'alpha', 'beta', 'rc', 'stable', 'patch']
const shorts: Readonly<Record<string, string>> = { a: 'alpha', b: 'beta', p: 'patch', pl: 'patch' }

export const composer: VersionRules = {
  ...numbered(compareVersions),
  isVersion: (text) => text.length <= longestVersion && version.test(text),
  isStable: (text) => stabilities.indexOf(stabilityOf(text).name) >= stabilities.indexOf('stable'),
  allows(requirement, text) {
    if (requirement.length > longestRequirement) return null
    const choices = requirement.split(/\s*\|\|?\s*/).map(readChoice)
    if (choices.includes(null)) return null
    return choices.some((bounds) => bounds !== null && meets(text, bounds, compareVersions))
  },
  requirementFor: (text) => `^${text.replace(/^v/, '')}`,
}

function compareVersions(first: string, second: string): number {
  const [one, other] = [numbersOf(first), numbersOf(second)]
  for (let index = 0; index < 4; index += 1) {
    const order = compareDigits(one[index] ?? '0', other[index] ?? '0')
    if (order !== 0) return order
  }
  const [a, b] = [stabilityOf(first), stabilityOf(second)]
  return stabilities.indexOf(a.name) - stabilities.indexOf(b.name) || compareDigits(a.number, b.number)
}

function stabilityOf(text: string): { name: string; number: string } {
  const [, word = 'stable', number = '0', dev] = version.exec(text) ?? []
  const plain = word.toLowerCase()
  return dev === undefined ? { name: shorts[plain] ?? plain, number } : { name: 'dev', number: '0' }
}

/** Conditions with a comma or a space between; null where one of them is something else (a branch, a commit). */
function readChoice(choice: string): Bound[] | null {
  const span = /^\s*(\S+)\s+-\s+(\S+)\s*$/.exec(choice)
  if (span !== null) return readSpan(span[1] ?? '', span[2] ?? '')
  const bounds: Bound[] = []
  for (const part of choice
    .trim()
    .replaceAll(/([<>=!~^])\s+/g, '$1')
    .split(/\s*,\s*|\s+/)) {
    const read = readPart(part.replace(/@(?:dev|alpha|beta|RC|stable)$/i, ''))
    if (read === null) return null
    bounds.push(...read)
  }
  return bounds
}

function readSpan(from: string, to: string): Bound[] | null {
  if (![from, to].every(composer.isVersion)) return null
  const numbers = numbersOf(to)
  const end: Bound =
    numbers.length > 2
      ? { operator: '<=', version: to }
      : { operator: '<', version: `${nextOf(numbers, numbers.length)}-dev` }
  return [{ operator: '>=', version: numbersOf(from).join('.') === from ? `${from}-dev` : from }, end]
}

function readPart(part: string): Bound[] | null {
  if (/^v?[*x]$/i.test(part)) return []
  const wild = /^v?(\d+(?:\.\d+)*)\.[*x]$/i.exec(part)?.[1]
  if (wild !== undefined) return from(`${wild}-dev`, numbersOf(wild).length)
  const [, sign = '=', base] = /^(\^|~|[<>!]?=|<>|==|[<>])?(\S+)$/.exec(part) ?? []
  if (base === undefined || !composer.isVersion(base)) return null
  const numbers = numbersOf(base)
  if (sign === '^') return from(base, keptByCaret(numbers))
  if (sign === '~') return from(base, Math.max(1, numbers.length - 1))
  const operator = sign === '==' ? '=' : sign === '<>' ? '!=' : (sign as Bound['operator'])
  // Below `2.0` there is no preview of it either.
  const isOpen = (operator === '<' || operator === '>=') && /^v?[\d.]+$/.test(base)
  return [{ operator, version: isOpen ? `${base}-dev` : base }]
}

function from(base: string, kept: number): Bound[] {
  const isPlain = /^v?[\d.]+$/.test(base)
  return [
    { operator: '>=', version: isPlain ? `${base}-dev` : base },
    { operator: '<', version: `${nextOf(numbersOf(base), kept)}-dev` },
  ]
}
