/*
 * Paths and URLs of scripts. Installed trees: npm's https://docs.npmjs.com/cli/v11/configuring-npm/folders, pnpm's
 * https://pnpm.io/symlinked-node-modules-structure, Yarn's https://yarnpkg.com/advanced/pnp-spec; Node's own modules are `node:` URLs.
 */

import { builtinModules } from 'node:module'

/** What a script's path or URL says of the code in it. */
export type JavascriptPlace =
  /** A module of the engine's standard library. */
  | { readonly kind: 'builtin'; readonly host: string }
  /** A package's file. */
  | { readonly kind: 'package'; readonly path: PackagePath }
  /** One script made of many: which of them a function is from, only a source map tells. */
  | { readonly kind: 'bundle'; readonly path: string }
  /** Code without a script's name, or a script that belongs to nobody here. */
  | { readonly kind: 'nameless'; readonly what: string }
  /** Any other script: the service's own. */
  | { readonly kind: 'own'; readonly path: string }

/** Where an installed tree keeps a package. */
export interface PackagePath {
  readonly name: string
  /** Stated by a package store or cache that keeps versions in its folders' names (pnpm, bun, Yarn PnP). */
  readonly version: string | null
  /** The path up to the package's own folder: `/srv/app/node_modules/a/node_modules/b`. */
  readonly folder: string
}

/** Where npm, yarn, pnpm and bun keep packages, and where Debian's packages do. */
const packageFolders = ['node_modules/', 'usr/share/nodejs/']
/** PATH_MAX of Linux: a longer text is no path. */
const longestPath = 4096
/** NAME_MAX. */
const longestFileName = 255
const packageName = /^(?:@[\w.~-]+\/)?[\w~-][\w.~-]*$/
const scriptName = /\.(?:[cm]?[jt]sx?|vue|svelte)$/i
const bundleName = /^(?:[\w-]+[.~-])?(?:bundle|vendors?)(?:[.~-][\w.~-]*)?\.[cm]?js$|^chunk[.~-][\w.~-]+\.[cm]?js$/i
const bundleFolders = ['/.next/', '/_next/', '/.nuxt/', '/.output/', '/.svelte-kit/', '/.wrangler/']
const semver = /^\d{1,16}\.\d{1,16}\.\d{1,16}(?:-[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*)?/
const builtins: ReadonlySet<string> = new Set(builtinModules)

/** Whether a path or URL is a script's: for texts in which other languages' paths can stand too. */
export function isJavascriptPlace(place: string): boolean {
  if (place.startsWith('data:')) return true
  if (place.length > longestPath) return false
  if (schemeOf(place) !== null) return true
  const path = normalise(place)
  return scriptName.test(path) || path.includes('node_modules/')
}

/** Reads a script's path or URL. Linear in its length. */
export function readJavascriptPlace(place: string): JavascriptPlace {
  if (place.startsWith('data:')) return { kind: 'nameless', what: 'a module in a data: URL' }
  if (place.length > longestPath) return { kind: 'nameless', what: `a path of ${place.length} characters` }
  const scheme = schemeOf(place)
  if (scheme === 'wasm') return { kind: 'nameless', what: 'a WebAssembly module' }
  if (scheme === 'extension') return { kind: 'nameless', what: 'a browser extension' }
  if (scheme === 'eval' || place === '') return { kind: 'nameless', what: 'evaluated text' }
  const host = scheme ?? builtinHost(place)
  if (host !== 'url' && host !== null) return { kind: 'builtin', host }
  const path = normalise(place)
  const begin = beginningOfName(path)
  if (begin !== null) {
    const found = readPackagePath(path, begin)
    return found === null
      ? { kind: 'nameless', what: 'generated code in node_modules' }
      : { kind: 'package', path: found }
  }
  if (path.endsWith('/.pnp.cjs')) return { kind: 'nameless', what: 'the loader of Yarn' }
  if (isBundle(path)) return { kind: 'bundle', path }
  return { kind: 'own', path }
}

/** The scheme of a URL as far as it decides; `url` for one that holds a path, null for a plain path. */
function schemeOf(place: string): string | null {
  const colon = place.indexOf(':')
  // `node::Start` is a namespace.
  const isScheme = colon >= 2 && colon <= 40 && !place.startsWith('::', colon)
  const scheme = isScheme ? place.slice(0, colon) : ''
  if (scheme === 'node' || scheme === 'deno' || scheme === 'bun') return scheme
  if (scheme === 'ext') return 'deno'
  if (scheme === 'internal') return 'bun'
  if (scheme === 'wasm') return 'wasm'
  if (scheme.endsWith('-extension')) return 'extension'
  if (/^(?:evalmachine\.<|<anonymous>|eval at |\[eval|VM\d+(?: |$))/.test(place)) return 'eval'
  return /^[a-z][\w.+-]*$/.test(scheme) && place.startsWith('://', colon) ? 'url' : null
}

/** Before version 16, Node named its own modules like files: `internal/timers.js`, `fs.js`; Electron does so still. */
function builtinHost(place: string): string | null {
  if (place.startsWith('electron/js2c/')) return 'electron'
  if (!place.endsWith('.js')) return null
  return place.startsWith('internal/') || builtins.has(place.slice(0, -3)) ? 'node' : null
}

/** One spelling for all systems' paths: no scheme, no query, slashes. */
function normalise(place: string): string {
  const url = place.indexOf('://')
  const isUrl = url > 0 && !place.slice(0, url).includes('/')
  const isWindows = /^[A-Za-z]:\\|^\\\\/.test(place) || (!place.includes('/') && place.includes('\\'))
  const slashes = isWindows ? place.replaceAll('\\', '/') : place
  const path = isUrl ? slashes.slice(url + 2) : slashes
  const query = path.search(/[?#]/)
  return query < 0 ? path : path.slice(0, query)
}

/** Null for what tools keep beside the packages: `.cache`, `.vite`, `.prisma`. */
function readPackagePath(path: string, begin: number): PackagePath | null {
  const end = endOfName(path, begin)
  const name = path.slice(begin, end)
  if (!packageName.test(name)) return null
  return { name, version: versionInStore(path.slice(0, begin), name), folder: path.slice(0, end) }
}

/** Behind the last folder of packages in the path. */
function beginningOfName(path: string): number | null {
  for (const folder of packageFolders) {
    // With a slash before it, the path's own beginning counts as well, and `old_node_modules/` does not.
    const at = `/${path}`.lastIndexOf(`/${folder}`)
    if (at >= 0) return at + folder.length
  }
  return null
}

/** A name has one segment, with a scope two. */
function endOfName(path: string, begin: number): number {
  const first = path.indexOf('/', begin)
  const end = path[begin] === '@' && first >= 0 ? path.indexOf('/', first + 1) : first
  return end < 0 ? path.length : end
}

/**
 * The version in the folder that a store keeps around a package's `node_modules/`: pnpm's and Deno's
 * `@babel+core@7.26.0_peer`, bun's `lodash@4.17.21+hash`, npm's linked `lodash@4.17.21-hash`, Yarn's
 * `@babel-core-npm-7.26.0-0123456789-10c0.zip`, which ends in a checksum where the cache lies in the project.
 */
function versionInStore(before: string, name: string): string | null {
  const inner = before.replace(/\/node_modules\/$/, '')
  if (inner.length === before.length) return null
  const slash = inner.lastIndexOf('/')
  const store = inner.slice(inner.lastIndexOf('/', slash - 1) + 1, slash)
  const slot = inner.slice(slash + 1)
  if (store === '.pnpm' || store === '.bun' || store === '.deno' || store === '.store') {
    const prefix = `${name.replace('/', '+')}@`
    const version = slot.startsWith(prefix) ? (semver.exec(slot.slice(prefix.length))?.[0] ?? null) : null
    return store === '.store' ? (version?.replace(/-[^-]*$/, '') ?? null) : version
  }
  const prefix = `${name.replace('/', '-')}-npm-`
  const rest = slot.startsWith(prefix)
    ? /^(.+?)-[\da-f]{10}(?:-(?:\d+c\d+|\d{1,2}|[\da-f]{10}))?(?:\.zip)?$/.exec(slot.slice(prefix.length))
    : null
  return rest?.[1] ?? null
}

function isBundle(path: string): boolean {
  const base = path.slice(path.lastIndexOf('/') + 1)
  return (
    (base.length <= longestFileName && bundleName.test(base)) || bundleFolders.some((folder) => path.includes(folder))
  )
}
