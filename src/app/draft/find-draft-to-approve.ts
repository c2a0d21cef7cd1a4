import { draftKinds, namesHash } from '../../contribution/index.ts'
import type { Scene } from '../at-incident.ts'
import type { Study } from '../study-incident.ts'
import { composeDraft, type Draft } from './compose-draft.ts'
import type { Gathered } from './gather-contribution.ts'

/** What there is to draft now; `approved` where its hash is the given one, whichever kind was asked for. */
export interface DraftNow {
  readonly approved: Draft | null
  /** What would be drafted without a kind named. */
  readonly usual: ReturnType<typeof composeDraft>
}

/** Makes the draft again from what is true now: what has changed since the preview has another hash. */
export function findDraftToApprove(scene: Scene, study: Study, gathered: Gathered, hash: string): DraftNow {
  const usual = composeDraft(scene, study, gathered, null)
  const all = [usual, ...draftKinds.map((kind) => composeDraft(scene, study, gathered, kind))]
  const approved = all.find((draft) => draft.answer === 'draft' && namesHash(hash, draft.hash))
  return { approved: approved?.answer === 'draft' ? approved : null, usual }
}
