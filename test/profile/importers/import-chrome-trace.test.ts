import { describe, expect, it } from 'vitest'
import { importChromeTrace } from '../../../src/profile/importers/import-chrome-trace.ts'
import { countsByStack, expectProfileOrRefusal, importBytes, refusal, weightsByStack } from './import-bytes.ts'

type Event = Record<string, unknown>

const callFrame = (functionName: string, lineNumber = -1) => ({
  functionName,
  scriptId: 1,
  url: '/srv/shop/a.js',
  lineNumber,
})
const nodes = [
  { id: 1, callFrame: { functionName: '(root)', scriptId: 0 } },
  { id: 2, parent: 1, callFrame: callFrame('main', 4) },
  { id: 3, parent: 2, callFrame: callFrame('total', 9) },
  { id: 4, parent: 1, callFrame: { functionName: '(idle)', scriptId: 0 } },
]

function start(more: Event = {}): Event {
  return { name: 'Profile', ph: 'P', pid: 7, tid: 8, id: '0x1', ts: 10, args: { data: { startTime: 1000 } }, ...more }
}

function chunk(ts: number, data: Event, more: Event = {}): Event {
  return { name: 'ProfileChunk', ph: 'P', pid: 7, tid: 99, id: '0x1', ts, args: { data }, ...more }
}

const FIRST = chunk(20, { cpuProfile: { nodes, samples: [2, 3] }, timeDeltas: [5, 10] })
const SECOND = chunk(30, { cpuProfile: { samples: [4, 3] }, timeDeltas: [20, 40], endTime: 1100 })
const OTHERS: Event[] = [
  { name: 'thread_name', ph: 'M', pid: 7, tid: 8, ts: 0, args: { name: 'CrRendererMain' } },
  { name: 'Paint', ph: 'X', pid: 7, tid: 8, ts: 25, dur: 3, args: {} },
]

function read(...events: Event[]) {
  return importBytes(importChromeTrace, JSON.stringify(events))
}

describe('a Chrome trace', () => {
  it('is read chunk after chunk, in the order of time, waiting apart', async () => {
    const profile = await read(SECOND, ...OTHERS, FIRST, start())
    expect(weightsByStack(profile)).toEqual({ main: 10_000, 'main;total': 20_000 + 25_000, '(idle)': 40_000 })
    expect(countsByStack(profile)).toEqual({ main: 1, 'main;total': 2, '(idle)': 1 })
    expect([...profile.samples.idle].filter((idle) => idle === 1)).toHaveLength(1)
    expect(profile).toMatchObject({ format: 'chrome-trace', understood: 1, notes: [] })
    expect(profile.threads).toEqual([{ name: 'CrRendererMain', pid: 7, tid: 8 }])
    expect(profile.frames[1]).toMatchObject({ name: 'total', file: '/srv/shop/a.js', line: 10 })
  })

  it('keeps the profiles of processes and threads apart', async () => {
    const other = { pid: 70, id: '0x1' }
    const profile = await read(start(), FIRST, start(other), { ...FIRST, ...other }, { ...SECOND, ...other })
    expect(profile.threads).toEqual([
      { name: 'main', pid: 7, tid: 8 },
      { name: 'main', pid: 70, tid: 8 },
    ])
    expect([...profile.samples.thread].filter((thread) => thread === 0)).toHaveLength(2)
  })

  it('counts the time of a thread once where two profilers watched it', async () => {
    const again = { id: '0x2' }
    const short = chunk(25, { cpuProfile: { nodes, samples: [3] }, timeDeltas: [5] }, again)
    const profile = await read(start(), FIRST, start(again), short)
    expect(countsByStack(profile)).toEqual({ main: 1, 'main;total': 1 })
    expect(profile.notes[0]?.text).toContain('1 with fewer samples were left out')
    const later = start({ ...again, args: { data: { startTime: 9000 } } })
    expect(countsByStack(await read(start(), FIRST, later, short))).toEqual({ main: 1, 'main;total': 2 })
  })

  it('is read where it holds whole profiles, as older versions wrote them', async () => {
    const cpuProfile = { nodes, samples: [3], timeDeltas: [5], startTime: 1000, endTime: 1025 }
    const profile = await read({ name: 'CpuProfile', ph: 'I', pid: 7, tid: 8, ts: 1, args: { data: { cpuProfile } } })
    expect(weightsByStack(profile)).toEqual({ 'main;total': 20_000 })
  })

  it('is read up to its last whole event where it breaks off, and says so', async () => {
    const whole = JSON.stringify({ traceEvents: [start(), FIRST, SECOND] })
    const cutAt = whole.indexOf(JSON.stringify(SECOND)) - 1
    for (const end of [cutAt + 1, cutAt + 40, whole.length - 20]) {
      const profile = await importBytes(importChromeTrace, whole.slice(0, end))
      expect(countsByStack(profile)).toEqual({ main: 1, 'main;total': 1 })
      expect(profile.notes).toEqual([
        { code: 'truncated', text: `The trace breaks off; it was read up to its last whole event, at byte ${cutAt}.` },
      ])
    }
  })

  const invalid: [string, string, string][] = [
    ['no profile', JSON.stringify(OTHERS), 'a Chrome trace without a CPU profile; what DevTools'],
    ['another list', '[{"name":"Ada"}]', 'no list of events'],
    ['another object', '{"traceEvents":3}', 'no list of events'],
    ['an event that is no object', '[{"name":"Profile","ph":"P","ts":1},3]', 'traceEvents[1] is missing or no object'],
    [
      'chunks of something else',
      JSON.stringify([start(), chunk(2, { cpuProfile: { nodes: [3] } })]),
      'without nodes of V8',
    ],
    [
      'samples that are no list',
      JSON.stringify([chunk(2, { cpuProfile: { nodes, samples: 4 } })]),
      'args.data.cpuProfile.samples',
    ],
    ['JSON that is broken in the middle', '[{"ph":"P"},,{}]', 'is not JSON at byte 12'],
  ]
  it.each(invalid)('with %s is refused', async (_, text, message) => {
    expect(await refusal(importChromeTrace, text)).toContain(message)
  })

  it('ends in a profile or one line, whichever byte changes', async () => {
    const bytes = new TextEncoder().encode(JSON.stringify([start(), FIRST, SECOND]))
    for (let at = 0; at < bytes.length; at += 7) {
      await expectProfileOrRefusal(importChromeTrace, bytes.with(at, (bytes[at] as number) ^ 4))
    }
  })
})
