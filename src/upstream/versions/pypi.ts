// Versions and specifiers of Python packages, and the carets and tildes of Poetry. Specified by
// https://packaging.python.org/en/latest/specifications/version-specifiers/ (PEP 440) and
// https://python-poetry.org/docs/dependency-specification/.

import { compare, explain, satisfies, valid, validRange } from '@renovatebot/pep440'
import { keptByCaret, nextOf } from './bounds.ts'
import { longestRequirement, longestVersion } from './longest.ts'
import { numbered, numbersOf } from './numbered.ts'
import type { VersionRules } from './types.ts'

export const pypi: VersionRules = {
  ...numbered((first, second) => compare(first, second)),
  // The reader takes `v1.0` too, but there the `v` is the tag's.
  isVersion: (text) => text.length <= longestVersion && /^\d/.test(text) && valid(text) !== null,
  isStable(version) {
    const read = explain(version)
    return read !== null && !read.is_prerelease && !read.is_devrelease
  },
  allows(requirement, version) {
    if (requirement.length > longestRequirement) return null
    const choices = requirement.split('||').map((choice) => specifierOf(choice.trim()))
    if (choices.some((choice) => choice !== '' && !validRange(choice))) return null
    return choices.some((choice) => choice === '' || satisfies(version, choice, { prereleases: true }))
  },
  requirementFor: (version) => `>=${version}`,
}

/** Poetry's ways of writing, as specifiers. */
function specifierOf(choice: string): string {
  if (choice === '*') return ''
  const parts = choice.split(/\s*,\s*|\s+(?=[<>=!~^])/).flatMap((part): string[] => {
    const [, sign, base] = /^([\^~])(?!=)\s*(\d[\w.]*)$/.exec(part) ?? []
    if (sign === undefined || base === undefined) return [/^\d/.test(part) ? `==${part}` : part]
    const numbers = numbersOf(base)
    const kept = sign === '^' ? keptByCaret(numbers) : Math.min(2, numbers.length)
    return [`>=${base}`, `<${nextOf(numbers, kept)}`]
  })
  return parts.join(',')
}
