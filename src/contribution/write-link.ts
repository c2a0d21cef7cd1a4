import { codeSpan, sentence } from './escape-markdown.ts'

/** Where links may lead. */
export interface LinkContext {
  readonly repository: string
  readonly webOrigin: string
}

/** Texts of drafts stand in addresses; GitHub's servers take 8,191 bytes. */
const longestUrl = 8_000
/** GitHub notes at the other end that it was linked to from here. */
const leavesTrace = /^\/[^/]+\/[^/]+\/(?:issues(?!\/new)|pull|pulls|discussions|commit)\//i
/** What a URL may hold and Markdown or a table reads. */
const readByMarkdown = /[()<>[\]\\|*_~`"'{}^!$@ ]/g

/** `[label](url)` where the address may be linked to; else the label, and the address as a name. */
export function writeLink(label: string, url: string, context: LinkContext, inTable = false): string {
  const target = linkTarget(url, context)
  const text = sentence(label, { inTable }) || codeSpan(url, { inTable })
  return target === null ? `${text}, ${codeSpan(url, { inTable })}` : `[${text}](${target})`
}

/** `![alt](url)`; nothing where the address may not be linked to. */
export function writePicture(alt: string, url: string, context: LinkContext): string {
  const target = linkTarget(url, context)
  return target === null ? '' : `![${sentence(alt)}](${target})`
}

/**
 * An address as a link's target, or null. Only GitHub's pages are linked to. Issues, pull requests and commits of other
 * repositories are reached over `redirect.github.com`, so that no backlink appears there.
 */
function linkTarget(text: string, { repository, webOrigin }: LinkContext): string | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  if (url.origin !== webOrigin || url.username !== '' || url.password !== '') return null
  const own = url.pathname.toLowerCase().startsWith(`/${repository.toLowerCase()}/`)
  if (!own && url.host === 'github.com' && leavesTrace.test(url.pathname)) url.host = 'redirect.github.com'
  const target = url.href.replace(
    readByMarkdown,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  )
  return target.length > longestUrl ? null : target
}
