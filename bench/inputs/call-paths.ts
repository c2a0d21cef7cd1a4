import { numbersFrom } from './random.ts'

const CALLEES = 4
/** How far from its leaf a stack parts from the one that it is like. */
const DISTANCE = 4
const DEEPEST = 64

/**
 * Walks through a made-up call graph, as a service would: most stacks have most of their callers in common with another.
 *
 * @param trunk how many outermost functions all stacks share
 * @returns stacks that all differ, each a list of functions from 0 to before `functions`, the outermost first
 */
export function callPaths(seed: number, functions: number, count: number, trunk: number): number[][] {
  const random = numbersFrom(seed)
  const callees = Array.from({ length: functions }, () => Array.from({ length: CALLEES }, () => random(functions)))
  const trunkPath = Array.from({ length: trunk }, (_, index) => index)
  const paths = new Map([[trunkPath.join(), trunkPath]])
  const list = [trunkPath]
  while (list.length < count) {
    const like = list[random(list.length)] ?? trunkPath
    const path = like.slice(0, Math.max(trunk, like.length - random(DISTANCE)))
    for (let more = 1 + random(DISTANCE - 1); more > 0 && path.length < DEEPEST; more--) {
      // The first callees are called more often.
      path.push(callees[path.at(-1) ?? 0]?.[Math.min(random(CALLEES), random(CALLEES))] ?? 0)
    }
    const key = path.join()
    if (paths.has(key)) continue
    paths.set(key, path)
    list.push(path)
  }
  return list
}

/** A symbol as Rust's demangled ones are: long, and much like its neighbours. */
export function symbol(index: number): string {
  return `<acme_${index % 61}::layer::Type${index} as acme_core::Handler<alloc::vec::Vec<u8>>>::method_${index}`
}
