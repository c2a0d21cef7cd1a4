import { classOfFrame } from './frame-classes.ts'
import type { Measures } from './measure-owners.ts'

/** Leaf time of the language's library and runtime that is charged to nobody, collection and compilation aside; shares of the weight. */
export interface UnaskedShares {
  /** All frames of the stack are the language's, its runtime's or the kernel's: nobody else was there. */
  readonly language: number
  /** Frames without an owner are on the stack: whoever asked is not known. */
  readonly unknown: number
}

/** Linear in the tree. */
export function measureUnasked({ owned, nodeOwner, nodeAsker, nodeSelf, weight }: Measures): UnaskedShares {
  const { tree } = owned.profile
  const underUnknown = new Uint8Array(tree.length)
  let language = 0
  let unknown = 0
  for (let node = 1; node < tree.length; node += 1) {
    const owner = owned.owners[nodeOwner[node] as number]
    const kind = owner?.kind
    underUnknown[node] = kind === 'unknown' ? 1 : (underUnknown[tree.parent[node] as number] as number)
    if (owner === undefined || nodeAsker[node] !== -1 || (kind !== 'standard-library' && kind !== 'runtime')) continue
    const frame = owned.frames[tree.frame[node] as number]
    if (frame === undefined || classOfFrame(frame, owner) !== null) continue
    if (underUnknown[node] === 1) unknown += nodeSelf[node] as number
    else language += nodeSelf[node] as number
  }
  return weight > 0 ? { language: language / weight, unknown: unknown / weight } : { language: 0, unknown: 0 }
}
