const markers: ReadonlySet<string> = new Set([
  'shaded',
  'shade',
  'repackaged',
  'relocated',
  'shadow',
  'jarjar',
  'vendored',
])
/** How packages of the world begin; others of these (`io`, `net`) are words within packages as well. */
const beginnings: ReadonlySet<string> = new Set(['com', 'org'])
const beginningsBehindMarker: ReadonlySet<string> = new Set(['com', 'org', 'io', 'net', 'javax', 'jakarta', 'de'])
const mostParts = 16

/**
 * The package that a jar carries within its own, renamed by the Shade plugin and its kin: `org.jctools` in
 * `io.netty.util.internal.shaded.org.jctools.queues`. The code is in the outer package's jar, and was written in the inner one.
 *
 * @returns the inner package's parts; null where there is none
 */
export function findShadedCopy(parts: readonly string[]): readonly string[] | null {
  const most = Math.min(parts.length, mostParts)
  let isBehindMarker = false
  for (let at = 1; at < most - 1; at += 1) {
    const part = parts[at] ?? ''
    const begins = isBehindMarker ? beginningsBehindMarker.has(part) : at > 1 && beginnings.has(part)
    if (begins) return parts.slice(at)
    isBehindMarker ||= markers.has(part)
  }
  return null
}
