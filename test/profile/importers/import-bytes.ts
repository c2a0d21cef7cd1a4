import { expect } from 'vitest'
import { HeadwaterError } from '../../../src/errors.ts'
import type { Importer, Profile } from '../../../src/profile/index.ts'
import { LIMITS } from '../../../src/profile/limits.ts'

/** Reads a file as it comes from a disk or network: in pieces. */
export function importBytes(importer: Importer, file: Uint8Array | string, pieceLength = 65_536): Promise<Profile> {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file
  return importer.read({ name: 'recording', bytes: pieces(bytes, pieceLength), limits: LIMITS })
}

async function* pieces(bytes: Uint8Array, length: number): AsyncIterable<Uint8Array> {
  for (let start = 0; start < bytes.length; start += length) yield bytes.subarray(start, start + length)
}

/** The one line with which a file is refused. */
export async function refusal(importer: Importer, file: Uint8Array | string): Promise<string> {
  const error = await importBytes(importer, file).then(
    () => new Error('was accepted'),
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(HeadwaterError)
  return (error as HeadwaterError).message
}

/** Whatever is done to a file, it is either read or refused with one line. */
export async function expectProfileOrRefusal(importer: Importer, file: Uint8Array): Promise<void> {
  try {
    const profile = await importBytes(importer, file)
    expect(profile.samples.weight.every(Number.isFinite)).toBe(true)
  } catch (error) {
    expect(error).toBeInstanceOf(HeadwaterError)
    expect((error as HeadwaterError).code).toMatch(/^(profile-|too-large)/)
    expect((error as HeadwaterError).message).not.toMatch(/[\r\n]/)
  }
}

/** Every stack of one metric with its weight: `{ 'main;parse': 3 }`, outermost frame first. */
export function weightsByStack(profile: Profile, metric = 0): Record<string, number> {
  return byStack(profile, metric, profile.samples.weight)
}

export function countsByStack(profile: Profile, metric = 0): Record<string, number> {
  return byStack(profile, metric, profile.samples.count)
}

function byStack({ samples, tree, frames }: Profile, metric: number, column: Float64Array): Record<string, number> {
  const sums: Record<string, number> = {}
  for (let row = 0; row < samples.length; row++) {
    if (samples.metric[row] !== metric) continue
    const names: string[] = []
    for (let node = samples.node[row] ?? 0; node > 0; node = tree.parent[node] ?? 0) {
      names.unshift(frames[tree.frame[node] ?? -1]?.name ?? '?')
    }
    const stack = names.join(';')
    sums[stack] = (sums[stack] ?? 0) + (column[row] ?? 0)
  }
  return sums
}

export function sum(column: Iterable<number>): number {
  let total = 0
  for (const value of column) total += value
  return total
}
