import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { JobQueue } from '../../src/app/job-queue.ts'
import type { Request, Work } from '../../src/app/jobs.ts'
import { type Database, openDatabase } from '../../src/app/open-database.ts'
import { embeddedDatabase, silentLog, until } from './helpers.ts'

describe('jobs on the embedded database', () => {
  let folder: string
  let database: Database
  let queue: JobQueue
  const done: string[] = []
  const givenUp: string[] = []

  beforeAll(async () => {
    folder = await embeddedDatabase()
    database = await openDatabase({ databaseUrl: null, dataFolder: folder })
    queue = await JobQueue.start({
      database,
      clock: () => new Date(),
      log: silentLog,
      retries: { retryLimit: 1, retryDelay: 1 },
    })
    await queue.process({
      request: async (request) => {
        done.push(`${request.delivery}`)
      },
      work: async (work) => {
        if (work.askedBy.startsWith('broken')) throw new Error('broken')
        done.push(work.askedBy)
      },
      givenUp: async (job) => {
        if ('askedBy' in job && job.askedBy === 'broken for good') throw new Error('broken too')
        givenUp.push('askedBy' in job ? job.askedBy : job.delivery)
      },
    })
  }, 120_000)
  afterAll(async () => {
    await queue.stop()
    await database.close()
    await rm(folder, { recursive: true })
  })

  const request = (delivery: string): Request => ({
    kind: 'labelled',
    incident: { installationId: 1, repositoryId: 1, owner: 'acme', repo: 'checkout', issue: 1 },
    delivery,
    actor: 'ann',
    at: '2026-02-11T05:46:00Z',
    label: 'incident-profile',
    sinceOpening: false,
  })
  const work = (issue: number, askedBy: string): Work => ({
    kind: 'diagnose',
    incident: { installationId: 1, repositoryId: 1, owner: 'acme', repo: 'checkout', issue },
    askedBy,
    answerTo: null,
  })

  it('are done once, however often their delivery is sent', async () => {
    expect(await queue.store('d-1', request('d-1'))).toBe(true)
    await until(() => done.includes('d-1'))
    expect(await queue.store('d-1', request('d-1'))).toBe(false)
    await queue.addWork(work(1, 'first'), 'd-1')
    await queue.addWork(work(1, 'first'), 'd-1')
    await until(() => done.includes('first'))
    await new Promise((resolve) => setTimeout(resolve, 1500))
    expect(done).toEqual(['d-1', 'first'])
  })

  it('are done in the order in which they came for one incident', async () => {
    const names = Array.from({ length: 5 }, (_, index) => `in order ${index}`)
    for (const name of names) await queue.addWork(work(2, name), name)
    await until(() => done.includes('in order 4'))
    expect(done.filter((name) => name.startsWith('in order'))).toEqual(names)
  })

  it('that fail again and again are given up, and hold back nothing', async () => {
    for (const name of ['broken', 'after broken', 'broken for good', 'last']) await queue.addWork(work(3, name), name)
    await until(() => done.includes('last'))
    expect(givenUp).toEqual(['broken'])
    expect(done.slice(-2)).toEqual(['after broken', 'last'])
  })

  it('are refused to a second process on the same folder', async () => {
    await expect(openDatabase({ databaseUrl: null, dataFolder: folder })).rejects.toThrow(/another process uses this/)
  })
})
