/**
 * Hashing and comparing bytes, four at a time: a loop over single bytes costs a fifth of an import.
 *
 * Every buffer read here must have `SLACK` bytes more than its contents, for the last load may reach past them.
 */
export const SLACK = 16

/** Odd, and new in every process: without knowing them nobody can write a file whose names all collide. */
const SECRET_A = (Math.random() * 2 ** 32) | 1
const SECRET_B = (Math.random() * 2 ** 32) | 1

/** @returns a 32-bit integer, possibly negative: mask it */
export function hashBytes(view: DataView, start: number, end: number): number {
  let hash = end - start
  let at = start
  for (; at + 4 <= end; at += 4) hash = mix(hash, view.getInt32(at, true))
  if (at < end) hash = mix(hash, view.getInt32(at, true) & lowBytes(end - at))
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return hash ^ (hash >>> 13)
}

/** Whether two buffers hold the same `length` bytes at their places. */
export function sameBytes(a: DataView, startA: number, b: DataView, startB: number, length: number): boolean {
  let at = 0
  for (; at + 4 <= length; at += 4) {
    if (a.getInt32(startA + at, true) !== b.getInt32(startB + at, true)) return false
  }
  if (at === length) return true
  return ((a.getInt32(startA + at, true) ^ b.getInt32(startB + at, true)) & lowBytes(length - at)) === 0
}

/** How many bytes at two places of a buffer are the same, at most `limit`. */
export function commonLength(view: DataView, a: number, b: number, limit: number): number {
  let length = 0
  while (length + 4 <= limit && view.getInt32(a + length, true) === view.getInt32(b + length, true)) length += 4
  while (length < limit && view.getUint8(a + length) === view.getUint8(b + length)) length++
  return length
}

/** Rotations before and after each multiplication, or differences in the top bits would never reach the lower ones. */
function mix(hash: number, word: number): number {
  let mixed = Math.imul(word, SECRET_A)
  mixed = Math.imul((mixed << 15) | (mixed >>> 17), SECRET_B) ^ hash
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0x6b64) | 0
}

/** A mask for the first one, two or three bytes of a little-endian load. */
function lowBytes(count: number): number {
  return (1 << (8 * count)) - 1
}
