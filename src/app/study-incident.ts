import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { redactComment } from '../contribution/index.ts'
import type { Trigger } from '../diagnosis/index.ts'
import { HeadwaterError } from '../errors.ts'
import { type Comment, type Repository, readRepository } from '../github/index.ts'
import {
  type CollectedProfile,
  collectProfiles,
  fetchFor,
  findInTexts,
  findProfiles,
  type IncidentFacts,
  type IncidentText,
  type ProfileReference,
  type ProfileReport,
  type RepositoryReader,
  readIncident,
  readServiceAt,
  readSourceMapsAt,
  type ServiceAddress,
  type ServiceAt,
} from '../intake/index.ts'
import { isLockfile, isServiceFile, matchesGlob } from '../ownership/index.ts'
import type { TroubleComment } from '../report/index.ts'
import type { Scene } from './at-incident.ts'
import { type GatheredIncident, gatherIncident } from './gather-incident.ts'
import { findNewerRuns } from './newer-runs.ts'
import { noPackageClients } from './package-clients.ts'
import type { Diagnosed, NewerRun, Parsed, ParseRequest } from './parse/index.ts'
import { parseWithSources } from './parse-with-sources.ts'
import { type FoundConfiguration, readConfiguration } from './read-configuration.ts'
import type { Words } from './read-words.ts'
import { createRepositoryReader } from './repository-reader.ts'

/** All that a command starts from: what the incident says, the service at the commit that ran, and what its profiles say. */
export interface Study {
  readonly kind: 'study'
  /** The service's. */
  readonly repository: Repository
  readonly found: FoundConfiguration
  readonly facts: IncidentFacts
  readonly words: Words
  /** Lockfiles and manifests. */
  readonly service: ServiceAt
  /** What became of each profile. */
  readonly reports: readonly ProfileReport[]
  readonly diagnosed: Diagnosed
  /** What could not be gathered, in sentences. */
  readonly notes: readonly string[]
}

export interface StudyOptions {
  /** Told how many profiles there are, before they are fetched. */
  readonly onFound?: (profiles: number) => Promise<void>
  /** Whether what may be published is to be drawn. */
  readonly withEvidence?: boolean
  /** Whether a flamegraph is to be drawn; it is unless this says no. */
  readonly withPicture?: boolean
  /**
   * Whether all of it stays in a service that is private: then a configuration that cannot be read is no reason to stop. Anywhere
   * else it is, since it says what is kept back.
   */
  readonly staysInside?: boolean
  /** Where the newest recording is to be compared with the incident's: what a person says of the trigger. */
  readonly trigger?: Trigger
}

/**
 * Gathers an incident and the service at the deployed commit, and reads its profiles in a child process.
 *
 * @returns what a person can change where it cannot be done; null where the issue is no longer there
 */
export async function studyIncident(scene: Scene, options: StudyOptions = {}): Promise<Study | TroubleComment | null> {
  const { github, incident, tools } = scene
  const gathered = await gatherIncident(scene)
  if (gathered === null) return null
  const { facts, words } = gathered
  const repository = await readRepository(github, incident)
  const found = await readConfiguration(github, incident)
  const refuse = (comment: TroubleComment): TroubleComment =>
    repository.isPublic ? redactComment(comment, found.configuration.redact) : comment
  if (found.problem !== null && (repository.isPublic || options.staysInside !== true))
    return refuse(trouble(found.problem, [], [correctConfiguration]))
  const reader = createRepositoryReader(github, incident)
  const address = { ...incident, webOrigin: tools.site.webOrigin }
  const newerRuns = newerRunsIn(gathered, address)
  const references = await findProfiles({
    service: address,
    issue: incident.issue,
    texts: gathered.texts.filter((text) => !newerRuns.some((run) => run === text)),
    reader,
  })
  if (references.length === 0) return refuse(trouble('no profile was found', [], attachProfiles))
  const newest = newerRuns.at(-1)
  if (options.trigger !== undefined && newest === undefined) return refuse(trouble(noNewer, [], attachNewer))
  await options.onFound?.(references.length)
  const isWanted = (path: string): boolean => isServiceFile(path) && counts(path, found.configuration.lockfiles)
  const service = await readServiceAt({ reader, ref: facts.deployedCommit, isWanted }).catch(messageOf)
  if (typeof service === 'string')
    return refuse(trouble(service, [], ['Correct that, or name another commit in the issue.']))
  const maps = await readSourceMapsAt(reader, service.commit)
  const request = requestFor(scene, { repository, found, files: [...service.files, ...maps], words }, options)
  // Which packages are private is not known where the configuration cannot be read.
  const asked = found.problem === null ? tools.packages : noPackageClients
  const places = { tools: { ...tools, packages: asked }, reader, commit: service.commit }
  const parse = async (profiles: readonly CollectedProfile[], newer: NewerRun | null) =>
    parseWithSources({ profiles, ...request, newer }, places)
  const { answer: parsed, notes } = await withProfiles(scene, references, reader, async (profiles) => {
    if (options.trigger === undefined || newest === undefined) return parse(profiles, null)
    const { trigger } = options
    const ref = readIncident(newest.body).deployedCommit
    const built = ref === null ? null : await readServiceAt({ reader, ref, isWanted }).catch(messageOf)
    // A commit that cannot be read is as good as none: the versions of the newer run are not known.
    const isKnown = built !== null && typeof built !== 'string' && built.at === 'deployed'
    const files = isKnown ? [...built.files, ...(await readSourceMapsAt(reader, built.commit))] : null
    return withProfiles(scene, findInTexts([newest], address), reader, (newer) =>
      parse(profiles, { profiles: newer, service: files, trigger }),
    )
  })
  const { diagnosed, reports } = parsed
  if (diagnosed === null) return refuse(troubleOf(parsed))
  return { kind: 'study', repository, found, facts, words, service, reports, diagnosed, notes }
}

function newerRunsIn({ texts, comments }: GatheredIncident, address: ServiceAddress): Comment[] {
  const holds = (text: IncidentText): boolean => findInTexts([text], address).length > 0
  const own = texts.filter((text) => !comments.some((comment) => comment === text))
  return findNewerRuns(comments, own.some(holds), holds)
}

/** Whether a lockfile is one of those that the configuration wants read; manifests stand beside them. */
function counts(path: string, patterns: readonly string[] | null): boolean {
  return patterns === null || !isLockfile(path) || patterns.some((one) => matchesGlob(one, path))
}

/** Fetches profiles into a folder that is there while `use` runs. */
async function withProfiles<Result>(
  { incident, tools }: Scene,
  references: readonly ProfileReference[],
  reader: RepositoryReader,
  use: (profiles: readonly CollectedProfile[]) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'headwater-incident-'))
  try {
    const token = await tools.github.createToken({
      ...incident,
      permissions: { issues: 'read', contents: 'read' },
      optional: { actions: 'read' },
    })
    return await use(
      await collectProfiles({
        references,
        folder,
        service: incident,
        site: tools.site,
        reader,
        token,
        fetch: fetchFor(tools.site),
      }),
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function requestFor(
  { incident }: Scene,
  { repository, found, files, words }: Pick<Study, 'repository' | 'found' | 'words'> & { files: ServiceAt['files'] },
  { withEvidence = false, withPicture = true }: StudyOptions,
): Omit<ParseRequest, 'profiles'> {
  const { own, private: hidden, redact } = found.configuration
  return {
    service: files,
    patterns: { own, private: hidden },
    redact,
    isPublic: repository.isPublic,
    pictureTitle: withPicture ? `Incident ${incident.issue}` : null,
    evidence: withEvidence ? { suspect: words.suspect?.what ?? null } : null,
  }
}

const correctConfiguration =
  'Correct that line. While the configuration cannot be read, nothing leaves the service: no draft, no question to upstream or to a package index, and in a public repository no report.'
const noNewer = 'no recording of a newer run was found'
const attachNewer = [
  'Record the new build while the trigger runs, and attach the recording to a comment that also says `/upstream validate ran`.',
  'Write a heading `Deployed commit` and the commit below it into that comment, so that versions can be told apart.',
]

const attachProfiles = ['Attach a profile to the issue, or link to one in this repository.']

function troubleOf({ reports, trouble: problem }: Parsed): TroubleComment {
  return problem === null
    ? trouble('no profile could be read', reports, attachProfiles)
    : trouble(problem, reports, ['Correct that file, or name another commit in the issue.'])
}

function trouble(what: string, profiles: TroubleComment['profiles'], next: readonly string[]): TroubleComment {
  return { kind: 'trouble', what, profiles, next, commands: [] }
}

/** What is wrong with what the service or its people gave is news for them; all else is a failure of the job. */
function messageOf(error: unknown): string {
  if (error instanceof HeadwaterError && error.code !== 'internal') return error.message
  throw error
}
