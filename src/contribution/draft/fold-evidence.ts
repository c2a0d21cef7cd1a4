import type { RedactRule } from '../../compile-redact.ts'
import type { OwnedFrame, OwnedProfile, Owner, Package } from '../../ownership/index.ts'
import { ProfileBuilder } from '../../profile/index.ts'
import { roundDown, wholeWeight } from '../coarse-numbers.ts'
import { collectPublishedNames, isHidden, type PublishedNames } from '../published-names.ts'
import { ourService } from '../redaction-rules.ts'
import { makeRedactor, type Redact } from '../redactor.ts'

/** Everything that is neither the culprit's nor ours. */
export const otherCode = 'other code'

export interface FoldOptions {
  /** The culprit: index into `OwnedProfile.owners`. */
  readonly culprit: number
  /** Index into `Profile.metrics`. */
  readonly metric: number
  /** What the service's configuration wants redacted besides. */
  readonly redact: readonly RedactRule[]
}

/** What of a recording may be published: a profile in which the culprit's frames have names, and what it called of its neighbours. */
export interface FoldedEvidence {
  readonly owned: OwnedProfile
  /** Index into `owned.owners`. */
  readonly culprit: number
  /** On-CPU samples, as `roundDown` has them. */
  readonly samples: number
}

const culpritOwner = 0
const serviceOwner = 1
const otherOwner = 2
/** The first of the neighbours, which stand behind the others in their order. */
const firstNeighbour = 3

/**
 * Folds a recording for publication. Of each stack the culprit's frames stay, and below them those of its public neighbours
 * in the graph, by symbols whose arguments are left out; what lies between is one box each, `your service` where any of our
 * own or private code is in it, else `other code`.
 *
 * @returns null where the culprit is no public package or none of the weight is left
 */
export function foldEvidence(owned: OwnedProfile, options: FoldOptions): FoldedEvidence | null {
  const owner = owned.owners[options.culprit]
  const culprit = owner === undefined || owner.package === null ? undefined : owned.graph.packages[owner.package]
  if (owner === undefined || culprit === undefined || isHidden(culprit)) return null
  const neighbours = findNeighbours(owned, culprit)
  const named = [culprit, ...neighbours.map(({ one }) => one)]
  const redact = showsOnly(named, collectPublishedNames(owned, options.redact))
  const stacks = foldStacks(owned, options, neighbours, redact)
  const total = [...stacks.values()].reduce((sum, { weight }) => sum + weight, 0)
  if (total <= 0) return null
  const samples = roundDown(sampleCount(owned, options.metric))
  return {
    owned: buildProfile(owned, { culprit, owner, neighbours }, stacks, total, samples),
    culprit: culpritOwner,
    samples,
  }
}

/** Who wrote the frames of a box, and the name that is on it. */
interface Box {
  readonly owner: number
  readonly label: string
}

interface FoldedStack {
  readonly boxes: readonly Box[]
  weight: number
}

/** A public package that the culprit depends on, or that depends on it. */
interface Neighbour {
  /** Index into `OwnedProfile.owners`. */
  readonly owner: number
  readonly one: Package
}

function findNeighbours({ owners, graph }: OwnedProfile, culprit: Package): Neighbour[] {
  const at = graph.packages.indexOf(culprit)
  return owners.flatMap(({ kind, package: index }, owner) => {
    const one = index === null ? undefined : graph.packages[index]
    if (kind !== 'dependency' || index === null || one === undefined || one === culprit || isHidden(one)) return []
    return culprit.dependencies.includes(index) || one.dependencies.includes(at) ? [{ owner, one }] : []
  })
}

/** Names these packages and nobody else, in symbols that are theirs whatever they hold. */
function showsOnly(named: readonly Package[], names: PublishedNames): Redact {
  const hidden = new Set(names.hidden)
  const shown = named.flatMap((one) => [one.name, ...one.libraryNames]).filter((name) => !hidden.has(name))
  return makeRedactor({ ...names, shown, hiddenSymbols: [] })
}

function foldStacks(
  owned: OwnedProfile,
  { culprit, metric }: FoldOptions,
  neighbours: readonly Neighbour[],
  redact: Redact,
): Map<string, FoldedStack> {
  const { tree, samples } = owned.profile
  const kinds = owned.owners.map((owner, index) => (index === culprit ? culpritOwner : kindOf(owner, owned)))
  for (const [index, { owner }] of neighbours.entries()) kinds[owner] = firstNeighbour + index
  const isNamed = (kind: number): boolean => kind === culpritOwner || kind >= firstNeighbour
  const labels = owned.frames.map((frame) => (isNamed(kinds[frame.owner] ?? otherOwner) ? labelOf(frame, redact) : ''))
  const service: Box = { owner: serviceOwner, label: ourService }
  const other: Box = { owner: otherOwner, label: otherCode }
  /** Of each node: the boxes down to the last frame with a name, and what has been folded since. */
  const settled: (readonly Box[])[] = [[]]
  const pending: (Box | null)[] = [null]
  for (let node = 1; node < tree.length; node += 1) {
    const above = tree.parent[node] as number
    const frame = tree.frame[node] as number
    const boxes = settled[above] as readonly Box[]
    const open = pending[above] as Box | null
    const kind = kinds[owned.frames[frame]?.owner ?? -1] ?? otherOwner
    // The first frame with a name is the culprit's: who calls it is the service's business.
    if (kind === culpritOwner || (kind >= firstNeighbour && boxes.length > 0)) {
      settled[node] = [...boxes, ...(open === null ? [] : [open]), { owner: kind, label: labels[frame] ?? '' }]
      pending[node] = null
    } else {
      settled[node] = boxes
      pending[node] = kind === serviceOwner || open === service ? service : other
    }
  }
  const stacks = new Map<string, FoldedStack>()
  for (let row = 0; row < samples.length; row += 1) {
    const weight = samples.weight[row] as number
    if (samples.metric[row] !== metric || samples.idle[row] === 1 || weight <= 0) continue
    const node = samples.node[row] as number
    const open = pending[node] as Box | null
    const boxes = [...(settled[node] as readonly Box[]), ...(open === null ? [] : [open])]
    const key = boxes.map(({ label }) => label).join('\n')
    const stack = stacks.get(key)
    if (stack === undefined) stacks.set(key, { boxes, weight })
    else stack.weight += weight
  }
  return stacks
}

function kindOf({ kind, package: index }: Owner, { graph }: OwnedProfile): number {
  if (kind === 'own') return serviceOwner
  if (kind !== 'dependency') return otherOwner
  const owning = index === null ? undefined : graph.packages[index]
  return owning === undefined || isHidden(owning) ? serviceOwner : otherOwner
}

/** The symbol without anything in it that is not the culprit's. */
function labelOf({ symbol, pattern }: OwnedFrame, redact: Redact): string {
  if (pattern !== null) return 'a regular expression'
  const shown = redact(symbol, true).replace(/[;\p{Cc}\p{Zl}\p{Zp}]/gu, ':')
  return shown.includes(ourService) ? '(a function whose name is withheld)' : shown
}

function sampleCount({ profile: { samples } }: OwnedProfile, metric: number): number {
  let count = 0
  for (let row = 0; row < samples.length; row += 1) {
    if (samples.metric[row] === metric && samples.idle[row] === 0) count += samples.count[row] as number
  }
  return count
}

/** Those who have names. */
interface Named {
  readonly culprit: Package
  readonly owner: Owner
  readonly neighbours: readonly Neighbour[]
}

function buildProfile(
  owned: OwnedProfile,
  { culprit, owner, neighbours }: Named,
  stacks: ReadonlyMap<string, FoldedStack>,
  total: number,
  samples: number,
): OwnedProfile {
  const builder = new ProfileBuilder()
  const metric = builder.metric('on-CPU time', 'events', 'other')
  const thread = builder.thread('all threads', null, null)
  const frames: OwnedFrame[] = []
  const heaviestFirst = [...stacks].sort(([keyA, a], [keyB, b]) => b.weight - a.weight || (keyA < keyB ? -1 : 1))
  let uncounted = samples
  for (const [, { boxes, weight }] of heaviestFirst) {
    const parts = Math.round((weight / total) * wholeWeight)
    if (parts === 0) continue
    let node = 0
    for (const { owner: by, label } of boxes) {
      const frame = builder.frame({ name: label, file: null, line: null, object: null, kind: null, inlined: false })
      frames[frame] = { owner: by, reason: 'folded', symbol: label, function: label, mentions: [], pattern: null }
      node = builder.child(node, frame)
    }
    builder.add(node, thread, metric, parts, uncounted)
    uncounted = 0
  }
  return {
    profile: builder.finish({ format: owned.profile.format, durationSeconds: null, understood: 1, notes: [] }),
    graph: {
      packages: [culprit, ...neighbours.map(({ one }) => one)].map((one) => ({
        ...one,
        lockfile: '',
        installPaths: [],
        dependencies: [],
      })),
      lockfiles: [],
    },
    owners: [
      { kind: 'dependency', package: 0, name: owner.name },
      { kind: 'own', package: null, name: ourService },
      { kind: 'unknown', package: null, name: otherCode },
      ...neighbours.map(({ one }, index): Owner => ({ kind: 'dependency', package: index + 1, name: one.name })),
    ],
    frames,
  }
}
