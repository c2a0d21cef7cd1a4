import type { Profile, ProfileNote } from './types.ts'

const NOTEWORTHY_SHARE = 0.6
/** `[unknown]`, or an address in its place. */
const NO_SYMBOL = /^(?:\[unknown\]|(?:0x)?[0-9a-f]{8,16})$/

/** The note that most samples end in functions without a name, and in which object; none where that is not so. */
export function missingSymbols({ frames, tree, samples }: Pick<Profile, 'frames' | 'tree' | 'samples'>): ProfileNote[] {
  const isMissing = frames.map(({ name }) => NO_SYMBOL.test(name))
  const byObject = new Map<string, number>()
  let all = 0
  let missing = 0
  for (let row = 0; row < samples.length; row++) {
    if (samples.idle[row] === 1) continue
    const count = samples.count[row] as number
    const frame = tree.frame[samples.node[row] as number] as number
    all += count
    if (isMissing[frame] !== true) continue
    missing += count
    const object = frames[frame]?.object ?? 'no known object'
    byObject.set(object, (byObject.get(object) ?? 0) + count)
  }
  if (!(missing > NOTEWORTHY_SHARE * all)) return []
  const [most] = [...byObject].sort(([, a], [, b]) => b - a)
  const percent = `${Math.round((100 * missing) / all)} %`
  const text = `${percent} of the samples end in a function without a symbol, most of them in ${most?.[0]}.`
  return [{ code: 'no-symbols', text }]
}
