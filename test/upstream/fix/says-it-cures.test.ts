import { describe, expect, it } from 'vitest'
import { claimOf, curedBy } from '../../../src/upstream/fix/says-it-cures.ts'
import { home, makeThread } from './make-thread.ts'

describe('what a pull request says of #5', () => {
  const said: readonly (readonly [body: string, claim: string | null])[] = [
    ['Fixes #5', 'cures'],
    ['This is meant to fix https://github.com/acme/lib/issues/5.', 'cures'],
    ['Correct acme/lib#5 for empty input', 'cures'],
    ['A follow-up to #5', 'cures'],
    ['Reverts #5', 'reverts'],
    ['Backport of #5 to 1.x', 'backports'],
    ['(cherry-picked from #5)', 'backports'],
    ['Something else than #5.', null],
    ['#5 is fixing another place', null],
    ['Fixes a typo. Seen while reading #5', null],
    ['Fixes #55', null],
    ['Fixes other/lib#5', null],
    ['Fixes x#5y', null],
    ['', null],
  ]
  for (const [body, claim] of said) {
    it(JSON.stringify(body), () => {
      expect(claimOf(makeThread({ body }), { ...home, issue: 5 })).toBe(claim)
    })
  }

  it('reads a body of one long line in no time', () => {
    const body = 'fixes #'.repeat(9_000)
    expect(claimOf(makeThread({ body }), { ...home, issue: 5 })).toBeNull()
  })
})

describe('what a comment names as the cure', () => {
  it('takes what stands behind a word for it', () => {
    expect(curedBy('See #3. Fixed by #4 and released.', home)).toEqual([{ ...home, issue: 4 }])
  })
})
