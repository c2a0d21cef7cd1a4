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
  let tellAtLast: (() => void) | null = null

  beforeAll(async () => {
    folder = await embeddedDatabase()
    database = await openDatabase({ databaseUrl: null, dataFolder: folder })
    queue = await JobQueue.start({
      database,
      clock: () => new Date(),
      log: silentLog,
      retries: { most: { outage: 1, fault: 1, refusal: 0 }, delay: 1, longestDelay: 2 },
    })
    await queue.process({
      request: async (request) => {
        done.push(`${request.delivery}`)
      },
      work: async (work) => {
        if (work.askedBy.startsWith('broken')) throw new Error('broken')
        if (work.askedBy === 'limited' && !done.includes('a limit')) {
          done.push('a limit')
          throw Object.assign(new Error('secondary rate limit'), {
            status: 403,
            response: { headers: { 'retry-after': '1' } },
          })
        }
        if (work.askedBy === 'refused') throw Object.assign(new Error('no'), { status: 422 })
        if (work.askedBy === 'slow') await new Promise((resolve) => setTimeout(resolve, 1500))
        done.push(work.askedBy)
      },
      givenUp: async (job, why) => {
        if ('askedBy' in job && job.askedBy === 'broken for good') throw new Error('broken too')
        if ('askedBy' in job && job.askedBy === 'broken untold')
          await new Promise<void>((resolve) => {
            tellAtLast = resolve
          })
        givenUp.push('askedBy' in job ? `${job.askedBy}: ${why}` : job.delivery)
      },
    })
    // It is given up while the tests before its own run.
    for (const name of ['broken untold', 'after untold']) await queue.addWork(work(9, name), name)
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
    expect(givenUp).toEqual(['broken: fault'])
    expect(done.slice(-2)).toEqual(['after broken', 'last'])
  })

  it('hold back their incident for two hours, where nobody lives to tell that they were given up', async () => {
    const passes = (hours: number) =>
      database.connection.db?.executeSql(
        `UPDATE headwater_jobs.job SET completed_on = completed_on - $1 * interval '1 hour' WHERE state = 'failed'`,
        [hours],
      )
    const isHeld = async () => !done.includes('after untold') && (await queue.hasWork(work(9, '').incident))
    await until(() => tellAtLast !== null)
    await passes(1.9)
    expect(await queue.unblock()).toBe(0)
    expect(await isHeld()).toBe(true)
    await passes(0.2)
    expect(await queue.unblock()).toBe(1)
    await until(() => done.includes('after untold'))
    tellAtLast?.()
  })

  it('wait for a limit of GitHub, and are done then', async () => {
    await queue.addWork(work(4, 'limited'), 'limited')
    await until(() => done.includes('limited'))
    expect(done.slice(-2)).toEqual(['a limit', 'limited'])
  })

  it('that GitHub refuses are given up as such', async () => {
    await queue.addWork(work(5, 'refused'), 'refused')
    await until(() => givenUp.includes('refused: refusal'))
  })

  it('are known to be under way until they are done', async () => {
    const slow = work(6, 'slow')
    await queue.addWork(slow, 'slow')
    expect(await queue.hasWork(slow.incident)).toBe(true)
    expect(await queue.hasWork(work(7, 'none').incident)).toBe(false)
    await until(async () => !(await queue.hasWork(slow.incident)))
    expect(done).toContain('slow')
    await queue.addWork(work(8, 'later'), 'later', 3600)
    expect(await queue.hasWork(work(8, 'later').incident)).toBe(true)
  })

  it('are refused to a second process on the same folder', async () => {
    await expect(openDatabase({ databaseUrl: null, dataFolder: folder })).rejects.toThrow(/another process uses this/)
  })
})

describe('what is remembered beside the jobs', () => {
  let folder: string
  let database: Database
  let queue: JobQueue

  beforeAll(async () => {
    folder = await embeddedDatabase()
    database = await openDatabase({ databaseUrl: null, dataFolder: folder })
    queue = await JobQueue.start({ database, clock: () => new Date(), log: silentLog })
  }, 120_000)
  afterAll(async () => {
    await queue.stop()
    await database.close()
    await rm(folder, { recursive: true })
  })

  it('is with which labels an issue was opened', async () => {
    const { ledger } = queue
    await ledger.noteOpening({ repositoryId: 2 ** 40, issue: 7 }, ['a "label"', 'bug'])
    expect(await ledger.openingOf({ repositoryId: 2 ** 40, issue: 7 })).toEqual(['a "label"', 'bug'])
    expect(await ledger.openingOf({ repositoryId: 2 ** 40, issue: 8 })).toBeNull()
  })

  it('is whose turn it is: one of many, and after its time again', async () => {
    const { ledger } = queue
    const turns = await Promise.all(Array.from({ length: 10 }, () => ledger.takeTurn('chore', 1)))
    expect(turns.filter((isTaken) => isTaken)).toHaveLength(1)
    await until(() => ledger.takeTurn('chore', 3600))
    await ledger.hasten('chore', 3600)
    expect(await ledger.takeTurn('chore', 3600)).toBe(false)
    await ledger.hasten('chore', 0)
    expect(await ledger.takeTurn('chore', 3600)).toBe(true)
  })

  it('is how often a delivery was asked for: three times, and once for each of its failures', async () => {
    const { ledger } = queue
    const claim = (failed: string) => ledger.claimRedelivery('guid', failed, 3)
    expect(await claim('1')).toBe(true)
    // Its process was killed before it asked.
    expect(await claim('1')).toBe(true)
    await ledger.markRedelivered('guid')
    expect(await claim('1')).toBe(false)
    expect(await claim('2')).toBe(true)
    await ledger.markRedelivered('guid')
    expect(await claim('3')).toBe(false)
    await ledger.forget()
  })
})
