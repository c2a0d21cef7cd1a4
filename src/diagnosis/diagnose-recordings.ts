import { HeadwaterError } from '../errors.ts'
import type { OwnedProfile } from '../ownership/index.ts'
import { pickMetric } from '../profile/index.ts'
import type { CarrierRule } from './carrier-rules.ts'
import { diagnose } from './diagnose.ts'
import type { Facts } from './gather-facts.ts'
import { type Measures, measureOwners } from './measure-owners.ts'
import type { Diagnosis, PackageSources } from './types.ts'

/** One recording of a run, and what to call it in messages. */
export interface Recording {
  readonly name: string
  readonly owned: OwnedProfile
}

export interface DiagnoseOptions {
  /** Name of the metric to look at; the leading CPU metric without it. */
  readonly metric?: string
  /** The data table of carriers, for tests that rename packages. */
  readonly carriers?: readonly CarrierRule[]
  /** Code that was gathered for needs of the kind `package-source`. */
  readonly sources?: PackageSources
  /** What people wrote about the incident; it breaks ties. */
  readonly incident?: string
}

/** A diagnosis with the recording that led to it. */
export interface Result {
  readonly diagnosis: Diagnosis
  readonly measures: Measures
  /** What the diagnosis is drawn from. */
  readonly facts: Facts
  /** Index of the leading recording. */
  readonly lead: number
}

/** Two recordings of one run share at least this much of the owners' time; below it they are of different runs. */
const leastAlike = 0.2

/**
 * Diagnoses recordings of one run: the one with the most samples that have an owner leads, the others confirm it or
 * speak against it.
 *
 * @throws HeadwaterError `usage` for a metric that the recording lacks, `profile-unlike` where a recording shares too little
 * with the leading one
 */
export function diagnoseRecordings(recordings: readonly Recording[], options: DiagnoseOptions = {}): Result {
  const measured = recordings.map(({ name, owned }) => measureOwners(owned, metricOf(name, owned, options.metric)))
  const evidence = measured.map((measures) => measures.samples * (1 - measures.unknown))
  const lead = evidence.indexOf(Math.max(...evidence))
  const leading = measured[lead]
  if (!leading) throw new HeadwaterError('usage', 'no recording was given; give at least one profile')
  const { facts, ...first } = diagnose(leading, options)
  const { measures } = facts
  let { diagnosis } = first
  for (const [index, other] of measured.entries()) {
    if (index === lead) continue
    const alike = likeness(measures, other)
    if (alike < leastAlike && other.samples > 0) {
      throw new HeadwaterError(
        'profile-unlike',
        `${recordings[index]?.name}: shares ${Math.round(alike * 100)} % of its time with ${recordings[lead]?.name}; recordings of one run are accepted`,
      )
    }
    diagnosis = weigh(diagnosis, diagnose(other, options).diagnosis, recordings[index]?.name ?? '')
  }
  return { diagnosis, measures, facts, lead }
}

function metricOf(name: string, owned: OwnedProfile, wanted: string | undefined): number {
  if (wanted === undefined) return pickMetric(owned.profile)
  const names = owned.profile.metrics.map((metric) => metric.name)
  const index = names.indexOf(wanted)
  if (index < 0) {
    throw new HeadwaterError(
      'usage',
      `${name}: has no metric '${wanted}'; accepted here: ${names.join(', ') || 'none, it is empty'}`,
    )
  }
  return index
}

/** How much of the charged time of own code and packages two recordings have in common, 0 to 1. */
function likeness(a: Measures, b: Measures): number {
  const charged = (measures: Measures): Map<string, number> =>
    new Map(measures.owned.owners.map((owner, index) => [owner.name, measures.owners[index]?.total ?? 0]))
  const other = charged(b)
  let common = 0
  let whole = 0
  for (const [name, share] of charged(a)) {
    common += Math.min(share, other.get(name) ?? 0)
    whole += share
  }
  return whole > 0 ? common / whole : 1
}

function weigh(lead: Diagnosis, other: Diagnosis, name: string): Diagnosis {
  if (other.verdict === 'inconclusive' || lead.verdict === 'inconclusive') return lead
  const agrees = other.verdict === lead.verdict && other.culprit?.purl === lead.culprit?.purl
  const said = other.culprit ? `${other.verdict}, ${other.culprit.purl}` : other.verdict
  return {
    ...lead,
    confidence: agrees
      ? 1 - (1 - lead.confidence) * (1 - other.confidence / 2)
      : lead.confidence * (1 - other.confidence / 2),
    reasons: [...lead.reasons, agrees ? `${name} confirms it` : `${name} says otherwise: ${said}`],
  }
}
