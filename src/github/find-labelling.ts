import { orAbsent } from './absent.ts'
import type { GitHub, IssueName } from './types.ts'

/** When somebody set a label. */
export interface Labelling {
  readonly id: number
  /** Login; `[bot]` at its end for an App. */
  readonly actor: string
  /** As GitHub writes times. */
  readonly at: string
  /** When the issue was opened. */
  readonly openedAt: string
}

/** Of an issue with more events, the first ones are read. */
const mostEvents = 5_000

/** How a label came to an open issue the last time; null where it does not carry it, or is no longer there. */
export async function findLabelling(
  github: GitHub,
  { owner, repo, issue, label }: IssueName & { readonly label: string },
): Promise<Labelling | null> {
  const place = { owner, repo, issue_number: issue }
  const found = await orAbsent(github.rest.issues.get(place))
  const names = (found?.data.labels ?? []).map((one) => (typeof one === 'string' ? one : one.name))
  if (found === null || found.data.state !== 'open' || !names.includes(label)) return null
  let last: Labelling | null = null
  let seen = 0
  const { created_at: openedAt } = found.data
  for await (const { data } of github.paginate.iterator(github.rest.issues.listEvents, { ...place, per_page: 100 })) {
    for (const event of data) {
      if (event.event !== 'labeled' || !('label' in event) || event.label.name !== label) continue
      last = { id: event.id, actor: event.actor?.login ?? '', at: event.created_at, openedAt }
    }
    seen += data.length
    if (seen >= mostEvents) break
  }
  return last
}
