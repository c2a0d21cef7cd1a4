import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { importStackprof } from '../../../src/profile/importers/import-stackprof.ts'
import { countsByStack, expectProfileOrRefusal, importBytes, refusal, sum, weightsByStack } from './import-bytes.ts'

/** Recorded with Ruby 3.1 and StackProf 0.2.21; the expected stacks are what `stackprof --stackcollapse` makes of it. */
const DUMP = new Uint8Array(readFileSync(new URL('samples/checkout.stackprof.dump', import.meta.url)))
const TOTAL =
  '<main>;<main>;StackProf.run;block in <main>;Integer#times;block (2 levels) in <main>;Object#total;Array#sum;Object#total;Object#parse'

const frames = {
  101: { name: '<main>', file: '/srv/shop/app.rb', line: 1, samples: 0 },
  102: { name: 'Cart#total', file: '/usr/lib/ruby/gems/3.1.0/gems/cart-1.2.0/lib/cart.rb', line: 9, samples: 5 },
  103: { name: 'Array#map', file: '<cfunc>', line: null, samples: 2 },
  1: { name: '(garbage collection)', file: '', samples: 1 },
}
const RAW = [2, 101, 102, 3, 3, 101, 102, 103, 2, 2, 101, 102, 2, 1, 1, 1]

function file(more: object = {}): string {
  const counts = { samples: 8, gc_samples: 1, missed_samples: 0 }
  return JSON.stringify({ version: 1.2, mode: 'cpu', interval: 1000, ...counts, frames, raw: RAW, ...more })
}

const read = (more?: object) => importBytes(importStackprof, file(more))

describe('a dump of StackProf', () => {
  it('is read as StackProf itself reads it', async () => {
    const profile = await importBytes(importStackprof, DUMP, 100)
    expect(countsByStack(profile)).toEqual({
      [`${TOTAL};Array#map;Object#parse;String#upcase`]: 1,
      [TOTAL]: 1,
      [`${TOTAL};Array#map`]: 4,
      [`${TOTAL};Array#map;Object#parse;String#strip`]: 1,
      '(garbage collection);(marking)': 1,
      [`${TOTAL};Array#map;Object#parse`]: 1,
    })
    expect(sum(profile.samples.weight)).toBe(9_000_000)
    expect(profile.frames.find(({ name }) => name === 'Object#parse')).toMatchObject({
      file: '/srv/checkout/total.rb',
      line: 2,
    })
    expect(profile).toMatchObject({ format: 'stackprof', understood: 1, notes: [] })
  })

  it('ends in a profile or one line, wherever it is cut and whichever byte changes', async () => {
    for (let at = 3; at < DUMP.length; at += 5) {
      await expectProfileOrRefusal(importStackprof, DUMP.subarray(0, at))
      await expectProfileOrRefusal(importStackprof, DUMP.with(at, (DUMP[at] as number) ^ 0x21))
    }
  })

  it('ends in a profile or one line, whatever stands in it', async () => {
    const types = fc.constantFrom(...'0TFilf":;@I[{}oce'.split('').map((type) => type.charCodeAt(0)))
    const content = fc.array(fc.oneof(types, fc.integer({ min: 0, max: 255 })), { maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(content, (bytes) => expectProfileOrRefusal(importStackprof, Uint8Array.of(4, 8, ...bytes))),
    )
  })

  const dump = (text: string) => Uint8Array.from(`\x04\x08${text}`, (character) => character.charCodeAt(0))
  const invalid: [string, Uint8Array, string][] = [
    ['cut off', DUMP.subarray(0, 300), 'byte 297 counts 5 things that do not follow'],
    ['cut off behind a type', dump('{\x06:\x09cart'), 'byte 10 is where the dump ends, too early'],
    ['of something else', dump('{\x06:\x09cart0'), "a Ruby dump, but none of StackProf's; accepted is"],
    ['of an object', dump('o:\x09Cart\x00'), 'byte 2 is neither a number, a text, a list nor a hash'],
    ['with a link to nothing', dump('[\x06@\x0a'), 'byte 5 refers to object 5, of 1'],
    ['with more than it can hold', dump('[\x04\xff\xff\xff\x3f'), 'byte 3 counts 1073741823 things that do not follow'],
    ['nested without end', dump('[\x06'.repeat(70)), 'nested deeper than 64 levels at byte'],
    ['with a list for a key', dump('{\x06[\x000'), 'byte 4 is a key, and no text or number'],
  ]
  it.each(invalid)('%s is refused', async (_, bytes, message) => {
    expect(await refusal(importStackprof, bytes)).toContain(message)
  })
})

describe("StackProf's JSON", () => {
  it('is read with gems, methods in C, and the garbage collector', async () => {
    const profile = await read()
    expect(weightsByStack(profile)).toEqual({
      '<main>;Cart#total': 5_000_000,
      '<main>;Cart#total;Array#map': 2_000_000,
      '(garbage collection)': 1_000_000,
    })
    expect(profile.metrics).toEqual([{ name: 'cpu', unit: 'nanoseconds', kind: 'cpu' }])
    expect(profile.frames.map(({ name, file: path, line }) => [name, path, line])).toEqual([
      ['(garbage collection)', null, null],
      ['<main>', '/srv/shop/app.rb', 1],
      ['Cart#total', '/usr/lib/ruby/gems/3.1.0/gems/cart-1.2.0/lib/cart.rb', 9],
      ['Array#map', '<cfunc>', null],
    ])
  })

  it('weighs samples of wall time by the time that passed', async () => {
    const raw_timestamp_deltas = [10, 20, 30, 1000, 2000, 5, 6, 7]
    const profile = await read({ mode: 'wall', raw_timestamp_deltas })
    expect(weightsByStack(profile)).toEqual({
      '<main>;Cart#total': 71_000,
      '<main>;Cart#total;Array#map': 3_000_000,
      '(garbage collection)': 7_000,
    })
    expect(profile.metrics[0]?.kind).toBe('wall')
    expect(sum((await read({ mode: 'wall' })).samples.weight)).toBe(8_000_000)
  })

  it('tells that stacks are missing where they were not recorded', async () => {
    const profile = await read({ raw: undefined })
    expect(countsByStack(profile)).toEqual({ 'Cart#total': 5, 'Array#map': 2, '(garbage collection)': 1 })
    expect(profile.notes[0]).toMatchObject({ code: 'cut-stacks' })
  })

  it('is understood as far as it holds what it says that it holds', async () => {
    expect((await read({ samples: 16 })).understood).toBe(0.5)
  })

  const invalid: [string, string, string][] = [
    ['objects', file({ mode: 'object' }), 'records "object", no time; recordings with `mode: :cpu`'],
    ['a frame that is missing', file({ raw: [1, 999, 1] }), 'raw[1] refers to the frame 999, which is missing'],
    ['a stack that breaks off', file({ raw: [2, 101, 102] }), 'raw[3] is missing or no number'],
    ['a count below zero', file({ raw: [1, 101, -3] }), 'raw[2] is -3, no count'],
    ['a frame without a name', file({ frames: { 1: {} } }), 'frames.1.name is missing or no text'],
    ['nothing of it', '{"frames":{},"cart":3}', 'no mode, samples and frames'],
  ]
  it.each(invalid)('with %s is refused', async (_, text, message) => {
    expect(await refusal(importStackprof, text)).toContain(message)
  })
})
