/*
 * Where Ruby code comes from, as an instruction sequence's path tells it. Installed gems: `gem environment` (`gems/NAME-VERSION/`),
 * https://guides.rubygems.org/platforms/ (a platform behind the version), Bundler's checkouts `bundler/gems/NAME-COMMIT/`.
 */

/** What a path says of the code in it. */
export type RubyPlace =
  /** A function in C: its path, if any, is the caller's. */
  | { readonly kind: 'c-function' }
  | { readonly kind: 'std'; readonly rule: string }
  | { readonly kind: 'gem'; readonly name: string; readonly version: string }
  /** A gem that Bundler took from git, by its folder's name. */
  | { readonly kind: 'checkout'; readonly folder: string; readonly name: string }
  /** A library that a distribution has installed beside Ruby's own, by the first name of its path. */
  | { readonly kind: 'library'; readonly name: string }
  | { readonly kind: 'evaluated' }
  | { readonly kind: 'file'; readonly path: string }

/** PATH_MAX of Linux: a longer text is no path. */
const longestPath = 4096
const gemFolder = /(?:^|\/)(bundler\/)?gems\/([^/]+)(?=\/)/g
const extensionFolder = /(?:^|\/)extensions\/[^/]+\/[^/]+\/([^/]+)\//
/** The platform behind a version begins with a letter, or is a processor's name. */
const gemName = /^(.+?)-(\d+(?:\.[0-9A-Za-z]+)*)(?:-(?:[A-Za-z]|\d*x86)[\w.-]*)?$/
const checkoutName = /^(.+)-[0-9a-f]{7,40}$/
const standardFolder =
  /\/(?:lib\d*\/)?(?:ruby|jruby|truffleruby)[^/]*\/(?:lib\/(?:ruby\/)?)?(?:stdlib|rubygems|site_ruby|\d+\.\d+(?:\.\d+)?)\//
const sourceFile = /\.(?:rb|ru|rake|rbw|erb|haml|slim|jbuilder|gemspec|builder)$|(?:^|\/)(?:Rakefile|Gemfile|Capfile)$/

/** Reads a file or object; null where it is none of Ruby's. Linear in the length. */
export function readRubyPlace(text: string): RubyPlace | null {
  if (text.length > longestPath) return null
  if (text === '<cfunc>') return { kind: 'c-function' }
  if (text.startsWith('<internal:')) return { kind: 'std', rule: 'a file built into Ruby' }
  const evaluatedAt = /^\(eval(?: at (.+?):\d+)?\)$/.exec(text)
  if (evaluatedAt?.[1] !== undefined) return readRubyPlace(evaluatedAt[1])
  if (evaluatedAt !== null || /^\((?:erb|irb|pry|eval)\)$|^-e$/.test(text)) return { kind: 'evaluated' }
  const path = text.includes('\\') ? text.replaceAll('\\', '/') : text
  return readGem(path) ?? readInstalled(path) ?? (sourceFile.test(path) ? { kind: 'file', path } : null)
}

function readGem(path: string): RubyPlace | null {
  const extension = extensionFolder.exec(path)?.[1]
  const named = extension === undefined ? [...path.matchAll(gemFolder)].at(-1) : undefined
  const folder = extension ?? named?.[2]
  if (folder === undefined) return null
  if (named?.[1] !== undefined) {
    const name = checkoutName.exec(folder)?.[1]
    return name === undefined ? null : { kind: 'checkout', folder, name }
  }
  const [, name, version] = gemName.exec(folder) ?? []
  return name === undefined || version === undefined ? null : { kind: 'gem', name, version }
}

/** Debian keeps libraries in `vendor_ruby/`, RubyGems itself among them. */
function readInstalled(path: string): RubyPlace | null {
  const vendored = /\/vendor_ruby\/(?:\d+\.\d+\.\d+\/)?([^/.]+)/.exec(path)?.[1]
  if (vendored !== undefined) {
    const isRubyGems = vendored === 'rubygems' || vendored === 'bundler'
    return isRubyGems ? { kind: 'std', rule: 'in the folder of RubyGems' } : { kind: 'library', name: vendored }
  }
  return standardFolder.test(path) ? { kind: 'std', rule: "in the folder of Ruby's standard library" } : null
}
