/** Where files hold several messages, each has its length before it, the highest byte first. */
export const LENGTH_BYTES = 4
const HEAD_BYTES = 4096
const SPACES = new Set([0x09, 0x0a, 0x0c, 0x0d])

/**
 * Whether a file begins with one of the two fields that a message can begin with, or with a length and then one of them. The one is
 * a line's end as well, but texts do not have the bytes that further fields begin with.
 */
export function isOtlpProtobuf(bytes: Uint8Array): boolean {
  const first = bytes[0] === 0 ? bytes[LENGTH_BYTES] : bytes[0]
  return (
    (first === 0x0a || first === 0x12) && bytes.subarray(0, HEAD_BYTES).some((byte) => byte < 0x20 && !SPACES.has(byte))
  )
}
