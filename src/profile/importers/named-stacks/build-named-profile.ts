import type { Limits } from '../../limits.ts'
import { noteCutStacks, ProfileBuilder, type ProfileClosing } from '../../profile-builder.ts'
import type { Profile, ProfileNote, Thread } from '../../types.ts'
import { UNKNOWN_FRAME } from '../frames/unknown-frame.ts'
import { NamedPlaces } from './named-places.ts'
import type { NamedStacks } from './named-stacks.ts'
import type { NamingDialect } from './read-named-frame.ts'
import type { WeightMeaning } from './weight-tally.ts'

/** More than a slip: names were cut by what wrote the file. */
const NOTEWORTHY_CUT_SHARE = 0.03

/** Stacks of names, and what all of them together have told. */
export interface NamedProfile {
  readonly stacks: NamedStacks
  /** The text for an index of the stacks' tree. */
  name(index: number): string
  readonly dialect: NamingDialect
  readonly meaning: WeightMeaning
}

/** Makes a profile of stacks whose frames are known by name alone. */
export function buildNamedProfile(
  { stacks, name, dialect, meaning }: NamedProfile,
  closing: ProfileClosing,
  limits: Limits,
): Profile {
  const builder = new ProfileBuilder(limits)
  const places = new NamedPlaces(stacks, name, dialect, builder)
  const metric = builder.metric(meaning.metric.name, meaning.metric.unit, meaning.metric.kind)
  let weightOfAll = 0
  let weightOfCut = 0
  for (const leaf of stacks.leaves()) {
    const node = (places.node[leaf] as number) || builder.child(0, builder.frame(UNKNOWN_FRAME))
    const thread = places.threads[places.thread[leaf] as number] as Thread
    const idle = thread.name === 'swapper' || places.isIdle[leaf] === 1
    const weight = stacks.weight(leaf)
    const samples = meaning.samples(weight, stacks.entries(leaf))
    builder.add(node, builder.thread(thread.name, thread.pid, thread.tid), metric, weight * meaning.factor, samples, {
      idle,
    })
    weightOfAll += weight
    if (places.isCut[leaf] === 1) weightOfCut += weight
  }
  const cutStacks = stacks.tree.cut ? [noteCutStacks(limits)] : []
  return builder.finish({
    ...closing,
    notes: [...closing.notes, ...cutStacks, ...cutSymbols(weightOfCut / weightOfAll)],
  })
}

function cutSymbols(share: number): ProfileNote[] {
  if (!(share > NOTEWORTHY_CUT_SHARE)) return []
  const percent = `${Math.round(100 * share)} %`
  const text = `Stacks with ${percent} of the weight hold names that were cut, probably at their first parenthesis, when the file was written; the recording itself (perf script) has them whole.`
  return [{ code: 'cut-symbols', text }]
}
