import { describe, expect, it } from 'vitest'
import { checkAnswer } from '../../src/github/answer-shapes.ts'

const sha = 'a'.repeat(40)
const file = { type: 'file', path: 'README.md', sha, size: 1 }
const place = '/repos/{owner}/{repo}'
const address = 'https://api.github.com/repositories/1/git/matching-refs/heads?page=2'

describe('an answer of GitHub', () => {
  const taken: readonly (readonly [string, string, string, unknown])[] = [
    ['with what is read, and more', 'GET', `${place}/contents/{path}`, { ...file, more: true }],
    ['that is one of two kinds', 'GET', `${place}/contents/{path}`, [file]],
    ['of which nothing is read', 'DELETE', `${place}/git/refs/{ref}`, undefined],
    ['on a later page of a list', 'GET', address, [{ ref: 'refs/heads/main', object: { sha } }]],
    ['on an address that nobody reads', 'GET', 'https://api.github.com/zen', 'Keep it simple'],
  ]
  for (const [what, method, url, data] of taken) {
    it(`is taken ${what}`, () => {
      expect(() => checkAnswer({ data }, { method, url })).not.toThrow()
    })
  }

  const refused: readonly (readonly [string, string, string, unknown, RegExp])[] = [
    ['is a page for people', 'GET', `${place}/issues/{issue_number}`, '<html>', /describes: the whole of it$/],
    ['lacks what is read', 'GET', `${place}/git/ref/{ref}`, { ref: 'refs/heads/main' }, /describes: object$/],
    ['names no commit', 'POST', `${place}/git/commits`, { sha: '--upload-pack=x' }, /describes: sha$/],
    ['is wrong on a later page', 'GET', address, [{ ref: 1 }], /describes: 0\.ref$/],
  ]
  for (const [what, method, url, data, message] of refused) {
    it(`is refused where it ${what}, in one line`, () => {
      expect(() => checkAnswer({ data }, { method, url })).toThrow(message)
    })
  }
})
