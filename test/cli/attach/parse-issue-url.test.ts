import { describe, expect, it } from 'vitest'
import { parseIssueUrl } from '../../../src/cli/attach/parse-issue-url.ts'

const valid: readonly (readonly [string, string])[] = [
  ['https://github.com/acme/checkout/issues/12', 'https://github.com acme checkout 12'],
  ['https://github.com/acme/check.out_2/issues/7/#issuecomment-1', 'https://github.com acme check.out_2 7'],
  ['https://github.acme.example:8443/acme/checkout/issues/12', 'https://github.acme.example:8443 acme checkout 12'],
  ['http://127.0.0.1:4010/acme/checkout/issues/12', 'http://127.0.0.1:4010 acme checkout 12'],
]
const invalid = [
  'https://github.com/acme/checkout/pull/12',
  'https://github.com/acme/checkout/issues/0',
  'https://github.com/acme/checkout/issues/12/events',
  'https://me:secret@github.com/acme/checkout/issues/12',
  'http://github.com/acme/checkout/issues/12',
  'http://localhost.evil.example/acme/checkout/issues/12',
  'https://github.com/acme/../issues/12',
  'https://github.com/acme/--upload-pack=x;/issues/12',
  'ext::sh -c date',
  'acme/checkout#12',
  '',
]

describe('the address of an issue', () => {
  for (const [text, expected] of valid) {
    it(text, () => {
      const { webOrigin, owner, repo, issue } = parseIssueUrl(text)
      expect(`${webOrigin} ${owner} ${repo} ${issue}`).toBe(expected)
    })
  }
  for (const text of invalid) {
    it(`is not ${text}`, () => expect(() => parseIssueUrl(text)).toThrow(/^--issue: (?!.*secret).*accepted is/))
  }
})
