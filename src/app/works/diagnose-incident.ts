import type { ReportComment } from '../../report/index.ts'
import type { Started } from '../../upstream/index.ts'
import { atIncident, type Scene } from '../at-incident.ts'
import { describeError } from '../describe-error.ts'
import { describeWords } from '../describe-words.ts'
import type { DiagnoseWork } from '../jobs.ts'
import { lookUpStarted, mayHaveStarted } from '../look-up-started.ts'
import { hasUpstream, lookUpUpstream } from '../look-up-upstream.ts'
import { pushPicture } from '../push-picture.ts'
import { putStatus } from '../status-comment.ts'
import { type Study, studyIncident } from '../study-incident.ts'
import type { Tools } from '../tools.ts'

/** Reads the profiles of an incident and writes what they say into its status comment. */
export async function diagnoseIncident({ incident }: DiagnoseWork, tools: Tools): Promise<void> {
  const access = { permissions: { issues: 'write', contents: 'write' }, optional: { actions: 'read' } } as const
  await atIncident(incident, tools, access, async (scene) => {
    await tellReading(scene, null)
    const studied = await studyIncident(scene, {
      staysInside: true,
      onFound: (profiles) => tellReading(scene, profiles),
    })
    if (studied === null) return
    if (studied.kind === 'trouble') return putStatus(scene, { state: 'report', comment: studied })
    await report(scene, studied)
  })
}

async function tellReading(scene: Scene, profiles: number | null): Promise<void> {
  await putStatus(scene, { state: 'reading', comment: { kind: 'reading', profiles } })
}

/** The verdict first, which waits for nobody; then the same with what upstream knows. */
async function report(scene: Scene, study: Study): Promise<void> {
  const { names } = study.diagnosed
  const verdict = await describe(scene, study)
  const isAwaited = hasUpstream(study)
  const put = (comment: Pick<ReportComment, 'upstream' | 'started'>) =>
    putStatus(scene, { state: 'report', names, comment: { ...verdict, ...comment } })
  await put({ upstream: isAwaited ? 'awaited' : null })
  if (!isAwaited && !mayHaveStarted(study)) return
  const upstream = isAwaited ? await askUpstream(scene, study) : null
  await put({ upstream, started: await askStarted(scene, study, upstream) })
}

/** The verdict stands, whatever fails in asking upstream. */
async function askUpstream(scene: Scene, study: Study): Promise<ReportComment['upstream']> {
  try {
    return await lookUpUpstream(scene, study)
  } catch (error) {
    logFailure(scene, error, 'upstream could not be asked')
    return 'failed'
  }
}

/** Likewise for what changed shortly before. */
async function askStarted(scene: Scene, study: Study, upstream: ReportComment['upstream']): Promise<Started | null> {
  if (!mayHaveStarted(study)) return null
  const repository = typeof upstream === 'string' ? null : (upstream?.repository ?? null)
  try {
    return await lookUpStarted(scene, study, repository)
  } catch (error) {
    logFailure(scene, error, 'the history of the service could not be read')
    return null
  }
}

function logFailure({ incident, tools }: Scene, error: unknown, what: string): void {
  const { owner, repo, issue } = incident
  tools.log.error({ err: describeError(error), incident: `${owner}/${repo}#${issue}` }, what)
}

async function describe(
  scene: Scene,
  { repository, found, service, reports, words, diagnosed, notes: missing }: Study,
): Promise<Omit<ReportComment, 'upstream'>> {
  const { picture, diagnosis, document, notes, graph } = diagnosed
  const url = picture && (await pushPicture(scene, { picture, repositoryUrl: repository.url }))
  return {
    kind: 'report',
    document,
    diagnosis,
    profiles: reports,
    lockfiles: {
      at: service.at,
      commit: service.commit,
      ref: service.ref,
      files: graph.lockfiles,
      notFound: service.notFound,
    },
    picture: url === null ? null : { url },
    notes: [...notes, ...service.notes, ...missing],
    words: describeWords(words, diagnosis),
    notice:
      found.problem === null
        ? null
        : `The configuration was passed over, so nobody outside is asked: ${found.problem}.`,
  }
}
