/** Names that many folders have a file of. */
const common = /^(?:index|main|mod|lib|__init__|utils?|types?|package)(?:\.\w+)?$/

/**
 * The file of a repository that a recorded path (`/srv/app/node_modules/lib/dist/parse.js`) most likely is: the one with the longest end
 * in common. Where no name is the same, one that was compiled (`parse.ts` for `parse.js`) counts.
 *
 * @returns null where none, or more than one, is likely
 */
export function matchPath(recorded: string, paths: readonly string[]): string | null {
  const wanted = segmentsOf(recorded)
  return longest(wanted, paths, (name) => name) ?? longest(wanted, paths, stem)
}

function longest(wanted: readonly string[], paths: readonly string[], nameOf: (name: string) => string): string | null {
  let best: string[] = []
  let most = 0
  for (const path of paths) {
    const length = sharedEnd(wanted, segmentsOf(path), nameOf)
    if (length === 0 || length < most) continue
    best = length > most ? [path] : [...best, path]
    most = length
  }
  const [found] = best
  if (found === undefined || best.length > 1) return null
  // `index.js` alone says nothing, unless there is no other path than the name.
  return most === 1 && common.test(wanted.at(-1) ?? '') && segmentsOf(found).length > 1 ? null : found
}

function sharedEnd(a: readonly string[], b: readonly string[], nameOf: (name: string) => string): number {
  let length = 0
  while (length < Math.min(a.length, b.length)) {
    const [one = '', other = ''] = [a.at(-1 - length), b.at(-1 - length)]
    if (length === 0 ? nameOf(one) !== nameOf(other) : one !== other) break
    length += 1
  }
  return length
}

function segmentsOf(path: string): string[] {
  return path
    .replace(/^file:\/\//, '')
    .split(/[/\\]/)
    .filter((segment) => segment !== '' && segment !== '.')
}

/** `parse.min.js` is `parse`. */
function stem(name: string): string {
  return name.replace(/(?<=.)\..*$/, '')
}
