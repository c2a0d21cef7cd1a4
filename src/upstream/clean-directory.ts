const longest = 1024

/**
 * A stated directory of a repository in its one spelling: `./packages/lib/` is `packages/lib`.
 *
 * @returns null for the root, and for what is no path within the repository
 */
export function cleanDirectory(stated: string): string | null {
  if (stated.length > longest || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\\]/u.test(stated)) return null
  const segments = stated.split('/').filter((segment) => segment !== '' && segment !== '.')
  return segments.length === 0 || segments.includes('..') ? null : segments.join('/')
}
