import { describe, expect, it } from 'vitest'
import { importAsyncProfilerHtml } from '../../../src/profile/importers/import-async-profiler-html.ts'
import { importFolded } from '../../../src/profile/importers/import-folded.ts'
import { expectProfileOrRefusal, importBytes, refusal, weightsByStack } from './import-bytes.ts'

const NEW_PALETTE = '\t\t[0xb2e1b2, 20, 20, 20],\n'.repeat(7)
const OLD_PALETTE = '\t\t[0x50e150, 30, 30, 30],\n'.repeat(5)

function page(boxes: string, { palette = NEW_PALETTE, title = 'CPU profile', script = '' } = {}): string {
  return `<!DOCTYPE html>\n<html lang='en'>\n<h1>${title}</h1>\n<script>\n\tlet inverted = false;\n\tconst palette = [\n${palette}\t];\n${script}${boxes}\nsearch();\n</script></html>\n`
}

/** Names are sorted, and repeat what they have in common with the one before. */
const POOL = `const cpool = [
'all',
' [checkout tid=71]',
' do_syscall_64',
' java/lang/It\\'s.call',
'*Thread.run',
' memcpy'
];
unpack(cpool);

`
/** Type in the lowest three bits: 0 interpreted, 1 compiled, 2 inlined, 3 native, 5 kernel, 6 compiled by C1. */
const key = (name: number, type: number) => name * 8 + type
const BOXES = [
  `f(3,0,0,100)`,
  `u(${key(1, 3)},70)`,
  `u(${key(4, 1)},70,10,5,5)`,
  `u(${key(3, 2)},30)`,
  `u(${key(2, 5)},10)`,
  `f(${key(5, 3)},3,30,15)`,
  `n(${key(3, 0)},5)`,
  `f(${key(4, 6)},1,25,30)`,
].join('\n')
const FOLDED = `[checkout tid=71];java/lang/Thread.run_[j] 20
[checkout tid=71];java/lang/Thread.run_[j];java/lang/It's.call_[i] 20
[checkout tid=71];java/lang/Thread.run_[j];java/lang/It's.call_[i];do_syscall_64_[k] 10
[checkout tid=71];java/lang/Thread.run_[j];memcpy 15
[checkout tid=71];java/lang/Thread.run_[j];java/lang/It's.call_[0] 5
java/lang/Thread.run_[1] 30
`

const read = (text: string) => importBytes(importAsyncProfilerHtml, text)

describe("async-profiler's page, version 3 and later", () => {
  it('says the same as its folded stacks', async () => {
    const profile = await read(page(`${POOL}${BOXES}\n`))
    const folded = await importBytes(importFolded, FOLDED)
    expect(weightsByStack(profile)).toEqual(weightsByStack(folded))
    expect(new Set(profile.frames.map((frame) => JSON.stringify(frame)))).toEqual(
      new Set(folded.frames.map((frame) => JSON.stringify(frame))),
    )
    expect(profile.threads).toContainEqual({ name: 'checkout', pid: null, tid: 71 })
    expect(profile).toMatchObject({ format: 'async-profiler-html', understood: 1, notes: [] })
  })

  it.each([
    ['CPU profile', 'samples', { name: 'samples', unit: 'samples', kind: 'cpu' }],
    ['Wall clock profile', 'samples', { name: 'samples', unit: 'samples', kind: 'wall' }],
    ['CPU profile', 'ns', { name: 'time', unit: 'nanoseconds', kind: 'cpu' }],
    ['Allocation profile', 'bytes', { name: 'bytes', unit: 'bytes', kind: 'other' }],
  ])('measures what its heading and unit say: %s, %s', async (title, units, metric) => {
    const profile = await read(page(`${POOL}${BOXES}\n`, { title, script: `\tconst units = '${units}';\n` }))
    expect(profile.metrics).toEqual([metric])
  })
})

describe("async-profiler's page, version 2", () => {
  it('is read with the types of its five colours, and of seven', async () => {
    const boxes = "f(0,0,9,4,'all')\nf(1,0,9,0,'Cart.total')\nf(2,0,4,2,'do_syscall_64')\nf(2,4,3,1,'It\\'s \\\\ a')\n"
    const old = await read(page(boxes, { palette: OLD_PALETTE }))
    expect(weightsByStack(old)).toEqual({ 'Cart.total': 2, 'Cart.total;do_syscall_64': 4, "Cart.total;It's \\ a": 3 })
    expect(old.frames.map(({ kind, inlined }) => [kind, inlined])).toEqual([
      ['jit', false],
      ['kernel', false],
      [null, true],
    ])
    const later = await read(
      page(boxes.replace("4,2,'do", "4,5,'do").replace("9,0,'Cart", "9,1,'Cart").replace("3,1,'It", "3,2,'It")),
    )
    expect(later.frames).toEqual(old.frames)
  })
})

describe("async-profiler's page that is broken or of another kind", () => {
  const invalid: [string, string, string][] = [
    [
      'inverted',
      page(`${POOL}${BOXES}\n`).replace('inverted = false', 'inverted = true'),
      'line 5: an inverted flame graph',
    ],
    ['a difference', page(`${POOL}d=3\n${BOXES}\n`), 'a differential flame graph; give the two recordings'],
    [
      'without what a box stands upon',
      page(`${POOL}f(3,0,0,9)\nf(11,2,0,3)\n`),
      'a box of level 2 stands upon none of level 1',
    ],
  ]
  it.each(invalid)('%s is refused', async (_, text, message) => {
    expect(await refusal(importAsyncProfilerHtml, text)).toContain(message)
  })

  it('is understood as far as its lines are boxes', async () => {
    const profile = await read(page(`${POOL}${BOXES}\nalert(document.cookie)\n`))
    expect(profile.understood).toBeLessThan(0.9)
    expect(profile.notes[0]?.text).toMatch(/^Lines among the boxes were not understood; the first is line \d+\.$/)
    expect((await read(page('main()\n'))).understood).toBe(0)
  })

  it('is refused where few bytes stand for endless names', async () => {
    const long = `' ${'a'.repeat(90)}',\n`
    const pool = `const cpool = [\n'all',\n${long}${`'${String.fromCharCode(32 + 90)}b',\n`.repeat(3000)}];\nunpack(cpool);\n\n`
    expect(await refusal(importAsyncProfilerHtml, page(`${pool}${BOXES}\n`))).toMatch(
      /more than \d+ characters of names/,
    )
  })

  it('ends in a profile or one line, wherever it is cut and whichever byte changes', async () => {
    const bytes = new TextEncoder().encode(page(`${POOL}${BOXES}\n`))
    for (let at = 0; at < bytes.length; at += 5) {
      await expectProfileOrRefusal(importAsyncProfilerHtml, bytes.subarray(0, at))
      await expectProfileOrRefusal(importAsyncProfilerHtml, bytes.with(at, (bytes[at] as number) ^ 1))
    }
  })
})
