/**
 * Which links of an incident lead to profiles, by GitHub's addresses: `/user-attachments/files/ID/NAME` and
 * `/user-attachments/assets/UUID` (since 2024), `/OWNER/REPO/files/ID/NAME` (before), `/OWNER/REPO/blob/REF/PATH` and
 * `/raw/`, raw.githubusercontent.com, `/OWNER/REPO/actions/runs/RUN/artifacts/ID`.
 */
import { isAttachmentPath } from './allowed-places.ts'
import { cleanName, decode, lastPart } from './clean-name.ts'
import type { Link } from './read-markdown.ts'
import type { ProfileReference, RepositoryName } from './types.ts'

/** The service's repository and where its GitHub shows pages. */
export interface ServiceAddress extends RepositoryName {
  /** `https://github.com` */
  readonly webOrigin: string
}

/** Names that say 'profile' by themselves; a link to one on a host that is not asked deserves an answer. */
const profileName = /\.(?:cpuprofile|pprof|pb|prof|folded|collapsed|speedscope\.json|script|jfr|nettrace)(?:\.gz)?$/i
const longestUrl = 4_096
const rawOrigin = 'https://raw.githubusercontent.com'

/** What a link refers to; null where it is no profile's. */
export function recogniseLink(link: Link, service: ServiceAddress): ProfileReference | null {
  const url = parseUrl(link.href)
  if (url === null) return null
  const name = cleanName(lastPart(url.pathname), 'profile')
  if (url.origin === service.webOrigin && isAttachmentPath(url.pathname)) {
    const isNamed = !url.pathname.startsWith('/user-attachments/assets/')
    const called = isNamed ? name : cleanName(wordsOf(link), name)
    return { kind: 'attachment', name: called, source: 'attachment', url, renderedUrls: [], shown: link.shown }
  }
  const path = pathInService(url, service)
  const artifact = /^actions\/runs\/\d{1,20}\/artifacts\/(\d{1,15})$/.exec(path)?.[1]
  if (artifact !== undefined) {
    const called = cleanName(wordsOf(link), `artifact ${artifact}`)
    return { kind: 'artifact', name: called, source: 'Actions artifact', id: Number(artifact) }
  }
  const refAndPath = /^(?:blob|raw)\/(.+)$/s.exec(path)?.[1]
  if (refAndPath !== undefined) {
    return { kind: 'repository-file', name, source: 'file in the repository', refAndPath: decode(refAndPath) }
  }
  return profileName.test(url.pathname) ? { kind: 'elsewhere', name, source: cleanName(url.host, 'elsewhere') } : null
}

/** What a person wrote; nothing where it is only the address again. */
function wordsOf({ label, href }: Link): string {
  return label === href ? '' : label
}

function parseUrl(href: string): URL | null {
  if (href.length > longestUrl || !URL.canParse(href)) return null
  const url = new URL(href)
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return null
  // For GitHub's pages they mean lines and views; in an address of raw content the query is a person's token.
  url.hash = ''
  url.search = ''
  return url
}

/** The path below the service's repository; empty where the address is another's. */
function pathInService(url: URL, { owner, repo, webOrigin }: ServiceAddress): string {
  const isRaw = url.origin === rawOrigin && webOrigin === 'https://github.com'
  if (url.origin !== webOrigin && !isRaw) return ''
  const [, ofOwner = '', ofRepo = '', ...rest] = url.pathname.split('/')
  if (ofOwner.toLowerCase() !== owner.toLowerCase() || ofRepo.toLowerCase() !== repo.toLowerCase()) return ''
  const path = rest.join('/')
  return isRaw ? `raw/${path.replace(/^refs\/(?:heads|tags)\//, '')}` : path
}
