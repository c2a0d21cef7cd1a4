import type { Profile, ProfileNote } from '../../types.ts'
import { NATIVE_BEGINNINGS } from '../frames/native-beginnings.ts'

const NOTEWORTHY_SHARE = 0.05
const UNKNOWN = '[unknown]'

/**
 * The note that perf lost its way from many functions to their callers. It follows frame pointers; in code that uses their register
 * for something else it ends at an address where no code is: the outermost frame then has neither symbol nor object.
 */
export function missingCallers({ frames, tree, samples }: Profile): ProfileNote[] {
  const isNowhere = frames.map(({ name, object }) => name === UNKNOWN && object === null)
  // Beyond where a thread begins nothing is missing.
  const isBeginning = frames.map(({ name }) => NATIVE_BEGINNINGS.has(name.replace(/@.*/, '')))
  const byObject = new Map<string, number>()
  let all = 0
  let lost = 0
  for (let row = 0; row < samples.length; row++) {
    if (samples.idle[row] === 1) continue
    const count = samples.count[row] as number
    all += count
    const { outermost, next } = outerEnd(tree, samples.node[row] as number)
    if (next === -1 || isNowhere[outermost] !== true || isBeginning[next] === true) continue
    lost += count
    const object = frames[next]?.object ?? 'code of no known object'
    byObject.set(object, (byObject.get(object) ?? 0) + count)
  }
  if (!(lost > NOTEWORTHY_SHARE * all)) return []
  const [most] = [...byObject].sort(([, a], [, b]) => b - a)
  const percent = `${Math.round((100 * lost) / all)} %`
  const text = `${percent} of the stacks break off, most of them in ${most?.[0]}: it was compiled without frame pointers, and who called it is missing. Record with \`perf record --call-graph dwarf\`.`
  return [{ code: 'no-frame-pointers', text }]
}

/** The outermost frame of a stack and the one that it called; -1 where there is none. */
function outerEnd({ parent, frame }: Profile['tree'], leaf: number): { outermost: number; next: number } {
  let node = leaf
  let inner = -1
  while ((parent[node] as number) > 0) {
    inner = node
    node = parent[node] as number
  }
  return { outermost: frame[node] as number, next: inner === -1 ? -1 : (frame[inner] as number) }
}
