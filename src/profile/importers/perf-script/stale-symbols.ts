import type { Profile, ProfileNote } from '../../types.ts'

/**
 * The note that the runtime's symbol map names code that was freed before the samples were taken.
 *
 * @param stale the profile's frames whose names contradict each other
 */
export function staleSymbols({ tree, samples }: Profile, stale: ReadonlySet<number>): ProfileNote[] {
  if (stale.size === 0) return []
  const isOnStack = new Uint8Array(tree.length)
  for (let node = 1; node < tree.length; node++) {
    const isBelow = isOnStack[tree.parent[node] as number] === 1
    if (isBelow || stale.has(tree.frame[node] as number)) isOnStack[node] = 1
  }
  let all = 0
  let affected = 0
  for (let row = 0; row < samples.length; row++) {
    if (samples.idle[row] === 1) continue
    all += samples.count[row] as number
    if (isOnStack[samples.node[row] as number] === 1) affected += samples.count[row] as number
  }
  const percent = `${Math.round((100 * affected) / Math.max(all, 1))} %`
  const text = `The symbol map gives ${stale.size} functions the same code as others, since it still lists code that was freed: names of compiled functions may be wrong; ${percent} of the stacks hold one of them. Record with \`node --cpu-prof\`, or with \`--perf-prof\` and \`perf inject --jit\`.`
  return [{ code: 'stale-symbols', text }]
}
