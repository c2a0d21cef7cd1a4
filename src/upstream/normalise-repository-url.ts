import GitHost from 'hosted-git-info'
import { cleanDirectory } from './clean-directory.ts'
import type { RepositoryAddress } from './types.ts'

const longest = 2048

/** First segments of github.com that are no owners. */
const noOwners: ReadonlySet<string> = new Set(
  'about apps collections customer-stories enterprise explore features login marketplace notifications orgs pricing search security settings sponsors stars topics trending users'.split(
    ' ',
  ),
)

/** Hosts that serve the sources of others, whose home is on GitHub. */
const mirrors = [
  { host: 'go.googlesource.com', path: /^\/([\w.-]+)/, owner: 'golang', tracker: 'https://github.com/golang/go' },
  { host: 'gitbox.apache.org', path: /^\/repos\/asf(?:\/|\/?\?p=)([\w.-]+)/, owner: 'apache', tracker: null },
  { host: 'git-wip-us.apache.org', path: /^\/repos\/asf(?:\/|\/?\?p=)([\w.-]+)/, owner: 'apache', tracker: null },
]

/** What follows a repository's own path in the address of one of its pages. */
const pages: ReadonlySet<string> = new Set(['-', 'blob', 'issues', 'src', 'tree', 'wiki'])

/**
 * The one address of a repository, from any of the spellings that package metadata uses: `git+https://`, `git+ssh://`, `git://`,
 * `scm:git:`, `git@host:owner/name.git`, `github:owner/name`, `owner/name`, or the page of a directory.
 *
 * @param stated foreign text
 * @returns null where it is no address of a repository
 */
export function normaliseRepositoryUrl(stated: string): RepositoryAddress | null {
  const text = stated.trim()
  if (text.length > longest || /[\p{Cc}\p{Cf}\p{Cs}]/u.test(text)) return null
  const url = parseAddress(text)
  if (url === null) return null
  const segments = url.pathname.split('/').filter((segment) => segment !== '')
  const host = url.hostname.replace(/^www\.(?=git(?:hub|lab)\.com$)/, '')
  const mirror = mirrors.find((one) => one.host === host)
  if (mirror !== undefined) {
    const project = mirror.path.exec(`${url.pathname}${url.search}`)?.[1]
    const home = project === undefined ? null : onGithub([mirror.owner, project])
    return home && { ...home, tracker: mirror.tracker === home.url ? null : mirror.tracker }
  }
  if (host === 'github.com') return onGithub(segments)
  return isForeignHost(host) ? elsewhere(url, segments) : null
}

function parseAddress(text: string): URL | null {
  const bare = text.replace(/^scm:git:/i, '').replace(/^git\+/i, '')
  const url = parseUrl(bare)
  if (url !== null) return url
  const hosted = GitHost.fromUrl(bare)
  if (hosted !== undefined) return parseUrl(hosted.browse({ noCommittish: true }))
  const secureCopy = /^(?:ssh:\/\/)?(?:[\w.-]+@)?([\w.-]+):(?!\/)(.+)$/.exec(bare)
  if (secureCopy !== null) return parseUrl(`ssh://${secureCopy[1]}/${secureCopy[2]}`)
  // `github.com/owner/name`
  return /^[\w-]+(?:\.[\w-]+)+\//.test(bare) ? parseUrl(`https://${bare}`) : null
}

function parseUrl(text: string): URL | null {
  const scheme = /^(https?|ssh|git):\/\//i.exec(text)?.[1]?.toLowerCase()
  if (scheme === undefined) return null
  // Read as https, for the one spelling of host and path that the standard gives it.
  const address = `https${text.slice(scheme.length)}`
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  // At the port of another protocol there is no https.
  if (scheme !== 'https') url.port = ''
  return url
}

/** A name with a dot, not a number; and none of GitHub's other hosts, which keep pages and files but no repositories. */
function isForeignHost(host: string): boolean {
  if (host === 'gist.github.com') return true
  return /^(?:[a-z\d-]+\.)+[a-z][a-z\d-]*$/.test(host) && !/(?:^|\.)github(?:\.com|\.io|usercontent\.com)$/.test(host)
}

function onGithub(segments: readonly string[]): RepositoryAddress | null {
  const [owner = '', project = '', ...rest] = segments
  const name = withoutSuffix(project)
  if (noOwners.has(owner.toLowerCase()) || !/^[a-z\d][\w-]{0,38}$/i.test(owner)) return null
  if (!/^[\w.-]{1,100}$/.test(name) || /^\.{1,2}$/.test(name)) return null
  return {
    url: `https://github.com/${owner}/${name}`,
    directory: directoryOf(rest),
    github: { owner, name },
    tracker: null,
  }
}

/** How many segments make a repository differs from host to host: all up to one of its pages are taken. */
function elsewhere(url: URL, segments: readonly string[]): RepositoryAddress | null {
  // A repository in the query (`?p=lib.git`) has no address of this form, and one with a placeholder is none.
  if (url.searchParams.has('p') || /%7B|[{}]/i.test(url.pathname)) return null
  const page = segments.findIndex((segment, index) => index >= 2 && index < segments.length - 1 && pages.has(segment))
  const path = withoutSuffix((page < 0 ? segments : segments.slice(0, page)).join('/'))
  // Nothing is named where the last segment was the suffix alone.
  if (path === '' || path.endsWith('/')) return null
  const directory = page < 0 ? null : directoryOf(segments.slice(page))
  return { url: `https://${url.host}/${path}`, directory, github: null, tracker: null }
}

/** `tree/main/packages/lib`; GitLab sets `-` before, Forgejo says `src/branch/main`; of a file (`blob`) its folder. */
function directoryOf(page: readonly string[]): string | null {
  const [kind, ...rest] = page[0] === '-' ? page.slice(1) : page
  if (kind !== 'tree' && kind !== 'blob' && kind !== 'src') return null
  const isNamed = kind === 'src' && /^(?:branch|tag|commit)$/.test(rest[0] ?? '')
  const path = rest.slice(isNamed ? 2 : 1)
  const isFile = kind === 'blob' && /[^.]\.[^.]+$/.test(path.at(-1) ?? '')
  return cleanDirectory(decode((isFile ? path.slice(0, -1) : path).join('/')))
}

/** `.git`, however often it was appended: an address has one spelling. */
function withoutSuffix(path: string): string {
  return path.replace(/(?:\.git)+$/, '')
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
