import { type OwnedFrame, type OwnedProfile, type Owner, unversioned } from '../ownership/index.ts'
import { type Profile, ProfileBuilder } from '../profile/index.ts'
import type { RedactName } from '../upstream/index.ts'
import { roundDown, wholeWeight } from './coarse-numbers.ts'
import { isHiddenOwner, type PublishedNames } from './published-names.ts'
import { ourService } from './redaction-rules.ts'
import { redactPublicName } from './redactor.ts'

/** What a flamegraph marks, and by which metric it measures; indices as in `Highlight` of the flamegraph. */
export interface Marked {
  readonly culprit: number | null
  readonly carriers: ReadonlySet<number>
  readonly metric: number
}

/** A recording of which everybody may see every name, and what to mark in it. */
export interface PublicProfile extends Marked {
  readonly owned: OwnedProfile
}

/** Own, private and unknown code, and the frame that stands for it. */
const serviceOwner = 0
const serviceFrame = 0

/**
 * Folds a recording for the public repository of a service: own, private and unknown frames become boxes `your service`,
 * neighbours on a stack one box. Of public libraries the names stay, by symbols without own arguments, and no version but the
 * culprit's. Only the samples of one metric that are on the CPU are kept, as parts of their sum: how long it took on how many cores
 * is nobody's business. Linear in frames, tree and samples.
 */
export function foldForPublic(owned: OwnedProfile, marked: Marked, names: PublishedNames): PublicProfile {
  const { owners, indices } = foldOwners(owned, marked.culprit)
  const builder = new ProfileBuilder()
  // A library's function is its own, even where one of ours has the same name.
  const { frames, indexOf } = foldFrames(
    owned,
    indices,
    culpritPackage(owned, marked.culprit),
    redactPublicName(names),
    builder,
  )
  foldStacks(owned.profile, marked.metric, indexOf, builder)
  const culprit = marked.culprit === null ? serviceOwner : (indices[marked.culprit] as number)
  const { format, understood } = owned.profile
  return {
    owned: {
      profile: builder.finish({ format, durationSeconds: null, understood, notes: [] }),
      graph: { packages: [], lockfiles: [] },
      owners,
      frames,
    },
    culprit: culprit === serviceOwner ? null : culprit,
    carriers: new Set(
      [...marked.carriers].map((index) => indices[index] as number).filter((index) => index !== serviceOwner),
    ),
    metric: 0,
  }
}

function culpritPackage({ owners }: OwnedProfile, culprit: number | null): number | null {
  return culprit === null ? null : (owners[culprit]?.package ?? null)
}

/** The owners that may be named, and behind `indices` which of them each owner became. */
function foldOwners({ owners, graph }: OwnedProfile, culprit: number | null) {
  const folded: Owner[] = [{ kind: 'own', package: null, name: ourService }]
  const known = new Map<string, number>()
  const indices = owners.map((owner, index) => {
    if (isHiddenOwner(owner, graph.packages)) return serviceOwner
    const name = index === culprit ? owner.name : unversioned(owner.name)
    const key = `${owner.kind}\n${name}`
    const before = known.get(key)
    if (before !== undefined) return before
    known.set(key, folded.length)
    // The one number that ties frames that name the culprit to it.
    return folded.push({ kind: owner.kind, package: index === culprit ? 0 : null, name }) - 1
  })
  return { owners: folded, indices }
}

/** The frames that may be shown, and behind `indexOf` which of them each frame became. */
function foldFrames(
  owned: OwnedProfile,
  owners: readonly number[],
  culprit: number | null,
  redact: RedactName,
  builder: ProfileBuilder,
) {
  const frames: OwnedFrame[] = []
  const add = (owner: number, symbol: string, plain: string, mentions: OwnedFrame['mentions']): number => {
    const index = builder.frame({
      name: symbol,
      file: null,
      line: null,
      object: `${owner}`,
      kind: null,
      inlined: false,
    })
    frames[index] = { owner, reason: 'folded', symbol, function: plain, mentions, pattern: null }
    return index
  }
  add(serviceOwner, ourService, ourService, [])
  const indexOf = owned.frames.map((frame) => {
    const owner = owners[frame.owner] as number
    if (owner === serviceOwner) return serviceFrame
    const symbol = symbolOf(frame, redact)
    const named = frame.mentions.filter((mention) => mention.package === culprit)
    return add(
      owner,
      symbol,
      frame.pattern === null ? nameOf(frame.function, redact) : symbol,
      named.map(({ depth }) => ({ package: 0, depth })),
    )
  })
  return { frames, indexOf }
}

function symbolOf({ symbol, pattern }: OwnedFrame, redact: RedactName): string {
  // What an expression looks for may be anybody's.
  return pattern === null ? nameOf(symbol, redact) : 'a regular expression'
}

/** A name in public code; one that holds ours in front of its arguments goes as a whole. */
function nameOf(name: string, redact: RedactName): string {
  const shown = redact(name)
  return shown.includes(ourService) ? '(name withheld)' : shown
}

function foldStacks(profile: Profile, metric: number, indexOf: readonly number[], builder: ProfileBuilder): void {
  const { tree, samples } = profile
  const nodes = new Int32Array(tree.length)
  for (let node = 1; node < tree.length; node += 1) {
    const parent = tree.parent[node] as number
    const frame = indexOf[tree.frame[node] as number] as number
    const isSameBox = frame === serviceFrame && parent > 0 && indexOf[tree.frame[parent] as number] === serviceFrame
    nodes[node] = isSameBox ? (nodes[parent] as number) : builder.child(nodes[parent] as number, frame)
  }
  const measured = builder.metric('on-CPU time', 'events', 'other')
  const thread = builder.thread('', null, null)
  const weights = new Map<number, number>()
  let total = 0
  let count = 0
  for (let row = 0; row < samples.length; row += 1) {
    if (samples.metric[row] !== metric || samples.idle[row] === 1) continue
    const node = nodes[samples.node[row] as number] as number
    const weight = samples.weight[row] as number
    weights.set(node, (weights.get(node) ?? 0) + weight)
    total += weight
    count += samples.count[row] as number
  }
  let uncounted = roundDown(count)
  for (const [node, weight] of weights) {
    const parts = total > 0 ? Math.round((weight / total) * wholeWeight) : 0
    if (parts === 0) continue
    builder.add(node, thread, measured, parts, uncounted)
    uncounted = 0
  }
}
