/** Odd, and new in every process: without knowing it nobody can write a file whose entries all collide. */
const SECRET = (Math.random() * 2 ** 32) | 1

/**
 * A well-mixed hash of two small integers, for tables whose size is a power of two.
 *
 * @returns a 32-bit integer, possibly negative: mask it
 */
export function pairHash(a: number, b: number): number {
  let hash = Math.imul(a, SECRET) ^ b
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
