/** A purl without version, qualifiers and subpath; any other name as it is. */
export function unversioned(purl: string): string {
  if (!purl.startsWith('pkg:')) return purl
  const end = purl.search(/[?#]/)
  const bare = end < 0 ? purl : purl.slice(0, end)
  const at = bare.lastIndexOf('@')
  return at > bare.lastIndexOf('/') ? bare.slice(0, at) : bare
}
