/** What a source path states exactly. */
export type RustSource =
  | { readonly kind: 'std' }
  | { readonly kind: 'package'; readonly name: string; readonly version: string }

/** No path is longer; what is, is no path. */
const longestPath = 4096

const packageFolder =
  // A checkout of a registry, Debian's registry, or the registry as samply and Firefox Profiler write it.
  /(?:\/registry\/src\/[^/]+\/|\/usr\/share\/cargo\/registry\/|^cargo:[^:]*:)(\w[\w-]*?)-(\d+\.\d+\.\d+[\w.+-]*)[/:]/
const stdFolder =
  /(?:^|\/)rustc\/[0-9a-f]{40}\/|^\/rust\/deps\/|\/rustlib\/src\/rust\/|^library\/(?:core|alloc|std)\/src\/|^git:github\.com\/rust-lang\/rust:/

/**
 * Whose source a file is, where its path says so: `…/registry/src/<index>/<name>-<version>/…`, `cargo:registry:name-version:path`,
 * `/rustc/<commit>/library/std/…` (which also holds the crates that std brings along).
 *
 * @returns null where the path says nothing: an own file, a vendored one, a git checkout of several crates
 */
export function readRustSource(file: string | null): RustSource | null {
  if (file === null || file.length > longestPath) return null
  const path = file.replaceAll('\\', '/')
  if (stdFolder.test(path)) return { kind: 'std' }
  const [, name, found] = packageFolder.exec(path) ?? []
  return name === undefined || found === undefined ? null : { kind: 'package', name, version: found }
}
