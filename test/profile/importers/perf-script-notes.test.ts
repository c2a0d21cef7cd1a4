import { describe, expect, it } from 'vitest'
import { importPerfScript } from '../../../src/profile/importers/import-perf-script.ts'
import { importBytes } from './import-bytes.ts'

function sample(...frames: string[]): string {
  return `checkout 4711 1.5: 250000 cpu-clock: \n${frames.map((frame) => `\t${frame}\n`).join('')}\n`
}

async function noteOf(code: string, text: string): Promise<string | undefined> {
  const { notes } = await importBytes(importPerfScript, text)
  return notes.find((note) => note.code === code)?.text
}

describe('callers that perf could not find', () => {
  const broken = sample('7f01 deflate+0x9 (/usr/lib/libz.so.1)', '55d649564100 [unknown] ([unknown])')
  const whole = sample('401234 total+0x9 (/srv/checkout)', '7f02 __libc_start_main+0x80 (/usr/lib/libc.so.6)')

  it('are told with the library that hides them', async () => {
    expect(await noteOf('no-frame-pointers', broken + whole + whole)).toBe(
      '33 % of the stacks break off, most of them in /usr/lib/libz.so.1: it was compiled without frame pointers, and who called it is missing. Record with `perf record --call-graph dwarf`.',
    )
  })

  it('are not missed above the place where a process begins', async () => {
    const beyond = sample(
      '401234 total+0x9 (/srv/checkout)',
      '7f02 __libc_start_main+0x80 (/usr/lib/libc.so.6)',
      '55d649564100 [unknown] ([unknown])',
    )
    expect(await noteOf('no-frame-pointers', beyond.repeat(10))).toBeUndefined()
  })

  it('are not worth telling where they are few', async () => {
    expect(await noteOf('no-frame-pointers', broken + whole.repeat(30))).toBeUndefined()
  })
})

describe('a symbol map that lists freed code', () => {
  const load = sample('    7f9bfc000010 JS:*load /srv/checkout/cart.js:1:1+0x10 (perf-4711.map)')
  const loadFurther = sample('    7f9bfc000090 JS:*load /srv/checkout/cart.js:1:1+0x90 (perf-4711.map)')
  const within = sample('    7f9bfc000048 JS:*parse /srv/checkout/node_modules/qs/lib/parse.js:9:1+0x8 (perf-4711.map)')
  const behind = sample('    7f9bfc000108 JS:*parse /srv/checkout/node_modules/qs/lib/parse.js:9:1+0x8 (perf-4711.map)')

  it('is known by two functions whose code overlaps', async () => {
    expect(await noteOf('stale-symbols', load + loadFurther + within + behind)).toMatch(
      /^The symbol map gives 2 functions the same code as others, .*; 100 % of the stacks hold one of them\. Record with `node --cpu-prof`/,
    )
  })

  it('is not supposed where one function ends before the next one begins', async () => {
    expect(await noteOf('stale-symbols', load + loadFurther + behind)).toBeUndefined()
  })
})
