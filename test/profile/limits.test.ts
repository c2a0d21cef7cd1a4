import { describe, expect, it } from 'vitest'
import { HeadwaterError } from '../../src/errors.ts'
import { LIMITS, readLimits } from '../../src/profile/limits.ts'
import { readProfile } from '../../src/profile/read-profile.ts'
import { sampleOfEachFormat } from './sample-of-each-format.ts'

const folded = 'main;parse 3\nmain;total 4\n'
const perfScript = ['cycles', 'instructions']
  .map((event, thread) => `checkout ${thread} 1.5: 250000 ${event}: \n\t1234 total+0x9 (/bin/checkout)\n\n`)
  .join('')
const cpuprofile = sampleOfEachFormat.find(({ format }) => format === 'cpuprofile')?.content ?? ''

function read(content: string | Uint8Array, changes: readonly string[]) {
  async function* open() {
    yield typeof content === 'string' ? new TextEncoder().encode(content) : content
  }
  return readProfile({ name: 'recording', open }, readLimits(changes))
}

describe('a profile that is past a limit', () => {
  it.each([
    ['bytes=20', folded, 'more than 20 bytes;'],
    ['held-bytes=20', cpuprofile, 'more than 20 bytes in one piece;'],
    ['line-bytes=1000', `${'frame;'.repeat(100_000)} 1\n`, 'more than 1000 bytes in a line;'],
    ['json-levels=3', cpuprofile, 'more than 3 levels of JSON at byte 30;'],
    ['json-values=4', cpuprofile, 'more than 4 values of JSON at byte 17;'],
    ['name-bytes=10', folded, 'more than 10 bytes of names;'],
    ['functions=2', folded, 'more than 2 distinct functions;'],
    ['threads=1', perfScript, 'more than 1 threads;'],
    ['metrics=1', perfScript, 'more than 1 metrics;'],
    ['stacks=3', folded, 'more than 3 distinct stacks;'],
    ['samples=1', folded, 'more than 1 distinct samples;'],
  ])('is refused with the limit and how to raise it: %s', async (change, content, message) => {
    const [name] = change.split('=')
    const refused = read(content, [change])
    await expect(refused).rejects.toThrow(HeadwaterError)
    await expect(refused).rejects.toThrow(`recording: ${message}`)
    await expect(refused).rejects.toThrow(`or read more with --limit ${name}=NUMBER`)
    expect((await read(content, [])).samples.length).toBeGreaterThan(0)
  })

  it('is refused with a smaller form of it, where there is one', async () => {
    const printed = sampleOfEachFormat.find(({ format }) => format === 'jfr-json')?.content ?? ''
    await expect(read(printed, ['held-bytes=20'])).rejects.toThrow(
      /^recording: more than 20 bytes in one piece; .*, or give the \.jfr file itself, or what `jfr print --json --events/,
    )
  })

  it('loses the middle of its deepest stacks, and says so', async () => {
    const { notes, samples } = await read('main;a;b;c 3\n', ['stack-frames=2'])
    expect([...samples.weight]).toEqual([3])
    expect(notes.map(({ text }) => text)).toEqual([
      'Stacks deeper than 2 frames lost their middle; --limit stack-frames=NUMBER reads more of them.',
    ])
  })
})

describe('limits', () => {
  it('are changed one by one', () => {
    expect(readLimits(['stacks=5', 'threads=7'])).toEqual({ ...LIMITS, stacks: 5, threads: 7 })
  })

  it.each([
    ['stack=5', /^--limit stack=5: NAME=NUMBER is accepted, with the names bytes, .*stacks, samples$/],
    ['stacks', /^--limit stacks: NAME=NUMBER is accepted/],
    ['stacks=many', /NAME=NUMBER is accepted/],
    ['stacks=0', /^--limit stacks=0: stacks can be 1 to 134217728$/],
    ['toString=1', /NAME=NUMBER is accepted/],
    ['held-bytes=1000000000', /held-bytes can be 1 to 512000000$/],
  ])('are refused that nobody knows: %s', (change, message) => {
    expect(() => readLimits([change])).toThrow(message)
  })
})
