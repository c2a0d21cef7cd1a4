import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, posix } from 'node:path'
import { HeadwaterError } from '../errors.ts'
import { type GitHub, type Repository, readRepository } from '../github/index.ts'
import { collectProfiles, findProfiles, readServiceAt, type ServiceAt } from '../intake/index.ts'
import { isLockfile, isServiceFile, matchesGlob } from '../ownership/index.ts'
import type { CommentInput } from '../report/index.ts'
import { type GatheredIncident, gatherIncident } from './gather-incident.ts'
import type { Work } from './jobs.ts'
import { overrule } from './overrule.ts'
import { type Parsed, parseProfiles } from './parse/index.ts'
import { pushPicture } from './push-picture.ts'
import { type FoundConfiguration, readConfiguration } from './read-configuration.ts'
import { createRepositoryReader } from './repository-reader.ts'
import { putStatus, type StatusUpdate } from './status-comment.ts'
import type { Tools } from './tools.ts'
import { unlessGone } from './unless-gone.ts'

/** What one diagnosis works with. */
interface Scene {
  readonly work: Work
  readonly github: GitHub
  readonly tools: Tools
}

/**
 * Reads the profiles of an incident and writes what they say into its status comment.
 *
 * Every step can be done again: a job that was interrupted begins anew and ends in the same one comment.
 */
export async function diagnoseIncident(work: Work, tools: Tools): Promise<void> {
  const github = await tools.github.forRepository({
    ...work.incident,
    permissions: { issues: 'write', contents: 'write' },
    optional: { actions: 'read' },
  })
  const scene = { work, github, tools }
  await unlessGone(work.incident, { github, log: tools.log }, async () => {
    await put(scene, { state: 'reading', comment: { kind: 'reading', profiles: null } })
    const gathered = await gatherIncident(github, work.incident)
    if (gathered !== null) await put(scene, await diagnose(scene, gathered))
  })
}

async function diagnose(scene: Scene, gathered: GatheredIncident): Promise<StatusUpdate> {
  const { work, github, tools } = scene
  const repository = await readRepository(github, work.incident)
  const found = await readConfiguration(github, work.incident)
  const reader = createRepositoryReader(github, work.incident)
  const references = await findProfiles({
    service: { ...work.incident, webOrigin: tools.site.webOrigin },
    issue: work.incident.issue,
    texts: gathered.texts,
    reader,
  })
  if (references.length === 0) return trouble('no profile was found', [], attachProfiles)
  await put(scene, { state: 'reading', comment: { kind: 'reading', profiles: references.length } })
  const service = await readServiceAt({
    reader,
    ref: gathered.facts.deployedCommit,
    isWanted: (path) => isServiceFile(path) && counts(path, found.configuration.lockfiles),
  }).catch(messageOf)
  if (typeof service === 'string') return trouble(service, [], ['Correct that, or name another commit in the issue.'])
  const folder = await mkdtemp(join(tmpdir(), 'headwater-incident-'))
  try {
    const profiles = await collectProfiles({
      references,
      folder,
      service: work.incident,
      site: tools.site,
      reader,
      token: await tools.github.createToken({
        ...work.incident,
        permissions: { issues: 'read', contents: 'read' },
        optional: { actions: 'read' },
      }),
      fetch,
    })
    const request = {
      profiles,
      service: service.files,
      patterns: { own: found.configuration.own, private: found.configuration.private },
      redact: repository.isPublic ? found.configuration.redact : null,
      // In public it would show names of our own.
      pictureTitle: repository.isPublic ? null : `${work.incident.repo} #${work.incident.issue}`,
    }
    const parsed = await parseProfiles(request, tools.parseLimits)
    return await conclude(scene, { repository, found, service, parsed })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Whether a lockfile is one of those that the configuration wants read; manifests stand beside them. */
function counts(path: string, patterns: readonly string[] | null): boolean {
  return patterns === null || !isLockfile(posix.basename(path)) || patterns.some((one) => matchesGlob(one, path))
}

interface Evidence {
  readonly repository: Repository
  readonly found: FoundConfiguration
  readonly service: ServiceAt
  readonly parsed: Parsed
}

async function conclude(
  { work, github, tools }: Scene,
  { repository, found, service, parsed }: Evidence,
): Promise<StatusUpdate> {
  const { diagnosed, reports, trouble: problem } = parsed
  if (diagnosed === null) {
    return problem === null
      ? trouble('no profile could be read', reports, attachProfiles)
      : trouble(problem, reports, ['Correct that file, or name another commit in the issue.'])
  }
  const { picture, diagnosis, document, names, notes, lockfiles } = diagnosed
  const url = picture && (await pushPicture(github, { ...work, picture, repositoryUrl: repository.url }, tools))
  const { overruled, notice } = overrule(work, diagnosis)
  return {
    state: 'report',
    names,
    comment: {
      kind: 'report',
      document,
      diagnosis,
      profiles: reports,
      lockfiles: {
        at: service.at,
        commit: service.commit,
        ref: service.ref,
        files: lockfiles,
        notFound: service.notFound,
      },
      picture: url === null ? null : { url },
      notes: [...notes, ...service.notes],
      overruled,
      notice:
        [found.problem === null ? null : `The configuration was passed over: ${found.problem}.`, notice]
          .filter((text) => text !== null)
          .join(' ') || null,
    },
  }
}

const attachProfiles = ['Attach a profile to the issue, or link to one in this repository.']

function trouble(
  what: string,
  profiles: Extract<CommentInput, { kind: 'trouble' }>['profiles'],
  next: readonly string[],
): StatusUpdate {
  return { state: 'report', comment: { kind: 'trouble', what, profiles, next, commands: [] } }
}

async function put({ github, work, tools }: Scene, update: StatusUpdate): Promise<void> {
  await putStatus(github, work.incident, tools, update)
}

/** What is wrong with what the service or its people gave is news for them; all else is a failure of the job. */
function messageOf(error: unknown): string {
  if (error instanceof HeadwaterError && error.code !== 'internal') return error.message
  throw error
}
