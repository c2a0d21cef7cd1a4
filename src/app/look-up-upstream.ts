import { HeadwaterError } from '../errors.ts'
import { investigateUpstream, type UpstreamFindings } from '../upstream/index.ts'
import type { Scene } from './at-incident.ts'
import { culpritOf } from './culprit-of.ts'
import type { Study } from './study-incident.ts'

/** For all questions together, some of which follow from the answers to others. */
const deadlineMs = 60_000

/**
 * Whether there is somebody upstream who can be asked. In a public service nobody is asked about a private package, and nobody at all
 * while the configuration, which says what is private, cannot be read.
 */
export function hasUpstream(study: Study): boolean {
  if (study.found.problem !== null) return false
  const culprit = culpritOf(study)
  return culprit !== null && !culprit.own && !(study.repository.isPublic && culprit.visibility === 'private')
}

/**
 * Finds out what upstream knows about the package that the incident is about. What cannot be found out there is a note of the
 * findings and no error.
 *
 * @returns null where nobody can be asked
 */
export async function lookUpUpstream({ github, tools }: Scene, study: Study): Promise<UpstreamFindings | null> {
  const culprit = culpritOf(study)
  if (culprit === null || !hasUpstream(study)) return null
  const { diagnosed, words, service, found } = study
  const { graph, diagnosis, hotSymbols } = diagnosed
  return investigateUpstream(
    {
      culprit,
      graph,
      diagnosis,
      hotSymbols,
      files: service.files,
      link: words.link?.what ?? null,
      target: words.target?.what ?? null,
      upstreams: found.configuration.upstreams,
    },
    {
      github,
      indexes: tools.packages.indexes,
      advisories: tools.packages.advisories,
      installed: new Map(),
      signal: AbortSignal.timeout(deadlineMs),
      clock: tools.clock,
    },
  )
}

/** Ends a command that turns on what is missing for now; its job is tried again, as after any outage. */
export function unansweredUpstream(): HeadwaterError {
  return new HeadwaterError('upstream-unavailable', 'what upstream knows could not be read in full for now')
}
