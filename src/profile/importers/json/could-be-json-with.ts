/**
 * Whether the file can be a JSON object with one of the members, from its first bytes.
 *
 * @param members names of members, one of which is among the first in every file of the format
 */
export function couldBeJsonWith(head: Uint8Array, members: readonly string[]): boolean {
  const text = new TextDecoder().decode(head)
  return /^[ \t\n\r]*\{/.test(text) && members.some((member) => text.includes(`"${member}"`))
}
