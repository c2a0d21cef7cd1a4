import { type Allowed, artifactPlaces, attachmentPlaces, type Site } from './allowed-places.ts'
import { type Download, download } from './download.ts'
import { findRepositoryFile } from './find-repository-file.ts'
import type { Fetch, ProfileReference, RepositoryName, RepositoryReader, TreeFile } from './types.ts'
import { writeBounded } from './write-bounded.ts'

/** By what intake reaches the service's GitHub. */
export interface Access {
  readonly service: RepositoryName
  readonly site: Site
  readonly reader: RepositoryReader
  /** The installation's token for the service, narrowed to reading it; null where there is none. */
  readonly token: string | null
  readonly fetch: Fetch
}

export interface FetchOptions {
  /** Path of the file to write; it must not exist. */
  readonly file: string
  readonly mostBytes: number
  readonly signal: AbortSignal
}

export type Fetched = { readonly bytes: number } | { readonly error: string }

/** Of one attachment. */
const mostTries = 4
const otherWays =
  'attach it with `headwater attach`, or give it as a file of the repository, as an Actions artifact, or as a code block in the issue'

/** Brings one profile into a file. Never throws: a profile that cannot be had must not stop the others. */
export async function fetchProfile(
  reference: ProfileReference,
  access: Access,
  options: FetchOptions,
): Promise<Fetched> {
  switch (reference.kind) {
    case 'attachment':
      return fetchAttachment(reference, access, options)
    case 'artifact':
      return fetchArtifact(reference.id, access, options)
    case 'branch-file':
      return fetchFile(async () => reference.file, access, options)
    case 'repository-file':
      return fetchFile(() => findRepositoryFile(access.reader, reference.refAndPath), access, options)
    case 'code-block':
      return { bytes: (await writeBounded([Buffer.from(reference.text)], options.file, options.mostBytes)) ?? 0 }
    case 'elsewhere':
      return { error: `${reference.source} is not asked for profiles; ${otherWays}` }
  }
}

/**
 * What GitHub gives to whom differs: everyone may read a public attachment; of a private one an App may read the address
 * itself, or the signed one in the rendered text, or neither.
 */
async function fetchAttachment(
  { url, renderedUrls }: Extract<ProfileReference, { kind: 'attachment' }>,
  access: Access,
  options: FetchOptions,
): Promise<Fetched> {
  const allowed = attachmentPlaces(access.site)
  const tries: { url: URL; token: string | null }[] = [{ url, token: null }]
  if (access.token !== null) tries.push({ url, token: access.token })
  tries.push(...renderedUrls.filter(allowed).map((rendered) => ({ url: rendered, token: null })))
  let answer = ''
  for (const attempt of tries.slice(0, mostTries)) {
    const result = await download({ ...attempt, ...options, allowed, fetch: access.fetch })
    if (result.kind !== 'refused') return toFetched(result)
    answer = result.answer
  }
  return { error: `this attachment can't be read by the App (GitHub ${answer}); ${otherWays}` }
}

async function fetchArtifact(id: number, access: Access, options: FetchOptions): Promise<Fetched> {
  const { site, service, token, fetch } = access
  const allowed: Allowed = artifactPlaces(site, service)
  const url = new URL(`${site.apiUrl}/repos/${service.owner}/${service.repo}/actions/artifacts/${id}/zip`)
  const result = await download({ url, token, allowed, fetch, ...options })
  if (result.kind !== 'refused') return toFetched(result)
  const why = 'it has expired or is gone, or the App lacks the permission to read Actions'
  return { error: `this artifact can't be read by the App (GitHub ${result.answer}): ${why}` }
}

async function fetchFile(
  find: () => Promise<TreeFile | null>,
  { reader }: Access,
  { file, mostBytes, signal }: FetchOptions,
): Promise<Fetched> {
  try {
    const found = await untilAborted(find, signal)
    if (found === null) return { error: 'the repository has no such file; give its address as the file view shows it' }
    const tooLarge = `it is larger than ${Math.floor(mostBytes / 2 ** 20)} MiB; gzip it, or record for a shorter time`
    if (found.size > mostBytes) return { error: tooLarge }
    const bytes = await writeBounded([await untilAborted(() => reader.blob(found.sha), signal)], file, mostBytes)
    return bytes === null ? { error: tooLarge } : { bytes }
  } catch {
    return { error: 'GitHub could not be asked for it; try again later' }
  }
}

function toFetched(result: Exclude<Download, { kind: 'refused' }>): Fetched {
  return result.kind === 'saved' ? { bytes: result.bytes } : { error: result.why }
}

/** A reader takes no signal; its answer is no longer waited for. */
async function untilAborted<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  let stop = (): void => {}
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
  })
  return Promise.race([work(), aborted]).finally(() => signal.removeEventListener('abort', stop))
}
