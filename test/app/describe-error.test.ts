import { RequestError } from '@octokit/request-error'
import { describe, expect, it } from 'vitest'
import { describeError, maskSecrets } from '../../src/app/describe-error.ts'

describe('an error in the log', () => {
  const secrets = [
    'ghs_0123456789abcdefghij',
    'github_pat_0123456789abcdef',
    'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOjF9.c2lnbmVk',
    'postgres://user:hunter2@db.example.com/headwater',
    'authorization: Bearer 0123456789abcdef',
    '-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----',
  ]
  for (const secret of secrets) {
    it(`does not show ${secret.slice(0, 14)}...`, () => {
      expect(maskSecrets(`failed with ${secret}`)).not.toMatch(/0123456789|hunter2|c2lnbmVk|MIIEow/)
    })
  }

  it('keeps words, status and causes, and nothing of the request', () => {
    const request = {
      method: 'POST' as const,
      url: 'https://api.github.com/repos/acme/checkout/issues/1/comments',
      headers: { authorization: 'token ghs_0123456789abcdefghij' },
      body: 'what was to be published',
    }
    const error = new RequestError('Bad credentials', 401, { request })
    const record = describeError(new Error('no comment', { cause: error }))
    expect(record).toMatchObject({ message: 'no comment', cause: { message: 'Bad credentials', status: 401 } })
    expect(JSON.stringify(record)).not.toMatch(/ghs_|what was to be published/)
  })
})
