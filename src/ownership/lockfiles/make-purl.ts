import { PackageURL } from 'packageurl-js'
import type { Ecosystem } from '../types.ts'

/** What a purl has beside type, name and version. */
export interface PurlParts {
  /** Where the ecosystem is `generic`, for want of a grammar of its own. */
  readonly type?: string
  readonly namespace?: string
  readonly qualifiers?: Readonly<Record<string, string>>
}

/** Names that stand in a purl as they are: most of them, and the library's way takes ten times as long, for 200,000 packages. */
const plainNames: Partial<Record<Ecosystem, RegExp>> = {
  cargo: /^[a-z\d][a-z\d.-]*$/,
  npm: /^[a-z\d][a-z\d.-]*$/,
  golang: /^[a-z\d][a-z\d.-]*(?:\/[a-z\d][a-z\d.-]*)+$/,
  conan: /^[a-z\d][a-z\d.-]*$/,
  gem: /^[a-z\d][a-z\d.-]*$/,
  pypi: /^[a-z\d][a-z\d.-]*$/,
  nuget: /^[A-Za-z\d][A-Za-z\d.-]*$/,
  maven: /^[A-Za-z\d][A-Za-z\d.-]*\/[A-Za-z\d][A-Za-z\d.-]*$/,
  composer: /^[a-z\d][a-z\d.-]*\/[a-z\d][a-z\d.-]*$/,
}
const plainVersion = /^[A-Za-z\d][A-Za-z\d.-]*$/
/** What begins with a `v` must go on as a semantic version there. */
const plainGoVersion = /^v(?:0|[1-9]\d{0,8})\.(?:0|[1-9]\d{0,8})\.(?:0|[1-9]\d{0,8})$/

/**
 * The package URL of a package.
 *
 * @param name as the ecosystem writes it; its leading segments become the namespace
 * @throws where the name cannot stand in a purl of this type
 */
export function makePurl(ecosystem: Ecosystem, name: string, version: string | null, parts?: PurlParts): string {
  const versions = ecosystem === 'golang' ? plainGoVersion : plainVersion
  if (parts === undefined && plainNames[ecosystem]?.test(name) && (version === null || versions.test(version))) {
    return version === null ? `pkg:${ecosystem}/${name}` : `pkg:${ecosystem}/${name}@${version}`
  }
  return checkedPurl(ecosystem, name, version, parts ?? {})
}

function checkedPurl(ecosystem: Ecosystem, name: string, version: string | null, parts: PurlParts): string {
  const slash = name.lastIndexOf('/')
  const namespace = parts.namespace ?? (slash < 0 ? undefined : name.slice(0, slash))
  const qualifiers = parts.qualifiers === undefined ? undefined : { ...parts.qualifiers }
  const lastName = name.slice(slash + 1)
  return new PackageURL(
    parts.type ?? ecosystem,
    namespace,
    lastName,
    version ?? undefined,
    qualifiers,
    undefined,
  ).toString()
}
