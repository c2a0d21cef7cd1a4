import type { Owner } from '../../ownership/index.ts'
import type { Measures } from '../measure-owners.ts'
import { isEngine } from './engines.ts'
import type { HotPattern } from './types.ts'

const isOfLanguage = ({ kind }: Owner): boolean => kind === 'standard-library' || kind === 'runtime'

/** The expressions that take time, and the callers of engines whose frames do not show theirs; hottest first. Linear in the tree. */
export function findPatterns(measures: Measures): HotPattern[] {
  const { owned, nodeOwner, nodeTotal, nodeAsker, nodeAskingFrame, weight } = measures
  const { tree } = owned.profile
  if (weight <= 0) return []
  const isOfEngine = owned.frames.map(isEngine)
  // Whether a frame without an owner stands between the node and who asks, the node itself included.
  const isHidden = new Uint8Array(tree.length)
  const inEngine = new Uint8Array(tree.length)
  const found = new Map<string, HotPattern>()
  for (let node = 1; node < tree.length; node += 1) {
    const above = tree.parent[node] as number
    const frame = owned.frames[tree.frame[node] as number]
    const owner = owned.owners[nodeOwner[node] as number]
    if (frame === undefined || owner === undefined) continue
    const asks = nodeOwner[node] === nodeAsker[node]
    isHidden[node] = owner.kind === 'unknown' || (!asks && isHidden[above] === 1) ? 1 : 0
    const goesOn = !asks && inEngine[above] === 1
    inEngine[node] = goesOn || (isOfLanguage(owner) && isOfEngine[tree.frame[node] as number]) ? 1 : 0
    const pattern = inEngine[node] === 1 && !goesOn ? '' : frame.pattern
    if (pattern === null) continue
    const caller = nodeAskingFrame[above] as number
    const key = `${caller} ${pattern}`
    const share = (nodeTotal[node] as number) / weight
    const before = found.get(key) ?? { share: 0, hidden: 0 }
    const sum = before.share + share
    const hidden = sum > 0 ? (before.share * before.hidden + share * (isHidden[above] as number)) / sum : 0
    found.set(key, { pattern, engine: inEngine[node] === 1, caller, share: sum, hidden })
  }
  return [...found.values()].sort((a, b) => b.share - a.share)
}
