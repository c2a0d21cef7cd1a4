import { PackageURL } from 'packageurl-js'
import { type Ecosystem, ecosystems, type Package, type ServiceFile } from '../../types.ts'
import { libraryNamesOf } from '../library-names.ts'
import type { PurlParts } from '../make-purl.ts'
import { malformed, type Place } from '../malformed.ts'
import { PackageList } from '../package-list.ts'
import { pythonName } from '../python/python-name.ts'
import { showText } from '../show-text.ts'

/** One component of a bill of materials. */
export interface SbomComponent {
  readonly place: Place
  /** By what edges name it; null where nothing can. */
  readonly id: string | null
  /** Its package URL; null where none is stated. */
  readonly purl: string | null
  /** For people, where there is no package URL. */
  readonly name: string
  readonly version: string | null
  readonly own: boolean
  /** As `gitRepository` gives it. */
  readonly repository: string | null
}

interface Named {
  readonly ecosystem: Ecosystem
  readonly name: string
  readonly version: string | null
  readonly purlParts: PurlParts
}

/**
 * Makes packages of a bill of materials: what has a package URL, and what is own.
 *
 * @param edges who asks for whom, by ids; what names no component is passed over
 */
export function sbomPackages(
  file: ServiceFile,
  components: readonly SbomComponent[],
  edges: readonly (readonly [from: string, to: string])[],
): Package[] {
  const list = new PackageList('generic', file.path)
  const byId = new Map<string, number>()
  for (const component of components) {
    const named = nameOf(component, file.path)
    if (named === null) continue
    const index = list.add(
      `${named.ecosystem} ${named.name}@${named.version} ${JSON.stringify(named.purlParts)}`,
      component.place,
      {
        ...named,
        own: component.own,
        visibility: component.own ? 'private' : 'unstated',
        repository: component.own ? null : component.repository,
        libraryNames: libraryNamesOf(named.ecosystem, named.name),
        installPaths: [],
      },
    )
    if (component.id !== null) byId.set(component.id, index)
  }
  for (const [from, to] of edges) {
    const [asker, asked] = [byId.get(from), byId.get(to)]
    if (asker !== undefined && asked !== undefined) list.link(asker, asked)
  }
  return list.finish('asked-by-own-or-none')
}

/** Null for files, operating systems and the like, which a bill of materials lists too. */
function nameOf({ purl, name, version, own, place }: SbomComponent, path: string): Named | null {
  if (purl === null) return own && name !== '' ? { ecosystem: 'generic', name, version, purlParts: {} } : null
  const read = readPurl(purl)
  if (read === null) {
    throw malformed(path, place, `${showText(purl)} is no package URL; accepted: pkg:TYPE/NAMESPACE/NAME@VERSION`)
  }
  const { type, namespace, qualifiers } = read
  const ecosystem = ecosystems.find((candidate) => candidate === type) ?? 'generic'
  // Debian's and Conan's names stand without the namespace, which says whose distribution or channel it is.
  const isPlain = ecosystem === 'deb' || ecosystem === 'conan' || ecosystem === 'generic'
  const full = namespace && !isPlain ? `${namespace}/${read.name}` : read.name
  return {
    ecosystem,
    name: ecosystem === 'pypi' ? pythonName(full) : full,
    version: read.version ?? version,
    purlParts: {
      ...(type === ecosystem ? {} : { type }),
      ...(namespace && isPlain ? { namespace } : {}),
      ...(ecosystem === 'conan' && qualifiers?.channel ? { qualifiers: { channel: qualifiers.channel } } : {}),
    },
  }
}

function readPurl(text: string): PackageURL | null {
  try {
    return PackageURL.fromString(text)
  } catch {
    return null
  }
}
