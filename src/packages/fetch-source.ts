import type { IndexedPackage, PackageFile, PackageSourceClient } from './types.ts'

/**
 * The code of a public package, from the first client that knows its ecosystem and is not barred from it.
 *
 * @returns null where nobody has it
 * @throws HeadwaterError `index-unavailable`
 */
export async function fetchSource(
  clients: readonly PackageSourceClient[],
  wanted: IndexedPackage,
  signal: AbortSignal,
): Promise<readonly PackageFile[] | null> {
  for (const client of clients) {
    if (!client.ecosystems.has(wanted.ecosystem) || (await client.claims(wanted))) continue
    return client.sourceOf(wanted, signal)
  }
  return null
}
