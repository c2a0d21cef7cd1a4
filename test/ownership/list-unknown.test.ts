import { describe, expect, it } from 'vitest'
import { listUnknown } from '../../src/ownership/index.ts'
import type { OwnedFrame, OwnedProfile, Owner } from '../../src/ownership/types.ts'

const owners: Owner[] = [
  { kind: 'own', package: null, name: 'own code' },
  { kind: 'unknown', package: null, name: 'yaml' },
  { kind: 'unknown', package: null, name: 'unknown' },
]

function frame(owner: number, symbol: string, reason: string): OwnedFrame {
  return { owner, symbol, reason, function: symbol, mentions: [], pattern: null }
}

describe('what in a profile has no owner', () => {
  const frames = [
    frame(0, 'total', 'own'),
    frame(1, 'load', 'no lockfile names it'),
    frame(2, '[unknown]', 'no symbol'),
    frame(1, 'scan', 'no lockfile names it'),
    frame(2, 'never', 'never on top'),
  ]
  const owned = { frames, owners } as unknown as OwnedProfile

  it('is listed by weight, for each reason once, with its heaviest frame', () => {
    expect(listUnknown(owned, [50, 5, 20, 25, 0], 100)).toEqual([
      { name: 'yaml', reason: 'no lockfile names it', share: 0.3, symbol: 'scan' },
      { name: 'unknown', reason: 'no symbol', share: 0.2, symbol: '[unknown]' },
    ])
  })

  it('is nothing where every frame has one', () => {
    expect(listUnknown(owned, [100, 0, 0, 0, 0], 100)).toEqual([])
  })
})
