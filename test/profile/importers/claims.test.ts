import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HeadwaterError } from '../../../src/errors.ts'
import { importers } from '../../../src/profile/importers/index.ts'
import type { Importer } from '../../../src/profile/index.ts'
import { sampleOfEachFormat } from '../sample-of-each-format.ts'
import { importBytes } from './import-bytes.ts'

const LEAST_UNDERSTOOD = 0.9
const samples = sampleOfEachFormat.map(({ format, content }) => ({
  format,
  bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
}))
/** Recorded by JDK 17. */
const recorded = gunzipSync(readFileSync(new URL('samples/checkout.jfr.gz', import.meta.url)))

/** Whether an importer would have the file, as `readProfile` asks it. */
async function claims(importer: Importer, bytes: Uint8Array): Promise<boolean> {
  if (!importer.couldBe(bytes.subarray(0, 65_536))) return false
  try {
    const profile = await importBytes(importer, bytes)
    return profile.understood >= LEAST_UNDERSTOOD && profile.samples.length > 0
  } catch (error) {
    expect(error).toBeInstanceOf(HeadwaterError)
    return false
  }
}

async function claimants(bytes: Uint8Array): Promise<string[]> {
  const found: string[] = []
  for (const importer of importers) if (await claims(importer, bytes)) found.push(importer.format)
  return found
}

describe('a file of one format', () => {
  it.each([...samples, { format: 'jfr', bytes: recorded }])(
    'is claimed by the importer of $format and by no other',
    async ({ format, bytes }) => {
      expect(await claimants(bytes)).toEqual([format])
    },
  )

  it('is claimed by one importer at most, whatever was cut from it or stands behind it', async () => {
    const parts = fc.record({
      first: fc.constantFrom(...samples),
      kept: fc.double({ min: 0, max: 1, noNaN: true }),
      behind: fc.constantFrom(...samples),
      taken: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    await fc.assert(
      fc.asyncProperty(parts, async ({ first, kept, behind, taken }) => {
        const bytes = Buffer.concat([
          first.bytes.subarray(0, Math.round(kept * first.bytes.length)),
          behind.bytes.subarray(0, Math.round(taken * behind.bytes.length)),
        ])
        expect((await claimants(Uint8Array.from(bytes))).length).toBeLessThanOrEqual(1)
      }),
      { numRuns: 200 },
    )
  })
})
