import { describe, expect, it } from 'vitest'
import { diagnoseRecordings } from '../../src/diagnosis/index.ts'
import { makeOwned } from './make-owned.ts'

describe('what people wrote about an incident', () => {
  const suspects = (samples: readonly [number, number], incident: string) => {
    const owned = makeOwned(
      ['checkout'],
      { codec: [], lists: [] },
      [
        { frames: ['checkout:run', 'codec:read', 'codec:scan'], samples: samples[0] },
        { frames: ['checkout:run', 'lists:sort', 'lists:merge'], samples: samples[1] },
      ],
      'npm',
    )
    return diagnoseRecordings([{ name: 'profile', owned }], { incident }).diagnosis.suspects.map(({ purl }) => purl)
  }

  it('decides between packages that are equally likely', () => {
    expect(suspects([505, 495], 'Since we use codec and lists it is slow.')[0]).toBe('pkg:npm/codec@1.0.0')
    expect(suspects([505, 495], 'We suspect lists.')[0]).toBe('pkg:npm/lists@1.0.0')
  })

  it('does not outweigh what was measured', () => {
    expect(suspects([600, 400], 'We suspect lists.')[0]).toBe('pkg:npm/codec@1.0.0')
  })

  it('is read by words, not by parts of them', () => {
    expect(suspects([505, 495], 'We suspect lists-of-things and playlists.')[0]).toBe('pkg:npm/codec@1.0.0')
  })
})

it('puts the package that asks for the work first where it has no more of it than the one that does it', () => {
  const suspects = (samples: readonly [number, number]) => {
    const owned = makeOwned(
      ['checkout'],
      { log: ['text'], text: [] },
      [
        { frames: ['checkout:run', 'log:write', 'text:format'], samples: samples[0] },
        { frames: ['checkout:run', 'log:write'], samples: samples[1] },
      ],
      'npm',
    )
    return diagnoseRecordings([{ name: 'profile', owned }]).diagnosis.suspects.map(({ purl }) => purl)
  }
  expect(suspects([510, 490])[0]).toBe('pkg:npm/log@1.0.0')
  expect(suspects([490, 510])[0]).toBe('pkg:npm/log@1.0.0')
  expect(suspects([700, 300])[0]).toBe('pkg:npm/text@1.0.0')
})
