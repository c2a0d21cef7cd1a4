import { posix } from 'node:path'

/** PATH_MAX of Linux: a longer text is no path. */
const longestPath = 4096
/** Sources that bundlers make up: their own runtime, modules that stay outside, virtual modules. */
const madeUp = /^(?:webpack\/|external |ignored\||\(webpack\)|data:|delegated |container )|[\p{Cc}]/u
/** `[project]/` is how Turbopack writes the service's root. */
const rootMark = /^\[(?:project|root)\](?:\/|$)/

/**
 * Where a source of a map lay when the bundle was made, in the terms of the machine that ran it.
 *
 * A bundle lies where its sources do not, in `dist/`, and names them relative to itself (`../node_modules/ms/index.js`); webpack and its
 * kin name them relative to the service's root (`webpack://checkout/./src/cart.js`).
 *
 * @param source as the map names it
 * @param script path or URL of the bundle, as the profile has it
 * @returns null for what the bundler made up itself
 */
export function resolveSource(source: string, script: string): string | null {
  if (source.length > longestPath) return null
  // Some say behind a question mark what they made of the source.
  const path = source.replaceAll('\\', '/').replace(/\?.*$/s, '')
  const [, scheme, rest = ''] = /^([a-z][\w.+-]*):\/\/(.*)$/s.exec(path) ?? []
  if (scheme === undefined) {
    if (madeUp.test(path) || path === '') return null
    return path.startsWith('/') || /^[A-Za-z]:\//.test(path) ? path : besideScript(path, script)
  }
  if (scheme === 'file') return rest.startsWith('/') ? rest : null
  if (scheme === 'http' || scheme === 'https') return path
  // What stands between the slashes is the bundle's name.
  const below = rest.slice(rest.indexOf('/') + 1).replace(rootMark, '')
  if (madeUp.test(below) || below === '') return null
  return below.startsWith('/') ? below : posix.join(below)
}

function besideScript(path: string, script: string): string {
  const url = /^[a-z][\w.+-]*:\/\/[^/]*/.exec(script)?.[0] ?? ''
  const folder = posix.dirname(script.slice(url.length).replaceAll('\\', '/'))
  return url + posix.join(folder, path)
}
