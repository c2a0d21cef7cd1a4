import { describe, expect, it } from 'vitest'
import { diagnoseRecordings } from '../../src/diagnosis/index.ts'
import { makeOwned, type ShortStack } from './make-owned.ts'

const diagnose = (stacks: readonly ShortStack[]) =>
  diagnoseRecordings([{ name: 'profile', owned: makeOwned(['checkout'], { lists: [] }, stacks, 'maven') }]).diagnosis

describe('a package that one own function enters', () => {
  it('by two functions that are both busy is called in a loop of ours', () => {
    const { verdict, culprit, reasons } = diagnose([
      { frames: ['checkout:total', 'lists:size', 'lists:split', 'lists:scan'], samples: 700 },
      { frames: ['checkout:total', 'lists:get', 'lists:split', 'lists:scan'], samples: 240 },
    ])
    expect(verdict).toBe('own-code')
    expect(culprit).toBeNull()
    expect(reasons[0]).toContain('`lists:size` with 74 % and `lists:get` with 26 % of its time')
  })

  it('by one function that has the time is blamed itself', () => {
    const { culprit } = diagnose([
      { frames: ['checkout:total', 'lists:parse', 'lists:scan'], samples: 900 },
      { frames: ['checkout:total', 'lists:print'], samples: 20 },
    ])
    expect(culprit?.purl).toBe('pkg:maven/lists@1.0.0')
  })

  it('from two own functions is blamed itself: neither loops over both', () => {
    const { culprit } = diagnose([
      { frames: ['checkout:read', 'lists:parse', 'lists:scan'], samples: 500 },
      { frames: ['checkout:write', 'lists:print', 'lists:scan'], samples: 400 },
    ])
    expect(culprit?.purl).toBe('pkg:maven/lists@1.0.0')
  })
})
