import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createGitHubClient } from '../../../src/github/index.ts'
import { Enquiry } from '../../../src/upstream/enquiry.ts'
import { searchRelated } from '../../../src/upstream/related/search-related.ts'
import { type Standin, startStandin } from '../../standin/index.ts'

let standin: Standin
beforeAll(async () => {
  const shared = { repository: 'acme/lib', createdAt: '2025-01-01T00:00:00Z' }
  standin = await startStandin({
    users: [{ login: 'rita' }],
    organizations: [{ login: 'acme' }],
    repositories: [{ name: 'acme/lib', commits: [{ files: { 'package.json': '{}' } }] }],
    threads: [
      { ...shared, number: 1, title: 'Infinite wakeups', comments: [{ body: 'Here too' }] },
      { ...shared, number: 2, title: 'A loop is kept busy when the peer goes away' },
    ],
  })
})
afterAll(async () => {
  expect(standin.violations).toEqual([])
  await standin.close()
})

async function search() {
  const options = { apiUrl: standin.url, token: standin.tokenOf('rita'), pacing: false, requestTimeoutMs: 30_000 }
  const enquiry = new Enquiry(await createGitHubClient(options), AbortSignal.timeout(60_000))
  const place = { owner: 'acme', repo: 'lib', symbols: [], symptomSearches: 1 }
  const threads = await searchRelated([place], 'busy-loop', enquiry)
  const { notes } = enquiry
  return { numbers: threads.map(({ number }) => number), comments: threads[0]?.comments, notes }
}

describe('searching for related issues', () => {
  it('finds by meaning what nobody wrote in the usual words, behind what is found by words', async () => {
    expect(await search()).toEqual({ numbers: [1, 2], comments: ['Here too'], notes: [] })
  })

  for (const status of [403, 422, 503]) {
    it(`goes by words alone where GitHub does not search by meaning (${status}), and says nothing of it`, async () => {
      standin.fail({ path: '/search/issues', status })
      expect(await search()).toEqual({ numbers: [1], comments: ['Here too'], notes: [] })
    })
  }
})
