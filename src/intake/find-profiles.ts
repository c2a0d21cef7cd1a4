import { posix } from 'node:path'
import { cleanName } from './clean-name.ts'
import { incidentBranch } from './incident-branch.ts'
import { isProfileText } from './is-profile-text.ts'
import { type Link, readHtmlLinks, readMarkdown } from './read-markdown.ts'
import { recogniseLink, type ServiceAddress } from './recognise-link.ts'
import type { IncidentText, ProfileReference, RepositoryReader } from './types.ts'

export interface FindOptions {
  readonly service: ServiceAddress
  /** Number of the incident issue. */
  readonly issue: number
  /** The issue's body, then comments, in order; only texts whose author, or who asked for them to be read, may write to the service. */
  readonly texts: readonly IncidentText[]
  readonly reader: RepositoryReader
}

/** What lies beside profiles on an incident's branch: notes for people, and pictures. */
const notProfile = /^\.|\.(?:md|png|jpe?g|gif)$/i

/**
 * Finds where an incident's profiles lie: attachments, files and artifacts that its texts link to, code blocks, and the files in
 * the folder `incidents/N` of the branch `incidents/N`. Each comes once, in the order of the texts; the branch comes last.
 */
export async function findProfiles({ service, issue, texts, reader }: FindOptions): Promise<ProfileReference[]> {
  return [...findInTexts(texts, service), ...(await findOnBranch(issue, reader))]
}

/** As `findProfiles`, in texts alone. */
export function findInTexts(texts: readonly IncidentText[], service: ServiceAddress): ProfileReference[] {
  const found = new Map<string, ProfileReference>()
  let blocks = 0
  for (const { body, bodyHtml } of texts) {
    const { links, codeBlocks } = readMarkdown(body)
    const rendered = bodyHtml === null ? [] : readHtmlLinks(bodyHtml).flatMap(({ href }) => toUrl(href))
    const references = links.flatMap((link) => findBehind(link, service, rendered))
    for (const { text } of codeBlocks.filter(isProfileText)) {
      blocks += 1
      references.push({ kind: 'code-block', name: `code block ${blocks}`, source: 'code block', text })
    }
    for (const reference of references) {
      const key = keyOf(reference)
      if (!found.has(key)) found.set(key, reference)
    }
  }
  return [...found.values()]
}

function findBehind(link: Link, service: ServiceAddress, rendered: readonly URL[]): ProfileReference[] {
  const reference = recogniseLink(link, service)
  if (reference === null) return []
  if (reference.kind !== 'attachment') return [reference]
  return [{ ...reference, renderedUrls: sameAttachment(reference.url, rendered) }]
}

function toUrl(href: string): URL[] {
  return URL.canParse(href) ? [new URL(href)] : []
}

/** GitHub's own addresses of an attachment keep its id: `/1/2-UUID.svg?jwt=…` for `/user-attachments/assets/UUID`. */
function sameAttachment(url: URL, rendered: readonly URL[]): URL[] {
  const [, id] = /\/(?:assets|files)\/([\w-]+)/.exec(url.pathname) ?? []
  return rendered.filter((other) => other.href !== url.href && id !== undefined && other.pathname.includes(id))
}

async function findOnBranch(issue: number, reader: RepositoryReader): Promise<ProfileReference[]> {
  const branch = incidentBranch(issue)
  const commit = await reader.resolve(branch)
  if (commit === null) return []
  const folder = await reader.folder(commit, branch)
  return (folder?.files ?? [])
    .map((file) => ({ file, name: posix.basename(file.path) }))
    .filter(({ name }) => !notProfile.test(name))
    .map(({ file, name }) => ({
      kind: 'branch-file',
      name: cleanName(name, 'profile'),
      source: `branch ${branch}`,
      file,
    }))
}

/** Two references with the same key are the same profile. */
function keyOf(reference: ProfileReference): string {
  switch (reference.kind) {
    case 'attachment':
      return reference.url.href
    case 'repository-file':
      return `file ${reference.refAndPath}`
    case 'branch-file':
      return `blob ${reference.file.path}`
    case 'artifact':
      return `artifact ${reference.id}`
    case 'code-block':
      return `text ${reference.text}`
    case 'elsewhere':
      return `${reference.source} ${reference.name}`
  }
}
