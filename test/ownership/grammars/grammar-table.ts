import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Grammar, OwnerKind, PackageIndex } from '../../../src/ownership/types.ts'
import type { Frame } from '../../../src/profile/index.ts'
import { frameOf } from './sample-graph.ts'

/** A frame by its name alone, or by what else matters. */
export type StatedFrame = string | (Partial<Frame> & { readonly name: string })

/** Who a frame belongs to, by the owner's kind and name, and the plain name of its function. */
export type ReadRow = readonly [frame: StatedFrame, kind: OwnerKind, owner: string, plainName: string]

function frameFrom(stated: StatedFrame): Frame {
  return frameOf(typeof stated === 'string' ? { name: stated } : stated)
}

/** One test for each row of what a grammar reads. */
export function itReads(grammar: Grammar, index: PackageIndex, rows: readonly ReadRow[]): void {
  for (const [stated, kind, owner, plainName] of rows) {
    const frame = frameFrom(stated)
    const place = [frame.file, frame.object].filter((text) => text !== null).join(' in ')
    it(`gives ${JSON.stringify(frame.name)}${place === '' ? '' : ` of ${place}`} to ${owner}`, () => {
      const reading = grammar.read(frame, index)
      expect([reading?.owner.kind, reading?.owner.name, reading?.function]).toEqual([kind, owner, plainName])
      expect(reading?.reason).not.toBe('')
    })
  }
}

/** One test for each frame that a grammar must leave to others. */
export function itLeaves(
  grammar: Grammar,
  index: PackageIndex,
  rows: readonly (readonly [what: string, frame: StatedFrame])[],
): void {
  for (const [what, stated] of rows) {
    it(`leaves ${what} to others`, () => {
      expect(grammar.read(frameFrom(stated), index)).toBeNull()
    })
  }
}

/** Any text ends in a value, in time that grows with its length. @param pieces what the language's frames are made of */
export function itSurvives(grammar: Grammar, index: PackageIndex, pieces: readonly string[]): void {
  it('answers for any text', () => {
    const piece = fc.oneof(fc.string(), fc.constantFrom(...pieces))
    const text = fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, fc.option(text), fc.option(text), (name, file, object) => {
        const reading = grammar.read(frameOf({ name, file, object }), index)
        return reading === null || (reading.reason !== '' && reading.owner.name !== '')
      }),
      { numRuns: 2000 },
    )
  })

  it('answers for a megabyte of any of its pieces', () => {
    for (const piece of ['<', '(', 'a', ...pieces]) {
      const long = piece.repeat(Math.ceil(1_000_000 / piece.length))
      for (const frame of [{ name: long }, { name: 'f', file: long }, { name: 'f', object: long }]) {
        grammar.read(frameOf(frame), index)
      }
    }
  })
}
