const longestPattern = 256

/**
 * Whether a path matches a pattern in which `**` stands for any folders, `*` and `?` for characters of one segment.
 * Character classes are not read: a pattern with one matches as if each `[...]` were `?`, and so rather too much than too little.
 * Takes time in the product of the two lengths at most; a pattern of more than 256 characters matches nothing.
 */
export function matchesGlob(pattern: string, path: string): boolean {
  if (pattern.length > longestPattern) return false
  const segments = pattern.replace(/\[[^\][]*\]/g, '?').split('/')
  return matches(segments, path.split('/'), (part) => part === '**', matchesSegment)
}

function matchesSegment(pattern: string, segment: string): boolean {
  return matches(
    [...pattern],
    [...segment],
    (part) => part === '*',
    (part, unit) => part === '?' || part === unit,
  )
}

/** The usual two pointers: on a mismatch the last star takes one part more. */
function matches(
  pattern: readonly string[],
  parts: readonly string[],
  isStar: (part: string) => boolean,
  same: (pattern: string, part: string) => boolean,
): boolean {
  let at = 0
  let star = -1
  let taken = 0
  for (let index = 0; index < parts.length; ) {
    const expected = pattern[at]
    if (expected !== undefined && isStar(expected)) {
      star = at++
      taken = index
    } else if (expected !== undefined && same(expected, parts[index] ?? '')) {
      at++
      index++
    } else if (star >= 0) {
      at = star + 1
      index = ++taken
    } else {
      return false
    }
  }
  return pattern.slice(at).every(isStar)
}
