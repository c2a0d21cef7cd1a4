import { PackageURL } from 'packageurl-js'
import type { Ecosystem } from '../types.ts'

/** What a purl has beside type, name and version. */
export interface PurlParts {
  readonly namespace?: string
  readonly qualifiers?: Readonly<Record<string, string>>
}

/**
 * The package URL of a package.
 *
 * @param name as the ecosystem writes it; its leading segments become the namespace
 * @throws where the name cannot stand in a purl of this type
 */
export function makePurl(ecosystem: Ecosystem, name: string, version: string | null, parts: PurlParts = {}): string {
  const slash = name.lastIndexOf('/')
  const namespace = parts.namespace ?? (slash < 0 ? undefined : name.slice(0, slash))
  const qualifiers = parts.qualifiers === undefined ? undefined : { ...parts.qualifiers }
  const lastName = name.slice(slash + 1)
  return new PackageURL(ecosystem, namespace, lastName, version ?? undefined, qualifiers, undefined).toString()
}
