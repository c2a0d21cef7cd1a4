import type { Limits } from '../../limits.ts'
import { NamedStacks } from '../named-stacks/named-stacks.ts'

const LEAST_PLAIN_SHARE = 0.9

/**
 * stackvis (`stackvis perf collapsed`) separates frames by commas and puts the command in front of each:
 * ``node`uv_run+0x187,node`uv__io_poll+0x4db``.
 *
 * @returns the command, then the frames; null where the text does not begin with a command
 */
function stackvisElements(text: string): string[] | null {
  const tick = text.indexOf('`')
  if (tick < 1) return null
  const command = text.slice(0, tick)
  // A comma within a frame is not followed by the command.
  return [command, ...text.slice(tick + 1).split(`,${command}\``)]
}

/** Whether stackvis wrote these stacks; a regular expression in a frame's name may hold the same marks. */
export function areStackvis(texts: readonly string[]): boolean {
  const plain = texts.filter((text) =>
    stackvisElements(text)?.every((element) => element !== '' && !element.includes('`')),
  )
  return texts.length > 0 && plain.length >= LEAST_PLAIN_SHARE * texts.length
}

/** Stacks anew, whose one element each is taken for a whole stack of stackvis. */
export function splitStackvis(
  stacks: NamedStacks,
  name: (index: number) => string,
  limits: Limits,
): { stacks: NamedStacks; names: string[] } {
  const split = new NamedStacks(limits)
  const indices = new Map<string, number>()
  for (const leaf of stacks.leaves()) {
    let node = 0
    for (const element of stackvisElements(name(stacks.tree.frame(leaf))) ?? []) {
      const index = indices.get(element) ?? indices.size
      indices.set(element, index)
      node = split.tree.child(node, index)
    }
    split.add(node, stacks.weight(leaf), stacks.entries(leaf))
  }
  return { stacks: split, names: [...indices.keys()] }
}
