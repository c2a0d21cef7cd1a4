import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HeadwaterError } from '../../../../src/errors.ts'
import { lineBlocks } from '../../../../src/profile/importers/bytes/line-blocks.ts'
import { LIMITS } from '../../../../src/profile/limits.ts'

async function* pieces(bytes: Uint8Array, length: number): AsyncIterable<Uint8Array> {
  for (let start = 0; start < bytes.length; start += length) yield bytes.subarray(start, start + length)
}

async function blocksOf(bytes: Uint8Array, length: number): Promise<string[]> {
  const blocks: string[] = []
  for await (const block of lineBlocks({ name: 'recording', bytes: pieces(bytes, length), limits: LIMITS })) {
    blocks.push(new TextDecoder().decode(block.bytes.subarray(0, block.end)))
  }
  return blocks
}

describe('blocks of whole lines', () => {
  it('put together are the file, with a newline at its end', async () => {
    const file = fc.array(fc.constantFrom('a', 'bc', '\n', '\n\n', 'é')).map((parts) => parts.join(''))
    await fc.assert(
      fc.asyncProperty(file, fc.integer({ min: 1, max: 9 }), async (text, length) => {
        const blocks = await blocksOf(new TextEncoder().encode(text), length)
        expect(blocks.join('')).toBe(text === '' || text.endsWith('\n') ? text : `${text}\n`)
        expect(blocks.every((block) => block.endsWith('\n'))).toBe(true)
      }),
    )
  })

  it('hold lines longer than a piece, and stay small where a piece is the whole file', async () => {
    const line = `${'x'.repeat(999_999)}\n`
    expect(await blocksOf(new TextEncoder().encode(line.repeat(3)), 65_536)).toEqual([line, line, line])
    const short = new TextEncoder().encode('short\n'.repeat(200_000))
    expect((await blocksOf(short, short.length)).every((block) => block.length < 2 ** 19)).toBe(true)
  })

  it('are refused where a line has no end', async () => {
    const endless = lineBlocks({
      name: 'recording',
      bytes: pieces(new Uint8Array(2 ** 26 + 2), 2 ** 20),
      limits: LIMITS,
    })
    await expect(endless.next().then(() => 'a block')).rejects.toThrow(HeadwaterError)
  })
})
