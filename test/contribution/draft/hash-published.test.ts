import { beforeAll, describe, expect, it } from 'vitest'
import { composePublished, hashPublished, type PublishedSet } from '../../../src/contribution/index.ts'
import { sampleComposition } from './sample-composition.ts'

let set: PublishedSet
beforeAll(async () => {
  set = composePublished(await sampleComposition())
})

/** Every text and file of a set, with a way to put another one in its place. */
function leavesOf(
  value: unknown,
  path: readonly string[] = [],
): { path: readonly string[]; value: string | Uint8Array }[] {
  if (typeof value === 'string' || value instanceof Uint8Array) return [{ path, value }]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, [...path, name]))
}

function replaced(value: unknown, [name, ...rest]: readonly string[], by: unknown): unknown {
  if (name === undefined) return by
  if (Array.isArray(value))
    return value.map((inner, index) => (String(index) === name ? replaced(inner, rest, by) : inner))
  return { ...(value as object), [name]: replaced((value as Record<string, unknown>)[name], rest, by) }
}

/** Places spread over a text or file, the first and last byte among them. */
function placesIn(length: number): number[] {
  return [...new Set([0, 1, Math.floor(length / 3), Math.floor(length / 2), length - 2, length - 1])].filter(
    (at) => at >= 0 && at < length,
  )
}

describe('the hash that a person approves', () => {
  it('is another one when any byte of any text, file, name or message is another one', () => {
    const hash = hashPublished(set)
    const leaves = leavesOf(set)
    expect(leaves.length).toBeGreaterThan(25)
    const seen = new Set([hash])
    for (const { path, value } of leaves) {
      const bytes = Buffer.from(value)
      for (const at of placesIn(bytes.length)) {
        const changed = Buffer.from(bytes)
        changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
        const by = typeof value === 'string' ? changed.toString('latin1') : changed
        const other = hashPublished(replaced(set, path, by) as PublishedSet)
        expect(seen.has(other), `${path.join('.')} at ${at}`).toBe(false)
        seen.add(other)
      }
    }
  })

  it('is another one when a byte is added at the end of anything', () => {
    const hash = hashPublished(set)
    for (const { path, value } of leavesOf(set)) {
      const by = typeof value === 'string' ? `${value} ` : Buffer.concat([value, Buffer.alloc(1)])
      expect(hashPublished(replaced(set, path, by) as PublishedSet), path.join('.')).not.toBe(hash)
    }
  })
})
