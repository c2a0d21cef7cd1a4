import { describe, expect, it } from 'vitest'
import { importV8Log } from '../../../src/profile/importers/import-v8-log.ts'
import { expectProfileOrRefusal, importBytes, refusal, weightsByStack } from './import-bytes.ts'

const code = [
  { name: '/usr/lib/libc.so.6', type: 'SHARED_LIB' },
  { name: 'main file:///srv/shop/a%20b.js:1:10', type: 'JS', kind: 'Unopt', func: 0, tm: 1 },
  { name: 'main file:///srv/shop/a%20b.js:1:10', type: 'JS', kind: 'Opt', func: 0, tm: 2 },
  { name: ' node:internal/main/run_main_module:1:1', type: 'JS', kind: 'Unopt', func: 1, tm: 1 },
  { name: '^(a+)+$', type: 'CODE', kind: 'RegExp', timestamp: 3 },
  { name: 'ArrayMap', type: 'CODE', kind: 'Builtin', timestamp: 3 },
  { name: 'node::Start(int, char**)', type: 'CPP' },
]

function file(ticks: unknown[], more: object = {}): string {
  return JSON.stringify({ code, functions: [], ticks, scripts: [], ...more })
}

const tick = (tm: number, s: number[], vm = 0) => ({ tm, vm, s })
const read = (ticks: unknown[]) => importBytes(importV8Log, file(ticks))

describe('a preprocessed V8 log', () => {
  it('is read from its pairs, the leaf first', async () => {
    const profile = await read([tick(5, [4, 12, 2, 40, 3, 8, 6, 1]), tick(2_000_005, [1, 12, 3, 8, 6, 1])])
    const main = 'node::Start(int, char**);(anonymous);main'
    expect(weightsByStack(profile)).toEqual({ [`${main};RegExp: ^(a+)+$`]: 1, [main]: 1 })
    expect(profile).toMatchObject({ format: 'v8-log', durationSeconds: 2, understood: 1, notes: [] })
    expect(profile.metrics).toEqual([{ name: 'ticks', unit: 'samples', kind: 'cpu' }])
  })

  it('names code as V8 does elsewhere, one function once for all its tiers', async () => {
    const { frames } = await read([tick(1, [4, 0, 1, 0, 3, 0]), tick(2, [5, 0, 2, 0, 0, 0]), tick(3, [-1, 4711])])
    expect(frames.map(({ name, file: path, line, object, kind }) => [name, path, line, object, kind])).toEqual([
      ['(garbage collector)', null, null, null, 'native'],
      ['(anonymous)', 'node:internal/main/run_main_module', 1, null, null],
      ['main', '/srv/shop/a b.js', 1, null, null],
      ['RegExp: ^(a+)+$', null, null, null, null],
      ['[unknown]', null, null, '/usr/lib/libc.so.6', 'native'],
      ['Builtin:ArrayMap', null, null, null, null],
      ['[unknown]', null, null, null, null],
    ])
  })

  const places: [text: string, name: string, file: string | null, line: number | null][] = [
    ['get size node:internal/url:7:3', 'get size', 'node:internal/url', 7],
    ['send /srv/my shop/a b.js:12:3', 'send', '/srv/my shop/a b.js', 12],
    ['total C:\\shop\\a.js:2:1', 'total', 'C:\\shop\\a.js', 2],
    ['total evalmachine.<anonymous>:2:1', 'total', 'evalmachine.<anonymous>', 2],
    ['total', 'total', null, null],
  ]
  it.each(places)('tells a function from its place: %s', async (text, name, path, line) => {
    const ran = JSON.stringify({ code: [{ name: text, type: 'JS' }], functions: [], ticks: [tick(1, [0, 0])] })
    expect((await importBytes(importV8Log, ran)).frames[1]).toMatchObject({ name, file: path, line })
  })

  it('sees the garbage collector and waiting in the state of the machine', async () => {
    const profile = await read([tick(1, [1, 0], 1), tick(2, [1, 0], 8)])
    expect(weightsByStack(profile)).toEqual({ 'main;(garbage collector)': 1, main: 1 })
    expect([...profile.samples.idle]).toEqual([0, 1])
  })

  it('says how many ticks name code that is not there', async () => {
    const profile = await read([...Array.from({ length: 19 }, () => tick(1, [1, 0])), tick(2, [700, 0])])
    expect(profile.understood).toBe(0.95)
    expect(profile.notes[0]?.text).toBe('1 of 20 ticks name code that the file lacks.')
  })

  const invalid: [string, string, string][] = [
    ['no code', '{"code":3,"ticks":[],"functions":[]}', 'no code and ticks'],
    ['a tick without time', file([{ s: [] }]), 'ticks[0].tm is missing or no number'],
    ['a stack that is no list', file([{ tm: 1, s: 3 }]), 'ticks[0].s is missing or no list'],
    ['code without a name', file([tick(1, [0, 0])], { code: [{}] }), 'code[0].name is missing or no text'],
  ]
  it.each(invalid)('with %s is refused', async (_, text, message) => {
    expect(await refusal(importV8Log, text)).toContain(message)
  })

  it('ends in a profile or one line, wherever it is cut', async () => {
    const bytes = new TextEncoder().encode(file([tick(5, [4, 12, 2, 40])]))
    for (let end = 0; end < bytes.length; end += 9) await expectProfileOrRefusal(importV8Log, bytes.subarray(0, end))
  })
})
