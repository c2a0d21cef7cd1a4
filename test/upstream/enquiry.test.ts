import { describe, expect, it } from 'vitest'
import { createGitHubClient } from '../../src/github/index.ts'
import { Enquiry, incidentLimits } from '../../src/upstream/enquiry.ts'

/** Of a GitHub that nothing reaches: what is counted is what would be sent. */
async function makeEnquiry(): Promise<Enquiry> {
  const options = { apiUrl: 'http://127.0.0.1:9', token: 'none', pacing: false, requestTimeoutMs: 1_000 }
  return new Enquiry(await createGitHubClient(options), AbortSignal.timeout(60_000))
}

describe('what is asked of GitHub for one incident', () => {
  it('is at most 12 searches and 30 points, whatever it is asked for', () => {
    const all = Object.values(incidentLimits)
    const sum = (cost: 'searches' | 'points') => all.reduce((total, limits) => total + limits[cost], 0)
    expect({ searches: sum('searches'), points: sum('points') }).toEqual({ searches: 12, points: 30 })
  })

  it('is no thirteenth search, and the report says so', async () => {
    const enquiry = await makeEnquiry()
    let asked = 0
    for (let turn = 0; turn < 20; turn += 1) {
      await enquiry.askGraphql('the issues of acme/lib', 'search', async () => {
        asked += 1
        return { data: [], problems: [] }
      })
    }
    expect(asked).toBe(12)
    expect(enquiry.notes).toEqual([
      'The issues of acme/lib: left out, since the questions for one incident were used up.',
    ])
  })

  it('leaves two searches where one more would only be nice to have', async () => {
    const enquiry = await makeEnquiry()
    let asked = 0
    for (let turn = 0; turn < 20; turn += 1) {
      await enquiry.trySearch(async () => {
        asked += 1
      })
    }
    expect(asked).toBe(10)
    expect(enquiry.notes).toEqual([])
  })

  it('says nothing of a search that was not needed, and failed', async () => {
    const enquiry = await makeEnquiry()
    expect(await enquiry.trySearch(() => Promise.reject(new Error('503')))).toBeNull()
    expect({ notes: enquiry.notes, failures: enquiry.failures, again: enquiry.askAgainAt(0) }).toEqual({
      notes: [],
      failures: 0,
      again: null,
    })
  })
})
