import type { ReportComment } from '../../report/index.ts'
import type { Started } from '../../upstream/index.ts'
import type { Scene } from '../at-incident.ts'
import { describeError } from '../describe-error.ts'
import { describeWords } from '../describe-words.ts'
import type { DiagnoseWork } from '../jobs.ts'
import { lookUpStarted, mayHaveStarted } from '../look-up-started.ts'
import { hasUpstream, lookUpUpstream } from '../look-up-upstream.ts'
import { planLook } from '../plan-look.ts'
import { pushPicture } from '../push-picture.ts'
import { putStatus } from '../status-comment.ts'
import type { Study } from '../study-incident.ts'

/**
 * Writes what a study found into the status comment: the verdict first, which waits for nobody; then the same with what upstream knows
 * and what changed shortly before. What could not be had for now is asked for again later.
 */
export async function reportStudy(work: DiagnoseWork, scene: Scene, study: Study): Promise<void> {
  const { names } = study.diagnosed
  const verdict = await describe(scene, study)
  const isAwaited = hasUpstream(study)
  const put = (comment: Pick<ReportComment, 'upstream' | 'started'>) =>
    putStatus(scene, { state: 'report', names, comment: { ...verdict, ...comment } })
  if (work.looks === undefined) await put({ upstream: isAwaited ? 'awaited' : null })
  if (!isAwaited && !mayHaveStarted(study)) return
  const upstream = isAwaited ? await askUpstream(scene, study) : null
  const started = await askStarted(scene, study, upstream)
  const later = planLook(work, upstream, started, scene.tools)
  await put({ upstream: later === null ? untold(upstream) : upstream, started })
  if (later !== null) await scene.tools.addWork(later.work, later.cause, later.seconds)
}

/** Nothing is promised that will not be done. */
function untold(upstream: ReportComment['upstream']): ReportComment['upstream'] {
  return typeof upstream === 'object' && upstream !== null ? { ...upstream, askAgainAt: null } : upstream
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
