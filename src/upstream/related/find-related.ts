import type { ShapeKind } from '../../diagnosis/index.ts'
import type { IssueName, LinkedThread, RepositoryName } from '../../github/index.ts'
import type { Enquiry } from '../enquiry.ts'
import { nameOf, readLinked, short } from '../fix/follow-changes.ts'
import { isSameThread, mentionsIn } from '../fix/mentions-of.ts'
import { type RankedThread, rankThreads, type Trouble } from './rank-threads.ts'
import { type SearchPlace, searchRelated } from './search-related.ts'

export interface RelatedQuestion {
  /** The culprit's repository first. */
  readonly places: readonly SearchPlace[]
  readonly shape: ShapeKind
  readonly symbols: readonly string[]
  readonly packageName: string
  /** The locked one. */
  readonly version: string | null
  /** ISO time at which it came out. */
  readonly releasedAt: string | null
  readonly home: RepositoryName | null
  /** The thread that a person named. */
  readonly link: IssueName | null
}

export interface RelatedAnswer {
  /** The likeliest first. */
  readonly rows: readonly RankedThread[]
  /** The one that tells of this very trouble, with its links; null where there is none. */
  readonly lead: LinkedThread | null
  /** Whether a person named the lead. */
  readonly isPinned: boolean
}

/** Of those that are taken for the same trouble, so many are read with their links. */
const mostRead = 3

/** Issues and pull requests that may tell of the same trouble, ranked, duplicates folded into what they double. */
export async function findRelated(question: RelatedQuestion, enquiry: Enquiry): Promise<RelatedAnswer> {
  const trouble: Trouble = {
    shape: question.shape,
    symbols: question.symbols,
    packageName: question.packageName,
    version: question.version,
    releasedAt: question.releasedAt,
    home: question.home && `${question.home.owner}/${question.home.repo}`.toLowerCase(),
  }
  const pinned = question.link === null ? null : await readLinked(question.link, enquiry)
  const found = await searchRelated(question.places, question.shape, enquiry)
  const ranked = rankThreads(found, trouble)
  const { rows, read } = await readFirst(ranked, trouble, pinned, enquiry)
  return { rows, lead: pinned ?? leadOf(rows, read), isPinned: pinned !== null }
}

/** Reads the likeliest with their links, and puts in a duplicate's place what it doubles. */
async function readFirst(
  ranked: readonly RankedThread[],
  trouble: Trouble,
  pinned: LinkedThread | null,
  enquiry: Enquiry,
) {
  const read = new Map<string, LinkedThread>()
  const rows: RankedThread[] = []
  const likely = pinned === null ? ranked.filter(({ same }) => same).slice(0, mostRead) : []
  for (const one of ranked) {
    if (!likely.includes(one)) {
      rows.push(one)
      continue
    }
    const linked = await readLinked(nameOf(one.thread), enquiry)
    const target = linked === null ? null : await doubledBy(linked, enquiry)
    if (target !== null) {
      const [again] = rankThreads([target.thread], trouble)
      read.set(target.thread.url, target)
      rows.push({
        thread: target.thread,
        score: Math.max(one.score, again?.score ?? 0),
        same: true,
        weak: false,
        reasons: [`${short(one.thread)} is marked as its duplicate`, ...(again?.reasons ?? [])],
      })
    } else {
      if (linked !== null) read.set(one.thread.url, linked)
      rows.push(one)
    }
  }
  return { rows: dropDoubles(rows).sort((a, b) => b.score - a.score), read }
}

function dropDoubles(rows: readonly RankedThread[]): RankedThread[] {
  const best = new Map<string, RankedThread>()
  for (const row of rows) {
    const known = best.get(row.thread.url)
    if (known === undefined || known.reasons.length < row.reasons.length) best.set(row.thread.url, row)
  }
  return [...best.values()]
}

/** What an issue is a duplicate of, by GitHub's mark or by a comment. */
async function doubledBy({ thread, linked }: LinkedThread, enquiry: Enquiry): Promise<LinkedThread | null> {
  const marked = linked.find(({ tie }) => tie === 'duplicate-of')?.thread
  if (marked !== undefined) return readLinked(nameOf(marked), enquiry)
  if (thread.state !== 'closed' && thread.state !== 'duplicate') return null
  const said = [thread.body, ...thread.comments]
    .flatMap((text) => mentionsIn(text, thread))
    .find(({ before }) => /\bdup(?:e|licates?)?(?: of| with)?:?\s*$/i.test(before))
  return said === undefined || isSameThread(said, nameOf(thread)) ? null : readLinked(said, enquiry)
}

/** A thread that was not read is no lead: what came of it is not known. */
function leadOf(rows: readonly RankedThread[], read: ReadonlyMap<string, LinkedThread>): LinkedThread | null {
  const first = rows.find(({ same, thread }) => same && read.has(thread.url))
  return first === undefined ? null : (read.get(first.thread.url) ?? null)
}
