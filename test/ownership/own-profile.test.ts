import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ownProfile } from '../../src/ownership/index.ts'
import type { Frame, Profile } from '../../src/profile/index.ts'
import { frameOf, indexOf } from './grammars/sample-graph.ts'

const { graph } = indexOf([
  { purl: 'pkg:cargo/acme-checkout@1.0.0', ecosystem: 'cargo', name: 'acme-checkout', own: true },
  { purl: 'pkg:cargo/tokio@1.24.2', ecosystem: 'cargo', name: 'tokio' },
])

/** A profile of which ownership needs nothing but the frames, and the stacks they stand in. */
function profileOf(frames: readonly Frame[], stacks: readonly (readonly number[])[] = []): Profile {
  const nodes = [{ parent: -1, frame: -1 }]
  for (const stack of stacks) {
    for (const [depth, frame] of stack.entries()) nodes.push({ parent: depth === 0 ? 0 : nodes.length - 1, frame })
  }
  return {
    format: 'folded',
    frames,
    tree: {
      length: nodes.length,
      parent: Int32Array.from(nodes, ({ parent }) => parent),
      frame: Int32Array.from(nodes, ({ frame }) => frame),
    },
    metrics: [],
    threads: [],
    samples: {
      length: 0,
      node: new Int32Array(),
      thread: new Int32Array(),
      metric: new Uint8Array(),
      weight: new Float64Array(),
      count: new Float64Array(),
      atEntry: new Float64Array(),
      idle: new Uint8Array(),
    },
    durationSeconds: null,
    understood: 1,
    notes: [],
  }
}

describe('owning a profile', () => {
  it('gives every frame an owner, and lists each owner once', () => {
    const names = ['tokio::task::poll', 'acme_checkout::main', 'tokio::task::wake', 'core::fmt::write']
    const owned = ownProfile(profileOf(names.map((name) => frameOf({ name }))), graph)
    expect(owned.frames.map(({ owner }) => owned.owners[owner]?.name)).toEqual([
      'pkg:cargo/tokio@1.24.2',
      'pkg:cargo/acme-checkout@1.0.0',
      'pkg:cargo/tokio@1.24.2',
      'rust std',
    ])
    expect(owned.owners).toHaveLength(3)
    expect(owned.graph).toBe(graph)
  })

  it("takes the kernel's word before any other's", () => {
    const owned = ownProfile(profileOf([frameOf({ name: 'tokio::task::poll', kind: 'kernel' })]), graph)
    expect(owned.owners).toEqual([{ kind: 'kernel', package: null, name: 'kernel' }])
  })

  it('gives to the kernel what stands only below its entry, where the format marks nothing', () => {
    const names = [
      'acme_checkout::main',
      'entry_SYSCALL_64_after_hwframe',
      'tcp_sendmsg',
      'memcpy',
      'asm_sysvec_apic_timer_interrupt',
      '__schedule',
    ]
    const frames = [...names.map((name) => frameOf({ name })), frameOf({ name: 'tcp_sendmsg', object: '/srv/tcp' })]
    const owned = ownProfile(
      profileOf(frames, [
        [0, 1, 2, 3],
        [0, 3],
        [0, 4, 5],
        [0, 1, 6],
      ]),
      graph,
    )
    expect(owned.frames.map(({ owner }) => owned.owners[owner]?.name)).toEqual([
      'pkg:cargo/acme-checkout@1.0.0',
      'kernel',
      'kernel',
      'libc',
      'kernel',
      'kernel',
      'unknown',
    ])
  })

  it('says of what nobody can read why that is', () => {
    const frames = [
      frameOf({ name: '[unknown]' }),
      frameOf({ name: '[unknown]', object: '/srv/checkout/bin/checkout' }),
      frameOf({ name: 'a name in no language' }),
    ]
    const owned = ownProfile(profileOf(frames), graph)
    expect(owned.owners).toEqual([{ kind: 'unknown', package: null, name: 'unknown' }])
    expect(owned.frames.map(({ reason }) => reason)).toEqual([
      'no symbol, and no object to own it',
      'no symbol in /srv/checkout/bin/checkout, which is no shared object',
      'no grammar knows the name, and neither file nor object tells whose it is',
    ])
  })

  it('owns an empty profile', () => {
    expect(ownProfile(profileOf([]), graph)).toMatchObject({ owners: [], frames: [] })
  })

  it('never throws, and never has two owners of one kind and name', () => {
    const text = fc.string({ unit: 'binary' })
    const frame = fc.record({
      name: text,
      file: fc.option(text),
      line: fc.option(fc.nat()),
      object: fc.option(text),
      kind: fc.constantFrom('kernel', 'native', 'jit', 'interpreted', null),
      inlined: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(frame), (frames) => {
        const owned = ownProfile(profileOf(frames), graph)
        expect(owned.frames).toHaveLength(frames.length)
        expect(new Set(owned.owners.map(({ kind, name }) => `${kind} ${name}`)).size).toBe(owned.owners.length)
      }),
    )
  })
})
