import { describe, expect, it } from 'vitest'
import { importRbspy } from '../../../src/profile/importers/import-rbspy.ts'
import { expectProfileOrRefusal, importBytes, refusal, weightsByStack } from './import-bytes.ts'

const frame = (name: string, path: string, lineno: number) => ({
  name,
  relative_path: 'a.rb',
  absolute_path: path,
  lineno,
})
const GEM = '/usr/lib/ruby/gems/3.1.0/gems/cart-1.2.0/lib/cart.rb'
const trace = [frame('total', GEM, 7), frame('main', '/srv/shop/app.rb', 3)]
const sample = (more: object = {}) => JSON.stringify({ trace, pid: 7, thread_id: 8, time: null, ...more })
const HEADER = 'rbspy02\n{"sample_rate":99,"rbspy_version":"0.19.0","start_time":null}\n'

describe('what rbspy keeps of a recording', () => {
  it('is read with the paths that name gems', async () => {
    const profile = await importBytes(
      importRbspy,
      `${HEADER}${sample()}\n${sample()}\n${sample({ on_cpu: false })}\n`,
      33,
    )
    expect(weightsByStack(profile)).toEqual({ 'main;total': 3 })
    expect([...profile.samples.idle]).toEqual([0, 1])
    expect(profile.frames[1]).toMatchObject({ name: 'total', file: GEM, line: null })
    expect(profile.threads).toEqual([{ name: '', pid: 7, tid: 8 }])
    expect(profile).toMatchObject({ format: 'rbspy', understood: 1, notes: [] })
  })

  it.each(['rbspy00\n', 'rbspy01\n'])('is read in older versions as well: %j', async (version) => {
    const line = version === 'rbspy00\n' ? JSON.stringify(trace) : sample()
    expect(weightsByStack(await importBytes(importRbspy, `${version}${line}\n`))).toEqual({ 'main;total': 1 })
  })

  it('is read up to a line that breaks off', async () => {
    const profile = await importBytes(importRbspy, `${HEADER}${`${sample()}\n`.repeat(20)}{"trace":[{"na`)
    expect(weightsByStack(profile)).toEqual({ 'main;total': 20 })
    expect(profile.understood).toBeGreaterThan(0.9)
    expect(profile.notes).toEqual([
      { code: 'skipped-lines', text: '1 line was not understood, of 23; the first is line 23.' },
    ])
  })

  it('is refused where a frame has no name', async () => {
    expect(await refusal(importRbspy, `${HEADER}{"trace":[{}]}\n`)).toBe(
      'recording: line 3: trace[0].name is missing or no text; a text is accepted',
    )
    expect(await refusal(importRbspy, 'rbspy99\n')).toContain('rbspy00 to rbspy02 are accepted')
  })

  it('ends in a profile or one line, wherever it is cut', async () => {
    const bytes = new TextEncoder().encode(`${HEADER}${sample()}\n`)
    for (let end = 0; end < bytes.length; end += 5) await expectProfileOrRefusal(importRbspy, bytes.subarray(0, end))
  })
})
