import type { Ecosystem, Package } from '../../ownership/index.ts'
import type { Measures } from '../measure-owners.ts'
import type { HotPattern } from './types.ts'

/** Below it the expressions of one owner decide nothing; the shape asks for as much. */
const leastShare = 0.3
/** Expressions far below the hottest one say nothing about it. */
const leastOfHottest = 0.1
const mostPatterns = 8
/** V8 cuts what it shows far below; a longer text is no expression of a profiler's. */
const longestPattern = 8192

const javascript: ReadonlySet<Ecosystem> = new Set(['npm'])
const ecosystemsWithEngines: ReadonlySet<Ecosystem> = new Set(['pypi', 'gem', 'composer', 'maven'])

/** The owner whose code runs the expressions that take the time. */
export interface Runner {
  /** Index into the profile's owners. */
  readonly owner: number
  readonly name: string
  readonly own: boolean
  /** Of the weight, inside all of its expressions; 0 to 1. */
  readonly share: number
  /** Part of that share with frames without an owner in between, 0 to 1. */
  readonly hidden: number
  /** The hottest first; those whose source is not shown are left out. */
  readonly patterns: readonly HotPattern[]
  /** The frame (index) that runs the hottest, and whether only a language's engine is seen below it. */
  readonly hottest: { readonly caller: number; readonly engine: boolean }
  /** Indices of its packages in the graph; of own code, all own packages. */
  readonly packages: readonly number[]
}

/**
 * @param patterns what ran and who called it, hottest first
 * @returns null where no owner's expressions take a good part of the time
 */
export function findRunner({ owned }: Measures, patterns: readonly HotPattern[]): Runner | null {
  const byOwner = new Map<number, HotPattern[]>()
  for (const hot of patterns) {
    const owner = owned.frames[hot.caller]?.owner
    if (owner === undefined) continue
    const run = byOwner.get(owner)
    if (run) run.push(hot)
    else byOwner.set(owner, [hot])
  }
  let runner: Runner | null = null
  for (const [index, run] of byOwner) {
    const share = run.reduce((sum, hot) => sum + hot.share, 0)
    const owner = owned.owners[index]
    if (!owner || share < Math.max(leastShare, runner?.share ?? 0)) continue
    const own = owner.kind === 'own'
    const { caller, engine } = run[0] ?? { caller: -1, engine: false }
    runner = {
      owner: index,
      name: owner.name,
      own,
      share,
      hidden: run.reduce((sum, hot) => sum + hot.share * hot.hidden, 0) / share,
      patterns: run
        .filter(({ pattern }) => pattern.length > 1 && pattern.length <= longestPattern)
        .filter(({ share }) => share >= leastOfHottest * (run[0]?.share ?? 0))
        .slice(0, mostPatterns),
      hottest: { caller, engine },
      packages: own ? ownPackages(owned.graph.packages, engine) : owner.package === null ? [] : [owner.package],
    }
  }
  return runner
}

/** Indices of the service's own packages whose code is looked into: those in JavaScript, or those in languages whose engines are known. */
export function ownPackages(packages: readonly Package[], engine = false): number[] {
  const ecosystems = engine ? ecosystemsWithEngines : javascript
  return [...packages.keys()].filter((index) => {
    const entry = packages[index]
    return entry?.own === true && ecosystems.has(entry.ecosystem)
  })
}

/** Whether expressions can be told in the code of an ecosystem's packages. */
export function isReadable(ecosystem: Ecosystem): boolean {
  return javascript.has(ecosystem) || ecosystemsWithEngines.has(ecosystem)
}
