/**
 * The source path that a runtime writes as a URL: `file:///srv/a%20b/x.js` is `/srv/a b/x.js`, `file:///C:/x.js` is `C:/x.js`.
 * URLs of other schemes (`webpack://`, `http://`) stay URLs, percent-decoded; what is no URL (`node:fs`, `/srv/x.js`) stays
 * as it is.
 *
 * @returns null where there is no URL
 */
export function pathFromUrl(url: string): string | null {
  if (url === '') return null
  if (!url.startsWith('file://')) return url.includes('://') ? percentDecoded(url) : url
  const path = percentDecoded(url.slice('file://'.length).replace(/[?#].*$/s, ''))
  if (/^\/[A-Za-z]:\//.test(path)) return path.slice(1)
  return path.startsWith('/') ? path : `//${path}`
}

function percentDecoded(url: string): string {
  if (!url.includes('%')) return url
  try {
    return decodeURIComponent(url)
  } catch {
    return url
  }
}
