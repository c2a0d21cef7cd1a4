import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { importFolded } from '../../src/profile/importers/import-folded.ts'
import { importers } from '../../src/profile/importers/index.ts'
import { importBytes, sum, weightsByStack } from './importers/import-bytes.ts'
import { formatWriters, type Weights } from './write-each-format.ts'

/** Few names, so that they recur, call themselves, and begin alike. */
const path = fc.array(fc.constantFrom('main', 'total', 'tax', 'parse', 'parseCart'), { minLength: 1, maxLength: 6 })
const stacks: fc.Arbitrary<Weights> = fc.dictionary(
  path.map((names) => names.join(';')),
  fc.integer({ min: 1, max: 9 }),
  { minKeys: 1, maxKeys: 8 },
)

const folded = (weights: Weights) =>
  Object.entries(weights)
    .map(([stack, weight]) => `${stack} ${weight}\n`)
    .join('')

describe('stacks and what they weigh', () => {
  it.each(formatWriters)('come out of $format as they went in, and of their folded form again', async (writer) => {
    const importer = importers.find(({ format }) => format === writer.format)
    if (importer === undefined) throw new Error(`nothing imports ${writer.format}`)
    await fc.assert(
      fc.asyncProperty(stacks, async (weights) => {
        const profile = await importBytes(importer, writer.write(weights))
        const expected = Object.entries(weights).map(([stack, weight]) => [stack, weight * (writer.factor ?? 1)])
        expect(weightsByStack(profile)).toEqual(Object.fromEntries(expected))
        const again = await importBytes(importFolded, folded(weightsByStack(profile)))
        expect(weightsByStack(again)).toEqual(weightsByStack(profile))
        expect(sum(again.samples.weight)).toBe(sum(profile.samples.weight))
      }),
      { numRuns: 40 },
    )
  })

  it('are looked for in every format', () => {
    const missing = importers
      .map(({ format }) => format)
      .filter((format) => !formatWriters.some((one) => one.format === format))
    expect(missing).toEqual(['jfr'])
  })
})
