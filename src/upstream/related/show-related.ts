import type { LinkedThread, Thread, Tie } from '../../github/index.ts'
import type { FoundFix } from '../fix/find-fix.ts'
import { short } from '../fix/follow-changes.ts'
import type { RelatedThread } from '../types.ts'
import type { RelatedAnswer } from './find-related.ts'

const mostRows = 8

/** What a linked thread is to the lead. */
const tieWords: Record<Tie, string> = {
  'closed-by': 'closed',
  'will-close': 'is to close',
  connected: 'is linked to',
  'duplicate-of': 'is the original of',
  closes: 'is closed by',
  'mentioned-by': 'mentions',
}

/** The threads that a reader should know: the lead, what cures it, what else speaks of it, and those that are only like it. */
export function showRelated({ rows, lead, isPinned }: RelatedAnswer, fix: FoundFix | null): RelatedThread[] {
  const first =
    isPinned && lead !== null ? [show(lead.thread, ['a person linked it'], { same: true, pinned: true })] : []
  const told = fix?.told ? [show(fix.told.thread, [`${fix.told.by} refers to it`], { same: true })] : []
  const [likeliest, ...others] = rows.map((row) => show(row.thread, row.reasons, row))
  const cures = (fix?.changes ?? []).flatMap(({ pull, reason }) => (pull === null ? [] : [show(pull, [reason])]))
  const linked = lead === null ? [] : linkedRows(lead)
  const all = [...first, ...told, ...(likeliest === undefined ? [] : [likeliest]), ...cures, ...linked, ...others]
  return merge(all).slice(0, mostRows)
}

/** Duplicates say nothing that the lead does not. */
function linkedRows({ thread, linked }: LinkedThread): RelatedThread[] {
  return linked
    .filter((one) => one.thread.state !== 'duplicate')
    .map((one) => show(one.thread, [`${tieWords[one.tie]} ${short(thread)}`]))
}

/** Each thread once, with all that speaks for it. */
function merge(rows: readonly RelatedThread[]): RelatedThread[] {
  const byUrl = new Map<string, RelatedThread>()
  for (const row of rows) {
    const known = byUrl.get(row.url)
    const both = known && { weak: known.weak && row.weak, reasons: [...new Set([...known.reasons, ...row.reasons])] }
    byUrl.set(row.url, known ? { ...known, ...both } : row)
  }
  return [...byUrl.values()].filter(({ reasons }) => reasons.length > 0)
}

function show(
  thread: Thread,
  reasons: readonly string[],
  { same = false, weak = false, pinned = false }: Partial<Pick<RelatedThread, 'same' | 'weak' | 'pinned'>> = {},
): RelatedThread {
  const { url, owner, repo, number, kind, title, state, locked, openedAt } = thread
  return { url, owner, repo, number, kind, title, state, locked, openedAt, pinned, same, weak, reasons }
}
