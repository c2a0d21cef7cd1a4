import type { LinkPart, View } from '../contribution/index.ts'
import {
  type Fix,
  type KnownRepository,
  type RelatedThread,
  type Remedy,
  shownRelated,
  type UpstreamFindings,
} from '../upstream/index.ts'
import type { ReportComment } from './comment-input.ts'
import { shortName } from './short-name.ts'

/**
 * What upstream knows, for the report's template.
 *
 * @param most entries of each list
 */
export function upstreamView(upstream: ReportComment['upstream'], most: number): View {
  if (upstream === null) return { hasUpstream: false, fix: false, hasCommand: false }
  if (typeof upstream === 'string') return pendingView(upstream)
  const { repository, related, fix, remedy, notes, askedAt, askAgainAt } = upstream
  return {
    hasUpstream: true,
    upstreamState: false,
    ...fixView(fix, remedy),
    repository: repository ? repositoryView(repository) : false,
    related: shownRelated(related).slice(0, most).map(relatedView),
    hasNoRelated: fix !== null && related.length === 0,
    upstreamNotes: notes.slice(0, most),
    askedOn: askedAt.slice(0, 10),
    againAt: askAgainAt === null ? false : `${askAgainAt.slice(0, 10)} at ${askAgainAt.slice(11, 16)} UTC`,
  }
}

function pendingView(state: 'awaited' | 'failed'): View {
  const said = {
    awaited: 'Upstream is being asked; its answer takes the place of this line.',
    failed: 'Missing: upstream could not be asked. Whoever runs Headwater finds why in its log.',
  }
  return { hasUpstream: true, upstreamState: said[state], fix: false, hasCommand: false, askedOn: false }
}

function fixView(fix: Fix | null, remedy: Remedy | null): View {
  return {
    fix: fix ? fixLine(fix) : false,
    release: fix?.release ? link('its release', fix.release) : false,
    parent: remedy?.parent ? `\`${shortName(remedy.parent)}\` or later must come first.` : false,
    hasCommand: remedy !== null,
    command: { part: 'block', language: 'sh', text: remedy?.command ?? '' },
    remedyReasons: remedy === null ? [] : [...remedy.reasons],
  }
}

function repositoryView(repository: KnownRepository): View {
  const { url, directory, provenance, archived, renamedFrom, forkOf, mirrorOf, believed } = repository
  return {
    link: linkTo(url),
    directory: directory === null ? false : { part: 'name', text: directory },
    provenance,
    isUnchecked: believed === null,
    archived,
    renamedFrom: renamedFrom === null ? false : { part: 'name', text: renamedFrom },
    forkOf: forkOf === null ? false : { part: 'name', text: forkOf },
    mirrorOf: mirrorOf === null ? false : linkTo(mirrorOf),
  }
}

function relatedView({ url, title, state, reasons }: RelatedThread): View {
  return { link: linkTo(url), title, state, reasons: reasons.join('; ') }
}

/** Labelled with its path: `rustls/rustls/pull/1950`. */
function linkTo(url: string): LinkPart {
  return link(url.replace(/^https?:\/\/[^/]+\//, ''), url)
}

function link(label: string, url: string): LinkPart {
  return { part: 'link', label, url }
}

/** What upstream did about it, in half a sentence. */
export function fixLine({ status, purl, version }: NonNullable<UpstreamFindings['fix']>): string {
  const target = `\`${shortName(purl)}${version ? ` ${version}` : ''}\``
  switch (status) {
    case 'upgrade':
      return `${target} has it. Upgrade.`
    case 'locked-has-it':
      return `${target} has it already, so this is a regression or something else.`
    case 'unreleased':
      return `merged upstream, in no release of ${target} yet.`
    case 'in-review':
      return `under review upstream, for ${target}.`
    case 'open':
      return `none yet; upstream knows the trouble of ${target}.`
    case 'not-planned':
      return `upstream does not plan one for ${target}.`
    case 'unknown':
      return `none is known for ${target}.`
  }
}
