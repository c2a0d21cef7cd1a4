const longestAddress = 2_048

/**
 * The https address of a repository from any of the spellings that lockfiles use for a git source: `git+https://`, `git+ssh://`,
 * `git://`, `git@host:owner/name.git`, `github:owner/name`, but not `owner/name`, which may be a folder.
 *
 * @returns an https URL without credentials, query, fragment and `.git`, or null where it is no address on a network
 */
export function gitRepository(source: string): string | null {
  if (source.length > longestAddress) return null
  const bare = source.replace(/^git\+/, '')
  const shorthand = /^(github|gitlab|bitbucket):([\w.-]+\/[\w.-]+)(?:#|$)/.exec(bare)
  if (shorthand !== null) {
    return `https://${shorthand[1]}.${shorthand[1] === 'bitbucket' ? 'org' : 'com'}/${shorthand[2]?.replace(/\.git$/, '')}`
  }
  const secureCopy = /^[\w.-]+@([\w.-]+):(?!\/)(.+)$/.exec(bare)
  const url = parseUrl(secureCopy === null ? bare : `ssh://${secureCopy[1]}/${secureCopy[2]}`)
  if (url === null || !['https:', 'http:', 'ssh:', 'git:'].includes(url.protocol) || url.hostname === '') return null
  const path = url.pathname.replace(/\/+$/, '').replace(/\.git$/, '')
  return path === '' ? null : `https://${url.hostname}${path}`
}

function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null
}
