import {
  type Fix,
  type KnownRepository,
  type RelatedThread,
  type Remedy,
  shownRelated,
  type UpstreamFindings,
} from '../upstream/index.ts'
import type { Flavour } from './flavour.ts'
import { shortName } from './short-name.ts'
import { fixLine } from './upstream-view.ts'

/** What upstream knows, for the terminal report's template. */
export function terminalUpstream(upstream: UpstreamFindings | null, flavour: Flavour) {
  const { repository = null, related = [], fix = null, remedy = null } = upstream ?? {}
  return {
    hasUpstream: repository !== null || related.length > 0,
    repository: repository === null ? [] : [repositoryLine(repository)],
    related: shownRelated(related).map(relatedView),
    fix: fix === null ? [] : [fixView(fix, remedy, flavour)],
  }
}

function repositoryLine(repository: KnownRepository): string {
  const { url, directory, provenance, archived, renamedFrom, forkOf, mirrorOf } = repository
  const facts = [
    provenance,
    ...(renamedFrom === null ? [] : [`once ${renamedFrom}`]),
    ...(forkOf === null ? [] : [`a fork of ${forkOf}`]),
    ...(mirrorOf === null ? [] : [`a mirror of ${mirrorOf}`]),
    ...(archived ? ['archived: nothing is changed there any more'] : []),
  ]
  return `${url}${directory === null ? '' : `, in \`${directory}\``} (${facts.join('; ')})`
}

function relatedView({ url, title, state, reasons }: RelatedThread) {
  return { state: state.padEnd(longestState), title, url, reasons: reasons.join('; ') }
}

const longestState = 'not-planned'.length

/** The command is to be copied, so that it stands by itself; a hostile name cannot get into it. */
function fixView(fix: Fix, remedy: Remedy | null, flavour: Flavour) {
  return {
    line: fixLine(fix),
    release: fix.release === null ? [] : [fix.release],
    command: remedy === null ? [] : [flavour.text(remedy.command)],
    parent: remedy?.parent ? [`\`${shortName(remedy.parent)}\` or later must come first.`] : [],
    reasons: [...fix.reasons, ...(remedy?.reasons ?? [])],
  }
}
