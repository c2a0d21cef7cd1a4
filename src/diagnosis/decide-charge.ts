import { betterRecording } from './better-recording.ts'
import { type Decision, inconclusive } from './decision.ts'
import { describeExpectedWork } from './expected-work.ts'
import { findCallbacks } from './find-callbacks.ts'
import { findSiblingEntries, type SiblingEntries } from './find-sibling-entries.ts'
import type { Facts } from './gather-facts.ts'
import { measureShallow } from './measure-shallow.ts'
import { percent } from './percent.ts'
import { sureOfOrder } from './sure-of-order.ts'
import type { Shape, Suspect } from './types.ts'

/** Less than this charged to anybody, in no shape, is nothing to go by. */
const leastCharged = 0.1
/** Above this share of language and runtime time that nobody asked for, it is theirs. */
const leastUnasked = 0.5
/** From this share of a package's time on, one entry has all of it. */
const oneEntry = 0.95
/** From this share of a package's charged time on, our own callbacks are what keeps it busy. */
const mostCallbacks = 0.6
/** From this share of a package's time on, the second function that an own one calls is as busy as the first; of both together. */
const leastSibling = 0.15
const mostlySiblings = 0.8
/** From this share on, a package's charged time is asked for by the very function that others call. */
const mostlyShallow = 0.7
/** What a reason for doubt leaves of the confidence. */
const doubted = 0.88

/** What one of the rules below looks at. */
interface Scales {
  readonly facts: Facts
  readonly shape: Shape
  /** Charged to own code, all of it. */
  readonly own: number
  readonly first: Suspect | undefined
  readonly second: Suspect | undefined
}

/** Lays the time at the door of whoever is charged with most of it: work by design first, then the language, own code, a dependency. */
export function decideCharge(facts: Facts, shape: Shape, suspects: readonly Suspect[]): Decision {
  const { owned, owners } = facts.measures
  let own = 0
  for (const [index, owner] of owned.owners.entries()) if (owner.kind === 'own') own += owners[index]?.charged ?? 0
  const [first, second] = suspects
  const scales = { facts, shape, own, first, second }
  const largest = Math.max(own, first?.share.charged ?? 0)
  const expected = expectedWork(facts)
  if (expected) return expected
  const unasked = facts.unasked.language
  if (unasked > Math.max(leastUnasked, largest)) {
    const cut = owned.profile.notes.find(({ code }) => code === 'cut-stacks')
    return cut
      ? inconclusive(0.3, cut.text, betterRecording(owned, 'longer', 'whole stacks show who asked for the work'))
      : theRuntime(scales, unasked)
  }
  if (largest === 0 || (shape.kind === 'unknown' && largest < leastCharged)) {
    const reason = 'no owner is charged with a tenth of the time'
    return inconclusive(0.4, reason, betterRecording(owned, 'longer', reason))
  }
  if (first === undefined || own >= first.share.charged) return ownCode(scales)
  const entries = findSiblingEntries(facts.measures, first.owner)
  return ownCallback(scales, first) ?? ownLoop(scales, first, entries) ?? theDependency(scales, first, entries)
}

function expectedWork({ expected, measures }: Facts): Decision | null {
  if (expected === null) return null
  return {
    verdict: 'expected-work',
    confidence: sureOfOrder(expected.share, 1 - expected.share, measures.samples),
    reasons: [describeExpectedWork(expected)],
    needs: [],
    next: [
      'Check how often it is asked for, with which cost parameter, and that it does not run where requests wait for it.',
    ],
  }
}

function theRuntime({ facts, shape }: Scales, unasked: number): Decision {
  const { owned, frameSelf } = facts.measures
  const most = frameSelf.reduce((max, self) => Math.max(max, self), 0)
  const hottest = owned.frames[frameSelf.indexOf(most)]
  return {
    verdict: 'runtime',
    confidence: 0.8 * weightOf(shape),
    reasons: [
      `the language's own library and runtime have ${percent(unasked)} of the time, and neither own code nor a package is above it on the stack`,
    ],
    needs: [],
    next: [
      `Look for a known issue of the language's library or runtime around \`${hottest?.symbol ?? ''}\`, and for a release that cures it.`,
    ],
  }
}

function ownCode({ facts, shape, own, first }: Scales): Decision {
  const charged = first?.share.charged ?? 0
  return {
    verdict: 'own-code',
    confidence: sureOfOrder(own, charged, facts.measures.samples) * weightOf(shape),
    reasons: [
      `our own code is charged with ${percent(own)} of the time${first ? `, the first dependency (${first.purl}) with ${percent(charged)}` : ''}`,
    ],
    needs: [],
    next: ['Look at the recent changes to the own functions that are charged most.'],
  }
}

/** A package whose work is spread thin and asked for by our callback, which it calls for each element, is called too often. */
function ownCallback({ facts, shape, own }: Scales, first: Suspect): Decision | null {
  const called = shape.kind === 'hot-work' ? findCallbacks(facts.measures, first.owner) : 0
  if (called < mostCallbacks * first.share.charged || called <= own) return null
  return {
    verdict: 'own-code',
    confidence: sureOfOrder(called, first.share.charged - called, facts.measures.samples) * weightOf(shape),
    reasons: [
      `our own callback, which ${first.purl} calls for each element, asks it for ${percent(called)} of the time: its work is spread thin, and it is called too often`,
    ],
    needs: [],
    next: ['Look at the own callback and at how many elements it is called for: index or group them before comparing.'],
  }
}

/** An algorithm that grows sits below one entry of a package; an own function that keeps two of them busy calls them in a loop. */
function ownLoop({ facts, shape }: Scales, first: Suspect, found: SiblingEntries | null): Decision | null {
  if (shape.kind !== 'quadratic-algorithm' && shape.kind !== 'hot-work') return null
  const [one, two] = found?.entries ?? []
  if (!found || !one || !two || two.share < leastSibling || one.share + two.share < mostlySiblings) return null
  const name = (frame: number): string => `\`${facts.measures.owned.frames[frame]?.symbol ?? ''}\``
  return {
    verdict: 'own-code',
    confidence: 0.75 * weightOf(shape),
    reasons: [
      `our own ${name(found.caller)} keeps several functions of ${first.purl} busy, ${name(one.frame)} with ${percent(one.share)} and ${name(two.frame)} with ${percent(two.share)} of its time: probably it calls them in a loop`,
    ],
    needs: [],
    next: [
      `Look at ${name(found.caller)} and at how often it calls ${first.purl}: one call for all elements, or its result kept, would do.`,
    ],
  }
}

function theDependency(
  { facts, shape, own, second }: Scales,
  first: Suspect,
  entries: SiblingEntries | null,
): Decision {
  const { charged } = first.share
  const doubts = doubtsOf(facts, shape, first)
  return {
    verdict: 'dependency',
    confidence:
      sureOfOrder(charged, Math.max(own, second?.share.charged ?? 0), facts.measures.samples) *
      weightOfGrowth(shape, entries) *
      doubted ** doubts.length,
    reasons: [
      `${first.purl} is charged with ${percent(charged)} of the time, our own code with ${percent(own)}`,
      ...(second ? [`the next dependency, ${second.purl}, is charged with ${percent(second.share.charged)}`] : []),
      ...doubts,
    ],
    needs: [],
    next: [`Look for a known issue of ${first.purl} and for a release that cures it.`],
  }
}

/** Why the time could be our own doing although the dependency has it. */
function doubtsOf({ measures }: Facts, shape: Shape, first: Suspect): string[] {
  const doubts: string[] = []
  if (shape.kind === 'hot-work' || shape.kind === 'unknown') {
    doubts.push('nothing shows that it does more than it is asked: it may be called too often')
  }
  if (shape.kind === 'quadratic-algorithm' && measureShallow(measures, first.owner) >= mostlyShallow) {
    doubts.push("the time is in the function that own code calls: the loop may be its caller's")
  }
  return doubts
}

/** A weak shape makes a weak verdict; a strong one adds nothing. */
function weightOf({ confidence }: Shape): number {
  return confidence ** 0.25
}

/**
 * That a package does more than it is asked rests on the shape: our loop over a linear one looks alike. Where own code enters the
 * package by one function, what grows is below it: so it was in each of a dozen recorded incidents, and in none of our own loops.
 */
function weightOfGrowth(shape: Shape, entries: SiblingEntries | null): number {
  if (shape.kind !== 'quadratic-algorithm') return weightOf(shape)
  return (entries?.entries[0]?.share ?? 0) >= oneEntry ? weightOf(shape) : shape.confidence ** 0.5
}
