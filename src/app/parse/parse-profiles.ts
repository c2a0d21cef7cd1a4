import { existsSync, realpathSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { debuglog } from 'node:util'
import { HeadwaterError } from '../../errors.ts'
import type { CollectedProfile } from '../../intake/index.ts'
import { parseAnswer } from './parse-answer.ts'
import { type ChildLimits, runChild } from './run-child.ts'
import type { ParseAnswer, Parsed, ParseRequest } from './types.ts'

export interface ParseLimits extends ChildLimits {
  /** After so long no further profile is tried by itself. */
  readonly overallMs: number
}

export const parseLimits: ParseLimits = {
  deadlineMs: 60_000,
  memoryBytes: 1.5 * 2 ** 30,
  answerBytes: 64 * 2 ** 20,
  overallMs: 300_000,
}

/** Beside this file, in `src` as in `dist`. */
const script = join(import.meta.dirname, `parse-child${extname(import.meta.url)}`)
const root = fileURLToPath(new URL('../../..', import.meta.url))
/** What the child needs of the installation; in particular no `.env`, no key and no database beside it. */
const installation = ['package.json', 'node_modules', 'templates', 'src', 'dist']
  .map((name) => join(root, name))
  .filter((path) => existsSync(path))
  // The runtime looks at where a symbolic link leads.
  .flatMap((path) => [path, realpathSync(path)])

/**
 * Reads an incident's profiles and diagnoses them, in a child process. Where it fails, each profile is tried by itself: one that
 * makes the child hang, grow or crash is told so, and the others are diagnosed without it.
 */
export async function parseProfiles(request: ParseRequest, limits: Partial<ParseLimits> = {}): Promise<Parsed> {
  const within = { ...parseLimits, ...limits }
  const whole = await ask(request, within)
  if (!(whole instanceof HeadwaterError)) return merge(request, whole)
  const { profiles, samples } = await tryEachAlone(request, whole, within)
  const sound = { ...request, profiles }
  const isPoisoned = profiles.some(({ file }, index) => file === null && request.profiles[index]?.file !== null)
  // A crash that no profile brings about by itself may have been the system's doing.
  const rest = isPoisoned || whole.code === 'internal' ? await ask(sound, within) : whole
  if (!(rest instanceof HeadwaterError)) return merge(sound, rest)
  const lead = { ...request, profiles: keepLead(profiles, samples, rest) }
  const single = await ask(lead, within)
  if (!(single instanceof HeadwaterError)) return merge(lead, single)
  return merge(lead, refuseAll(lead, single))
}

async function ask(request: ParseRequest, limits: ParseLimits): Promise<ParseAnswer | HeadwaterError> {
  const files = request.profiles.flatMap(({ file }) => file ?? [])
  const newer = (request.newer?.profiles ?? []).flatMap(({ file }) => file ?? [])
  const [only] = request.profiles.filter(({ file }) => file !== null)
  try {
    const text = await runChild({
      script,
      request: JSON.stringify(request),
      readable: [...new Set([...installation, ...[...files, ...newer].map(dirname)])],
      what: files.length === 1 && only ? only.name : 'the profiles together',
      limits,
    })
    return parseAnswer(text, request.profiles.length)
  } catch (error) {
    if (!(error instanceof HeadwaterError)) throw error
    debuglog('headwater')('%s: %s', error.message, error.cause)
    return error
  }
}

/** The profiles, of which those that fail even alone have become errors; and how many samples the others have. */
async function tryEachAlone(request: ParseRequest, failure: HeadwaterError, limits: ParseLimits) {
  const over = AbortSignal.timeout(limits.overallMs)
  const isOnly = request.profiles.filter(({ file }) => file !== null).length === 1
  const profiles: CollectedProfile[] = []
  const samples: number[] = []
  for (const profile of request.profiles) {
    const alone = { ...request, profiles: [profile], pictureTitle: null, evidence: null, newer: null }
    const answer = profile.file === null ? null : isOnly ? failure : over.aborted ? tooLate : await ask(alone, limits)
    const failed = answer instanceof HeadwaterError
    profiles.push(failed ? withError(profile, answer.message) : profile)
    samples.push(failed ? 0 : (answer?.profiles[0]?.samples ?? 0))
  }
  return { profiles, samples }
}

const tooLate = new HeadwaterError('too-large', 'not tried, since other profiles took too long; attach fewer')

/** Only the profile with the most samples is kept of those that are too much together. */
function keepLead(
  profiles: readonly CollectedProfile[],
  samples: readonly number[],
  failure: HeadwaterError,
): CollectedProfile[] {
  const lead = samples.indexOf(Math.max(...samples))
  return profiles.map((profile, index) =>
    index === lead || profile.file === null ? profile : withError(profile, `left out: ${failure.message}`),
  )
}

function withError(profile: CollectedProfile, error: string): CollectedProfile {
  return { ...profile, file: null, error }
}

function refuseAll({ profiles }: ParseRequest, { message }: HeadwaterError): ParseAnswer {
  const lines = profiles.map(({ error }) => ({ format: null, samples: null, error: error ?? message }))
  return { profiles: lines, diagnosed: null, trouble: null }
}

function merge({ profiles }: ParseRequest, { profiles: lines, diagnosed, trouble }: ParseAnswer): Parsed {
  const reports = profiles.map(({ name, source, bytes }, index) => ({
    name,
    source,
    bytes,
    format: lines[index]?.format ?? null,
    samples: lines[index]?.samples ?? null,
    error: lines[index]?.error ?? null,
  }))
  return { reports, diagnosed, trouble }
}
