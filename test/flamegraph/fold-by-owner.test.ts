import { describe, expect, it } from 'vitest'
import { foldByOwner } from '../../src/flamegraph/index.ts'
import type { Owner } from '../../src/ownership/index.ts'
import { ownedProfile } from './helpers.ts'

describe('stacks folded by owner', () => {
  it('say in a few lines who calls whom, the heaviest first', () => {
    const owned = ownedProfile([
      { frames: ['rust std|start', 'tokio|run', 'tokio|poll', 'own edge|serve', 'tracing|enter'], weight: 2 },
      { frames: ['rust std|start', 'tokio|run', 'own edge|serve', 'own edge|copy', 'tracing|exit'], weight: 5 },
      { frames: ['rust std|start', 'tokio|park', 'kernel|epoll_wait'], weight: 1 },
      { frames: ['rust std|start', 'tokio|park', 'kernel|epoll_wait'], weight: 99, idle: true },
    ])
    expect(foldByOwner(owned, 0)).toEqual(['rust std;tokio;edge;tracing 7000000', 'rust std;tokio;kernel 1000000'])
  })

  it('keep to the folded format whatever an owner is called', () => {
    const owned = ownedProfile([{ frames: ['own edge|main', 'libc.so.6|memcpy'], weight: 1 }])
    const renamed = owned.owners.map(
      (owner): Owner => (owner.kind === 'native' ? { ...owner, name: 'a;b\nc d' } : owner),
    )
    expect(foldByOwner({ ...owned, owners: renamed }, 0)).toEqual(['edge;a:b:c d 1000000'])
  })

  it('stay short where two owners call each other without end', () => {
    const frames = Array.from({ length: 5000 }, (_, depth) => (depth % 2 === 0 ? 'serde|visit' : 'own edge|visit'))
    const [line = ''] = foldByOwner(ownedProfile([{ frames, weight: 1 }]), 0)
    expect(line.split(';')).toHaveLength(200)
  })
})
