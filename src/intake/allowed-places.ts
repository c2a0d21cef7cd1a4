import type { RepositoryName } from './types.ts'

/** Whether an address may be asked at all. */
export type Allowed = (url: URL) => boolean

/** Where the App's GitHub is. */
export interface Site {
  /** Of GitHub's pages: `https://github.com`. */
  readonly webOrigin: string
  /** Of its API, without a slash at the end: `https://api.github.com`. */
  readonly apiUrl: string
  /** Where it keeps files, for another GitHub than github.com. */
  readonly storageOrigin?: string
}

/** Hosts, and the paths on them that hold files; as they were seen from 2023 on. */
interface Store {
  readonly origin: RegExp
  readonly path: RegExp
}

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const attachmentPaths = [
  new RegExp(`^/user-attachments/assets/${uuid}$`, 'i'),
  /^\/user-attachments\/files\/\d{1,20}\/[^/]+$/,
  /^\/[\w.-]+\/[\w.-]+\/files\/\d{1,20}\/[^/]+$/,
]
const storedAttachment = /^\/github-production-(?:repository-file|user-asset)-[0-9a-f]+\//
const storedArtifact = /^\/actions-results\//

const attachmentStores: readonly Store[] = [
  { origin: /^https:\/\/(?:objects|release-assets)\.githubusercontent\.com$/, path: storedAttachment },
  {
    origin: /^https:\/\/github-production-(?:repository-file|user-asset)-[0-9a-f]+\.s3\.amazonaws\.com$/,
    path: /^\//,
  },
  { origin: /^https:\/\/private-user-images\.githubusercontent\.com$/, path: /^\/\d+\/\d+-[0-9a-f-]{36}\.\w+$/ },
]
const artifactStores: readonly Store[] = [
  { origin: /^https:\/\/productionresultssa\d+\.blob\.core\.windows\.net$/, path: storedArtifact },
]

/** Whether a path on GitHub's pages is that of an attachment. */
export function isAttachmentPath(path: string): boolean {
  return attachmentPaths.some((pattern) => pattern.test(path))
}

/** Allows attachments and what they redirect to. */
export function attachmentPlaces(site: Site): Allowed {
  return (url) =>
    (url.origin === site.webOrigin && isAttachmentPath(url.pathname)) ||
    isStored(url, site, attachmentStores, storedAttachment)
}

/** Allows the Actions artifacts of a repository and what they redirect to. */
export function artifactPlaces(site: Site, { owner, repo }: RepositoryName): Allowed {
  const start = `${site.apiUrl}/repos/${owner}/${repo}/actions/artifacts/`
  return (url) =>
    (url.href.startsWith(start) && /^\d+\/zip$/.test(url.href.slice(start.length))) ||
    isStored(url, site, artifactStores, storedArtifact)
}

function isStored(url: URL, { webOrigin, storageOrigin }: Site, stores: readonly Store[], path: RegExp): boolean {
  if (webOrigin !== 'https://github.com') return url.origin === storageOrigin && path.test(url.pathname)
  return stores.some((store) => store.origin.test(url.origin) && store.path.test(url.pathname))
}
