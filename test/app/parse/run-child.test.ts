import { execFileSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { type ChildLimits, runChild } from '../../../src/app/parse/run-child.ts'

const folder = join(import.meta.dirname, 'children')

function run(script: string, limits: Partial<ChildLimits> = {}): Promise<string> {
  return runChild({
    script: join(folder, script),
    request: '{}',
    readable: [dirname(folder)],
    what: 'cpu.pb.gz',
    limits: { deadlineMs: 20_000, memoryBytes: 2 ** 30, answerBytes: 1_000_000, ...limits },
  })
}

/** Children of this process whose command line holds `script`. */
function childrenRunning(script: string): number[] {
  const listed = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', `${process.pid}`], { encoding: 'utf8' })
  return listed
    .split('\n')
    .filter((line) => line.includes(script))
    .map((line) => Number.parseInt(line, 10))
}

describe('a child that reads profiles', () => {
  it('sees no secret, and can neither write nor start anything', async () => {
    process.env.HEADWATER_SECRET_OF_A_TEST = 'secret'
    const seen: unknown = JSON.parse(await run('peep.ts'))
    delete process.env.HEADWATER_SECRET_OF_A_TEST
    expect(seen).toEqual({
      environment: expect.not.arrayContaining(['HEADWATER_SECRET_OF_A_TEST', 'HOME', 'GITHUB_TOKEN']),
      parentEnvironment: 'ERR_ACCESS_DENIED',
      passwords: 'ERR_ACCESS_DENIED',
      write: 'ERR_ACCESS_DENIED',
      start: 'ERR_ACCESS_DENIED',
    })
  })
  it('is killed when it hangs', async () => {
    await expect(run('hang.ts', { deadlineMs: 1_000 })).rejects.toMatchObject({
      code: 'too-large',
      message: 'cpu.pb.gz: not read within 1 s; record for a shorter time or sample less often',
    })
    expect(childrenRunning('hang.ts')).toEqual([])
  })
  it('is killed when it is stopped and hears no other signal', async () => {
    const running = run('hang.ts', { deadlineMs: 2_000 })
    const refused = expect(running).rejects.toMatchObject({ code: 'too-large' })
    while (childrenRunning('hang.ts').length === 0) await wait(20)
    for (const pid of childrenRunning('hang.ts')) process.kill(pid, 'SIGSTOP')
    await refused
    expect(childrenRunning('hang.ts')).toEqual([])
  })
  it('is killed when it grows', async () => {
    await expect(run('grow.ts', { memoryBytes: 300 * 2 ** 20 })).rejects.toMatchObject({
      code: 'too-large',
      message: 'cpu.pb.gz: more than 300 MiB of memory would be needed; record for a shorter time or sample less often',
    })
  })
  it('is killed when it does not stop talking', async () => {
    await expect(run('talk.ts')).rejects.toMatchObject({
      code: 'too-large',
      message: expect.stringMatching(/too long to be reported/),
    })
  })
  it('may crash, and its last words are kept for those who look for the fault', async () => {
    await expect(run('crash.ts')).rejects.toMatchObject({
      code: 'internal',
      message: 'cpu.pb.gz: the reader failed (SIGABRT)',
      cause: expect.stringContaining('the reason'),
    })
  })
  it('may be missing', async () => {
    await expect(run('missing.ts')).rejects.toMatchObject({ code: 'internal' })
  })
})
