import { describeChange } from './comparison/describe-change.ts'
import { findChangedPackages } from './comparison/find-changed-packages.ts'
import { type Changes, measureChanges } from './comparison/measure-changes.ts'
import { summariseRun } from './comparison/summarise-run.ts'
import type { CompareOptions, Comparison, Outcome } from './comparison/types.ts'
import type { Result } from './diagnose-recordings.ts'
import { percent } from './percent.ts'

// Thresholds, held against recorded incidents and their fixed, quiet and reworked twins.

/** A cure leaves less of the symptom than this; a fifth is the most seen. */
const mostLeft = 0.25
/** The newer run must have so many samples on the CPU. */
const leastSamples = 20
/** Two runs of one service have more of their functions in common than this (52 % the least seen). */
const leastAlike = 0.4
/** Above this share without an owner nothing can be recognised. */
const mostUnknown = 0.6
/** Below so many samples of own work, how much was asked of the service cannot be told. */
const leastOwnSamples = 20
/** On fewer samples, that own work grew is chance. */
const leastUnseen = 10
/** Own work below this part of what it was is another workload; so is twice as much, where the symptom did not keep up with it. */
const leastWork = 0.1
const muchMoreWork = 2
/** Without wall time, shares that differ by less are the same. */
const leastSame = 0.8
/** A package with this share of the CPU is still at work. */
const stillAtWork = 0.1

/**
 * Says whether the trouble of one run is gone in another: by seconds for each second of wall time, shape and what own code
 * got done, never by shares, which rise for the innocent and for the culprit once a spin is gone.
 *
 * @param before the diagnosis of the run with the trouble
 * @param after the diagnosis of the newer run
 * @returns 'resolved' only where everything that could speak against it was looked at
 */
export function compareRuns(before: Result, after: Result, options: CompareOptions): Comparison {
  const changes = measureChanges(before, after)
  const versions = options.versionsKnown ? changedVersions(before, after) : null
  const scene: Scene = { before, after, options, changes, versions, unit: unitOf(before) }
  const decision = obstacle(scene) ?? decideWithoutClock(scene) ?? decide(scene)
  return {
    ...decision,
    before: summariseRun(before),
    after: summariseRun(after),
    changes: [changes.load, changes.symptom, changes.culprit, changes.ownWork].filter((change) => change !== null),
    unit: scene.unit,
    versions,
  }
}

interface Scene {
  readonly before: Result
  readonly after: Result
  readonly options: CompareOptions
  readonly changes: Changes
  readonly versions: readonly string[] | null
  readonly unit: string
}

interface Decision {
  readonly outcome: Outcome
  readonly reasons: readonly string[]
  readonly next: readonly string[]
}

/** What keeps the two runs from being compared at all. */
function obstacle(scene: Scene): Decision | null {
  const { before, after, options } = scene
  switch (options.trigger) {
    case 'absent':
      return notComparable(
        'the trigger did not run: a quiet profile proves nothing',
        'Run the trigger against the new build and record again while it runs.',
      )
    case 'unknown':
      return notComparable(
        'nobody says whether the trigger ran',
        'Find out whether what set it off happened during the newer recording, and say so.',
      )
    case 'ran':
      return unlikeMeasurement(before, after) ?? unlikeWork(scene)
  }
}

function unlikeMeasurement(before: Result, after: Result): Decision | null {
  const metrics = [before, after].map(({ measures }) => measures.owned.profile.metrics[measures.metric])
  const [older, newer] = metrics.map((metric) => (metric ? `${metric.kind} in ${metric.unit}` : 'nothing'))
  if (older !== newer) {
    return notComparable(`the older recording measures ${older}, the newer one ${newer}`, 'Record both alike.')
  }
  const { samples, unknown } = after.measures
  if (samples < leastSamples) {
    return notComparable(
      `the newer recording has ${samples} samples on the CPU, fewer than the ${leastSamples} that a comparison needs`,
      'Record longer, or at a higher frequency, while the trigger runs.',
    )
  }
  for (const [which, share] of [
    ['older', before.measures.unknown],
    ['newer', unknown],
  ] as const) {
    if (share > mostUnknown) {
      return notComparable(
        `${percent(share)} of the ${which} recording has no owner`,
        'Record with symbols, and give the lockfiles (--repo).',
      )
    }
  }
  return null
}

function unlikeWork(scene: Scene): Decision | null {
  const { symptom, alike } = scene.changes
  const { diagnosis } = scene.before
  if (symptom === null || symptom.before.share <= 0) {
    return notComparable(
      `the older recording is ${diagnosis.verdict} and shows no symptom that could be looked for`,
      'Take a recording in which the trouble is recognised as the older one.',
    )
  }
  if (alike.own <= 0 || alike.all < leastAlike) {
    return notComparable(
      `the two recordings have ${percent(alike.all)} of their functions in common, and ${percent(alike.own)} of own code's: another workload, other symbols or another service`,
      'Record the same service, built with the same symbols, under the same trigger.',
    )
  }
  const work = workRatio(scene)
  if (work !== null && work < leastWork) {
    return notComparable(
      `our own code did ${percent(work)} of what it did before beside the trouble: another workload`,
      sameLoad,
    )
  }
  return null
}

/** Without wall time the same picture can be told for the same trouble; another picture proves nothing. */
function decideWithoutClock({ before, after, changes: { symptom, load, ownWork } }: Scene): Decision | null {
  if (symptom === null || load.ratio !== null) return null
  const shares = `${symptom.counted}: ${percent(symptom.before.share)} of the time, now ${percent(symptom.after.share)}`
  const isSame = (older: number, newer: number): boolean => newer >= older * leastSame && newer * leastSame <= older
  if (
    before.diagnosis.shape.kind === after.diagnosis.shape.kind &&
    isSame(symptom.before.share, symptom.after.share) &&
    isSame(1 - symptom.before.share, 1 - symptom.after.share) &&
    isSame(ownWork.before.share, ownWork.after.share)
  ) {
    const own = `${ownWork.counted}: ${percent(ownWork.before.share)} of the time, now ${percent(ownWork.after.share)}`
    return { outcome: 'still-there', reasons: [shares, own], next: stillThere }
  }
  return notComparable(
    `${shares}; but a recording does not tell how long it took, and shares alone prove no cure`,
    'Give recordings with wall time: the output of `perf script`, a pprof file, a .cpuprofile.',
  )
}

function decide(scene: Scene): Decision {
  const { symptom, load } = scene.changes
  if (symptom === null || symptom.ratio === null) return notComparable('no symptom could be measured', recordAgain)
  const work = workRatio(scene)
  const fall = describeChange(symptom, scene.unit)
  // Whether the symptom of each unit of work has at least halved.
  const isLessPerWork = work === null || symptom.ratio <= work / 2
  if (symptom.ratio <= mostLeft) {
    if (isLessPerWork) return culpritAtWork(scene, fall) ?? resolved(scene, fall)
    return notComparable(
      `${fall}; but our own code did only ${percent(work)} of its work too, so each unit of work costs as much`,
      sameLoad,
    )
  }
  if (work !== null && work >= muchMoreWork && isLessPerWork) {
    return notComparable(
      `${fall}; but our own code did ${work.toFixed(1)} times as much beside it: another workload`,
      sameLoad,
    )
  }
  const grown = unseenWork(scene)
  if (grown !== null && symptom.ratio < 1 && grown >= muchMoreWork) {
    return notComparable(
      `${fall}; but our own code, hardly seen before, did at least ${grown.toFixed(1)} times as much beside it: another workload`,
      sameLoad,
    )
  }
  return { outcome: 'still-there', reasons: [fall, describeChange(load, scene.unit)], next: stillThere }
}

/**
 * How much more of its work own code did at least, where it was on too few samples before to tell how much: as if it had been on
 * one more. A service that is driven as fast as it goes is as busy as before when the trouble is gone.
 */
function unseenWork({ before, after, changes: { own } }: Scene): number | null {
  const seconds = [before, after].map(({ measures }) => measures.owned.profile.durationSeconds ?? 0)
  const [older = 0, newer = 0] = seconds
  const isTold = before.diagnosis.verdict === 'own-code' || own.before.samples >= leastOwnSamples
  if (isTold || own.after.samples < leastUnseen || older <= 0 || newer <= 0) return null
  return own.after.samples / newer / ((own.before.samples + 1) / older)
}

/** How much of its work own code did, after by before; null where that cannot be told, or own code is itself at fault. */
function workRatio({ before, changes: { own, ownWork } }: Scene): number | null {
  if (before.diagnosis.verdict === 'own-code' || own.before.samples < leastOwnSamples) return null
  return ownWork.ratio
}

/** The symptom is gone, the culprit is not: it may be cured, or nobody asked for what it does badly. Its version tells. */
function culpritAtWork({ changes: { culprit, load }, versions, unit }: Scene, fall: string): Decision | null {
  if (culprit === null || culprit.after.share < stillAtWork) return null
  const works = `${describeChange(culprit, unit)}, ${percent(culprit.after.share)} of the newer recording`
  if (versions === null) {
    return notComparable(
      `${fall}; but ${works}, and nothing says that another version of it ran`,
      "Give the newer run's lockfiles (--repo-after), so that versions tell a cure from a trigger that did not bite.",
    )
  }
  if (versions.length === 0) {
    return notComparable(
      `${fall}; but ${works}, in the same version with the same dependencies: nothing upstream was cured`,
      'If our own use of it was changed, that is the cure; else the trigger did not bite: run it again.',
    )
  }
  if ((culprit.ratio ?? 1) > 0.5) {
    return { outcome: 'still-there', reasons: [works, describeChange(load, unit)], next: stillThere }
  }
  return null
}

function resolved({ changes, versions, before, after, unit }: Scene, fall: string): Decision {
  const { ownWork, own, load } = changes
  const shapes = [before, after].map(({ diagnosis }) => diagnosis.shape.kind)
  return {
    outcome: 'resolved',
    reasons: [
      fall,
      describeChange(load, unit),
      'the trigger ran, on the word of whoever compares',
      `the shape was ${shapes[0]} and is ${shapes[1]}`,
      own.after.samples > 0
        ? describeChange(ownWork, unit)
        : 'our own code shows on no sample, so that how much was asked of it cannot be told',
      ...(versions ?? []),
    ],
    next: ['Keep watching the metric that guards it (`/upstream instrument`).'],
  }
}

function changedVersions({ diagnosis, measures }: Result, after: Result): readonly string[] | null {
  const culprit = diagnosis.culprit && measures.owned.owners[diagnosis.culprit.owner]?.package
  if (culprit === null || culprit === undefined) return null
  return findChangedPackages(measures.owned.graph, culprit, after.measures.owned.graph)
}

function unitOf({ measures }: Result): string {
  const unit = measures.owned.profile.metrics[measures.metric]?.unit ?? 'samples'
  return unit === 'nanoseconds' ? 'seconds' : unit
}

const sameLoad = 'Record again under the load of the older recording.'
const recordAgain = 'Record both runs again, with symbols and while the trigger runs.'
const stillThere = [
  'Check that the new build is the one that was recorded: its lockfile, its deployed commit.',
  'If it is, the release does not cure this trouble: say so upstream, with both profiles.',
]

function notComparable(reason: string, next: string): Decision {
  return { outcome: 'not-comparable', reasons: [reason], next: [next] }
}
