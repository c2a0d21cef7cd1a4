import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findJsonFault } from '../../../../src/profile/importers/json/find-json-fault.ts'

describe('where a text stops being JSON', () => {
  it.each([
    ['x', 0],
    ['', 0],
    ['  ', 2],
    ['{"a":1', 6],
    ['{"a":"x', 7],
    ['{"a":"x\\', 8],
    ['{"a":1}}', 7],
    ['[1,]', 3],
    ['[,1]', 1],
    ['[1 2]', 3],
    ['{"a" 1}', 5],
    ['{"a":}', 5],
    ['{"a":1,}', 7],
    ['{a:1}', 1],
    ['{1:2}', 1],
    ['{"a":1]', 6],
    ['[1}', 2],
    ['[01]', 1],
    ['[tru]', 1],
    ['["a\nb"]', 1],
    ['["\\q"]', 1],
    ['[1:2]', 2],
    ['1 2', 2],
    ['[{"a":[1,{"b":nul}]}]', 14],
  ])('finds the place in %j', (text, place) => {
    expect(findJsonFault(text)).toBe(place)
  })

  it('finds none before the cut in JSON that was cut', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (json, at) => {
        const cut = json.slice(0, at % json.length)
        expect(findJsonFault(`[${cut}`)).toBeGreaterThanOrEqual(cut.length - unfinishedToken(cut))
      }),
    )
  })
})

/** A cut may go through a word or number, which then is the fault. */
function unfinishedToken(text: string): number {
  return /[-+.\w]*$/.exec(text)?.[0].length ?? 0
}
