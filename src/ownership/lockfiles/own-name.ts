/**
 * A name for an own package that states none: its folder's, else that of the lockfile's folder.
 *
 * @param lockfile path of the lockfile in the service
 * @param folder the package's folder, relative to the lockfile's; empty for that folder itself
 */
export function ownName(lockfile: string, folder: string): string {
  const segments = [...lockfile.split('/').slice(0, -1), ...folder.split('/')]
  return segments.findLast((segment) => segment !== '' && segment !== '.' && segment !== '..') ?? 'service'
}
