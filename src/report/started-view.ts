import type { LinkPart, View } from '../contribution/index.ts'
import { percent } from '../diagnosis/index.ts'
import type { Started, VersionChange } from '../upstream/index.ts'
import { shortName } from './short-name.ts'

type FileChange = VersionChange['change']

/**
 * What changed shortly before the incident, for the report's template.
 *
 * @param most entries of each list
 * @param folded whether own code may not be named
 */
export function startedView(started: Started | null, most: number, folded: boolean): View {
  if (started === null || isSilent(started)) return { hasStarted: false }
  const { began, versions, own, notes } = started
  return {
    hasStarted: true,
    began: beganLine(began),
    versionChanges: versions.slice(0, most).map((one) => ({
      what: versionLine(one),
      ...changeView(one.change, began, folded),
      stretch: one.upstream ? stretchLine(one.upstream) : false,
      compare: one.upstream ? link('the comparison', one.upstream.url) : false,
      touching: (one.upstream?.touching ?? []).map((change) => changeView(change, began, false)),
    })),
    ownChanges: own.slice(0, most).map(({ path, share, change }) => ({
      what: `${folded ? 'a file of your service' : `\`${path}\``} (${percent(share)} of the time)`,
      ...changeView(change, began, folded),
    })),
    startedNotes: notes.slice(0, most),
  }
}

/** Whether there is nothing to tell, and nothing that is missing. */
export function isSilent({ versions, own, notes }: Started): boolean {
  return versions.length + own.length + notes.length === 0
}

export function beganLine(began: string | null): string {
  return began === null
    ? 'Nobody says when the incident began, so that changes count up to now.'
    : `The incident began on ${minuteOf(began)}.`
}

/** `acme-reader 1.2.3 → 1.3.0`. */
export function versionLine({ purl, from, to }: VersionChange): string {
  return `\`${shortName(purl)}\` ${from ?? 'none'} → ${to ?? 'none'}`
}

export function stretchLine({ commits, files, touching }: NonNullable<VersionChange['upstream']>): string {
  const all = `upstream made ${commits} ${commits === 1 ? 'commit' : 'commits'} in between`
  if (files.length === 0) return `${all}; which of them touch the hot files could not be told`
  const named = files.map((file) => `\`${file}\``).join(', ')
  return `${all}; ${touching.length === 0 ? 'none' : touching.length} of them touched the hot ${named}`
}

/** How long before the incident, or when. */
export function whenLine(at: string, began: string | null): string {
  if (began === null) return `on ${minuteOf(at)}`
  const hours = (Date.parse(began) - Date.parse(at)) / 3_600_000
  if (hours < 1) return before(hours * 60, 'minute')
  return hours < 48 ? before(hours, 'hour') : before(hours / 24, 'day')
}

function before(amount: number, unit: string): string {
  const count = Math.max(0, Math.round(amount))
  return `${count} ${unit}${count === 1 ? '' : 's'} before`
}

/** Title and page of a change: of its pull request, where there is one. */
export function pageOf({ sha, title, url, pull }: FileChange): { label: string; title: string; url: string | null } {
  return pull === null
    ? { label: sha.slice(0, 10), title, url }
    : { label: `#${pull.number}`, title: pull.title, url: pull.url }
}

function changeView(change: FileChange, began: string | null, folded: boolean): View {
  const { label, title, url } = pageOf(change)
  return {
    when: whenLine(change.at, began),
    page: url === null ? false : link(label, url),
    title: folded ? false : title,
  }
}

/** `2025-03-07 at 10:30 UTC`. */
function minuteOf(time: string): string {
  const iso = new Date(time).toISOString()
  return `${iso.slice(0, 10)} at ${iso.slice(11, 16)} UTC`
}

function link(label: string, url: string): LinkPart {
  return { part: 'link', label, url }
}
