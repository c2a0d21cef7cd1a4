import { describe, expect, it } from 'vitest'
import { importStackLists } from '../../../src/profile/importers/import-stack-lists.ts'
import { importBytes, weightsByStack } from './import-bytes.ts'

const read = (text: string) => importBytes(importStackLists, text, 17)

describe('stacks that bpftrace prints', () => {
  it('are read leaf first, without offsets', async () => {
    const profile = await read(
      'Attaching 1 probe...\n\n\n@[\n    parse+12\n    main+133\n]: 35\n@[\n    main+133\n]: 2\n',
    )
    expect(weightsByStack(profile)).toEqual({ 'main;parse': 35, main: 2 })
    expect(profile).toMatchObject({ format: 'stack-lists', understood: 1, notes: [] })
  })

  const KERNEL = '    _raw_spin_unlock+21\n    do_syscall_64+59\n    entry_SYSCALL_64_after_hwframe+97\n'
  const USER = '    write+23\n    main+120\n'
  it.each([
    ['kernel first', `@cpu[\n${KERNEL}, \n${USER}, checkout]: 7\n`],
    ['program first', `@cpu[\n${USER}, \n${KERNEL}, checkout]: 7\n`],
  ])('put the kernel on top of the program: %s', async (_, text) => {
    const stack = 'main;write;entry_SYSCALL_64_after_hwframe;do_syscall_64;_raw_spin_unlock'
    expect(weightsByStack(await read(text))).toEqual({ [stack]: 7 })
  })

  it('keep the object that perf mode names', async () => {
    const { frames } = await read('@[\n    malloc+0x1a (/usr/lib/libc.so.6)\n    main+0x4 (/srv/checkout)\n]: 3\n')
    expect(frames.map(({ name, object }) => [name, object])).toEqual([
      ['main', '/srv/checkout'],
      ['malloc', '/usr/lib/libc.so.6'],
    ])
  })

  it('are understood as far as they are stacks', async () => {
    const profile = await read(
      `${'@[\n    parse+12\n    main+133\n]: 35\n'.repeat(9)}@requests[checkout]: 12\n@[\n    cut+1\n`,
    )
    expect(weightsByStack(profile)).toEqual({ 'main;parse': 315 })
    expect(profile.understood).toBeLessThan(1)
    expect(profile.notes[0]?.text).toMatch(/^3 lines were not understood/)
  })
})

describe('stacks that DTrace prints', () => {
  it('are read with the objects that hold their functions', async () => {
    const profile = await read(
      'dtrace: description ‘profile-997 ’ matched 1 probe\n\n\n              libc.so.1`__read+0xa\n              node`main+0x1\n                1\n\n              node`main+0x1\n               41\n',
    )
    expect(weightsByStack(profile)).toEqual({ 'main;__read': 1, main: 41 })
    expect(profile.frames.map(({ object }) => object)).toEqual(['node', 'libc.so.1'])
    expect(profile.understood).toBe(1)
  })
})

describe('other texts', () => {
  it.each(['The cart was full.\n`total` is 3.\n', 'a;b 3\n', '@media[x]\n12\n', ''])(
    'are not claimed: %j',
    async (text) => {
      expect((await read(text)).understood).toBeLessThan(0.9)
    },
  )
})
