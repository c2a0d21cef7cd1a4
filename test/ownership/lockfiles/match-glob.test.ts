import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchesGlob } from '../../../src/ownership/lockfiles/match-glob.ts'

describe('a pattern of folders', () => {
  const matching: [pattern: string, path: string][] = [
    ['packages/*', 'packages/cart'],
    ['packages/**', 'packages/a/b/c'],
    ['**', 'packages/cart'],
    ['packages/**/app', 'packages/app'],
    ['packages/**/app', 'packages/a/b/app'],
    ['p?ckages/c*t', 'packages/cart'],
    ['*a*b*', 'xxaxxbxx'],
    ['v[0-9]', 'v1'],
    ['', ''],
  ]
  for (const [pattern, path] of matching) {
    it(`${pattern} matches ${path}`, () => {
      expect(matchesGlob(pattern, path)).toBe(true)
    })
  }

  const failing: [pattern: string, path: string][] = [
    ['packages/*', 'packages/a/b'],
    ['packages/*', 'packages'],
    ['packages/*', 'old/packages/cart'],
    ['c?t', 'ct'],
    ['*a*b*', 'xxbxxaxx'],
    ['packages', 'packages/cart'],
    ['a'.repeat(257), 'a'.repeat(257)],
  ]
  for (const [pattern, path] of failing) {
    it(`${pattern.slice(0, 40)} does not match ${path.slice(0, 40)}`, () => {
      expect(matchesGlob(pattern, path)).toBe(false)
    })
  }

  it('agrees with the regular expression that it stands for', () => {
    const letters = fc.array(fc.constantFrom('a', 'b', '*', '?'), { maxLength: 8 })
    const law = fc.property(letters, fc.stringMatching(/^[ab]{0,8}$/), (pattern, path) => {
      const source = pattern.join('').replaceAll('*', '.*').replaceAll('?', '.')
      // Two stars alone are whole folders, which is the same for a path of one segment.
      expect(matchesGlob(pattern.join(''), path)).toBe(new RegExp(`^${source}$`).test(path))
    })
    fc.assert(law)
  })
})
