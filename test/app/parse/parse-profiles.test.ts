import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ParseLimits, type ParseRequest, parseProfiles } from '../../../src/app/parse/index.ts'
import { parseAnswer } from '../../../src/app/parse/parse-answer.ts'
import type { CollectedProfile } from '../../../src/intake/index.ts'

const lockfile = `version = 4

[[package]]
name = "checkout"
version = "1.0.0"
dependencies = ["codec"]

[[package]]
name = "codec"
version = "0.3.1"
source = "registry+https://github.com/rust-lang/crates.io-index"
`
const hot = `${'main;checkout::handle;<codec::Reader>::next 900\n'}main;checkout::handle 100\n`
const other = 'other_main;elsewhere::run;elsewhere::spin 1000\n'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headwater-parse-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function profile(name: string, content: string | Buffer): Promise<CollectedProfile> {
  const file = join(folder, name)
  await writeFile(file, content)
  return { name, source: 'attachment', bytes: content.length, file, error: null }
}

function parse(
  profiles: readonly CollectedProfile[],
  more: Partial<ParseRequest> = {},
  limits: Partial<ParseLimits> = {},
) {
  const service = [{ path: 'Cargo.lock', text: lockfile }]
  const patterns = { own: [], private: [] }
  return parseProfiles(
    { profiles, service, patterns, redact: [], isPublic: false, pictureTitle: null, ...more },
    limits,
  )
}

/** The process ids of children that read profiles. */
function children(): number[] {
  const listed = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', `${process.pid}`], { encoding: 'utf8' })
  return listed
    .split('\n')
    .filter((line) => line.includes('parse-child'))
    .map((line) => Number.parseInt(line, 10))
}

describe('the profiles of an incident', () => {
  it('are diagnosed in a child, with picture and with the names that may be published', async () => {
    const { reports, diagnosed, trouble } = await parse([await profile('cpu.folded.gz', gzipSync(hot.repeat(50)))], {
      redact: ['secret*'],
      isPublic: true,
      pictureTitle: 'acme/checkout#12',
    })
    expect(trouble).toBeNull()
    expect(reports).toEqual([
      {
        name: 'cpu.folded.gz',
        source: 'attachment',
        bytes: expect.any(Number),
        format: 'folded',
        samples: expect.any(Number),
        error: null,
      },
    ])
    expect(diagnosed?.document).toMatchObject({ schema: 'headwater/diagnosis@1', profile: { format: 'folded' } })
    expect(diagnosed?.diagnosis.hotFrames[0]?.owner).toBe('pkg:cargo/codec@0.3.1')
    expect(diagnosed?.graph.lockfiles).toEqual(['Cargo.lock'])
    expect(diagnosed?.names).toMatchObject({ hiddenTexts: ['secret*'], shown: expect.arrayContaining(['codec']) })
    expect(diagnosed?.picture?.svg).toMatch(/^<svg /)
    expect(Buffer.from(diagnosed?.picture?.png ?? '', 'base64').toString('latin1', 1, 4)).toBe('PNG')
  })

  it('are each told what became of them', async () => {
    const missing = { name: 'gone.txt', source: 'attachment', bytes: null, file: null, error: 'GitHub answered 404' }
    const { reports, diagnosed } = await parse([
      missing,
      await profile('notes.txt', 'The service was slow.\nWe restarted it.\n'),
      await profile('cpu.folded', hot),
      await profile('unlike.folded', other),
      await profile('empty.txt', ''),
    ])
    expect(reports.map(({ name, error }) => [name, error])).toEqual([
      ['gone.txt', 'GitHub answered 404'],
      ['notes.txt', expect.stringMatching(/accepted/)],
      ['cpu.folded', null],
      ['unlike.folded', expect.stringMatching(/shares 0 % of its time with cpu\.folded/)],
      ['empty.txt', expect.stringMatching(/empty/)],
    ])
    expect(diagnosed?.document.profile.format).toBe('folded')
  })

  it('have no diagnosis where a lockfile is broken, and the trouble is told', async () => {
    const service = [{ path: 'Cargo.lock', text: '[[package]\n' }]
    const { reports, diagnosed, trouble } = await parse([await profile('cpu.folded', hot)], { service })
    expect(reports[0]).toMatchObject({ format: 'folded', error: null })
    expect(diagnosed).toBeNull()
    expect(trouble).toMatch(/^Cargo\.lock/)
  })

  it('may be none', async () => {
    expect(await parse([])).toEqual({ reports: [], diagnosed: null, trouble: null })
  })

  it('take no file beside them along', async () => {
    const outside = { name: 'passwd', source: 'attachment', bytes: 1, file: '/etc/passwd', error: null }
    const own = await profile('cpu.folded', hot)
    const { reports } = await parse([own, { ...outside, file: join(folder, '..', 'headwater-not-there') }])
    expect(reports.map(({ error }) => error === null)).toEqual([true, false])
  })
})

describe('a child that fails', () => {
  it('for want of time is told as such, in one line', async () => {
    const { reports, diagnosed } = await parse([await profile('cpu.folded', hot)], {}, { deadlineMs: 10 })
    expect(reports[0]?.error).toBe('cpu.folded: not read within 0.01 s; record for a shorter time or sample less often')
    expect(diagnosed).toBeNull()
  })
  it('for want of memory is told as such', async () => {
    const profiles = [await profile('cpu.folded', hot), await profile('more.folded', hot)]
    const { reports, diagnosed } = await parse(profiles, {}, { memoryBytes: 2 ** 20 })
    expect(reports.map(({ error }) => error)).toEqual([
      expect.stringMatching(/^cpu\.folded: more than 1 MiB/),
      expect.stringMatching(/^more\.folded: more than 1 MiB/),
    ])
    expect(diagnosed).toBeNull()
  })
  it('on one profile leaves the others their diagnosis', async () => {
    const stacks = Array.from({ length: 400_000 }, (_, index) => `main;checkout::handle_${index};f${index % 777} 1`)
    const profiles = [await profile('cpu.folded', hot), await profile('huge.folded', stacks.join('\n'))]
    const { reports, diagnosed } = await parse(profiles, {}, { memoryBytes: 200 * 2 ** 20 })
    expect(reports.map(({ error }) => error)).toEqual([null, expect.stringMatching(/^huge\.folded: more than 200 MiB/)])
    expect(diagnosed?.diagnosis.hotFrames[0]?.owner).toBe('pkg:cargo/codec@0.3.1')
  })
  it('once, by no fault of a profile, is asked again', async () => {
    const profiles = [await profile('small.folded', 'main;checkout::handle 6\n'), await profile('cpu.folded', hot)]
    const { reports, diagnosed } = await killing([1], parse(profiles))
    expect(reports.map(({ error }) => error)).toEqual([null, null])
    expect(diagnosed).not.toBeNull()
  })
  it('on profiles that it can read one by one keeps the one with the most samples', async () => {
    const profiles = [await profile('small.folded', 'main;checkout::handle 6\n'), await profile('cpu.folded', hot)]
    // Together, each alone, together again.
    const { reports, diagnosed } = await killing([1, 4], parse(profiles))
    expect(reports.map(({ error }) => error)).toEqual([
      'left out: the profiles together: the reader failed (SIGKILL)',
      null,
    ])
    expect(diagnosed).not.toBeNull()
  })
})

/** Kills the children that come up at these turns, counted from 1. */
async function killing<T>(turns: readonly number[], work: Promise<T>): Promise<T> {
  const seen: number[] = []
  let isOver = false
  const done = work.finally(() => {
    isOver = true
  })
  while (!isOver) {
    for (const pid of children()) {
      if (seen.includes(pid)) continue
      seen.push(pid)
      if (turns.includes(seen.length)) process.kill(pid, 'SIGKILL')
    }
    await wait(20)
  }
  return done
}

describe('an answer of the child', () => {
  const nothing = { profiles: [], diagnosed: null, trouble: null }
  const rubbish: readonly (readonly [string, string, number])[] = [
    ['no JSON', 'hello', 0],
    ['nothing', '', 0],
    ['another object', '{"a":1}', 0],
    ['a wrong number of profiles', JSON.stringify(nothing), 2],
    ['a text for a number', JSON.stringify({ ...nothing, profiles: [{ format: 1, samples: 'x', error: null }] }), 1],
    ['half a diagnosis', JSON.stringify({ ...nothing, diagnosed: { notes: [] } }), 0],
  ]
  for (const [what, text, profiles] of rubbish) {
    it(`that is ${what} is not believed`, () => {
      expect(() => parseAnswer(text, profiles)).toThrow('the reader of profiles answered something that is no answer')
    })
  }
  it('is believed where it is one', () => expect(parseAnswer(JSON.stringify(nothing), 0)).toEqual(nothing))
})
