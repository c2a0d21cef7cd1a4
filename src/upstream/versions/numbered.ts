import type { VersionRules } from './types.ts'

/**
 * What ecosystems without a rule of their own have by custom: the first two numbers of a version are its line, and a later version is
 * compatible as long as the first number that is not zero stays the same.
 */
export function numbered(
  compare: VersionRules['compare'],
): Pick<VersionRules, 'compare' | 'isCompatible' | 'lineOf' | 'requirementFor'> {
  return {
    compare,
    isCompatible: (locked, wanted) => compare(wanted, locked) >= 0 && compatiblePart(locked) === compatiblePart(wanted),
    lineOf: (version) => numbersOf(version).slice(0, 2).join('.'),
    requirementFor: (version) => version,
  }
}

/** The numbers that a version begins with: `4.1.42.Final` has three. */
export function numbersOf(version: string): string[] {
  const epochless = version.replace(/^v|^\d+[:!]/, '')
  return (/^\d+(?:\.\d+)*/.exec(epochless)?.[0] ?? '').split('.').map((digits) => digits.replace(/^0+(?=\d)/, ''))
}

function compatiblePart(version: string): string {
  const numbers = numbersOf(version)
  const first = numbers.findIndex((digits) => digits !== '0')
  return numbers.slice(0, first < 0 ? 1 : first + 1).join('.')
}
