// SPDX in JSON, 2.2 and 2.3: packages with package URLs among their references, and who asks for whom. GitHub wraps it in `sbom`.
// Specified by https://spdx.github.io/spdx-spec/v2.3/.

import type { Package, ServiceFile } from '../../types.ts'
import { listOf, scalarText, textOf } from '../fields.ts'
import { unsupported } from '../malformed.ts'
import { repositoryOfVcsUrl } from '../repository-of-vcs-url.ts'
import { showText } from '../show-text.ts'
import { type SbomComponent, sbomPackages } from './sbom-packages.ts'

/** Relationships in which the first asks for the second, and those in which the second asks for the first. */
const asking: ReadonlySet<string> = new Set(['DEPENDS_ON', 'DYNAMIC_LINK', 'STATIC_LINK'])
const askedBy: ReadonlySet<string> = new Set(['DEPENDENCY_OF', 'RUNTIME_DEPENDENCY_OF', 'PROVIDED_DEPENDENCY_OF'])

/**
 * @param file for its path
 * @param document what it holds, without GitHub's wrapping
 * @throws HeadwaterError `lockfile-malformed` or `lockfile-unsupported`
 */
export function parseSpdx(file: ServiceFile, document: unknown): Package[] {
  const version = textOf(document, 'spdxVersion') ?? ''
  if (!/^SPDX-2\.[23]$/.test(version)) {
    throw unsupported(file.path, `SPDX version ${showText(version)}`, 'SPDX-2.2 and SPDX-2.3 in JSON, and CycloneDX')
  }
  const relationships = listOf(document, 'relationships').map((entry) => ({
    from: textOf(entry, 'spdxElementId') ?? '',
    kind: textOf(entry, 'relationshipType') ?? '',
    to: textOf(entry, 'relatedSpdxElement') ?? '',
  }))
  const described = new Set([
    ...listOf(document, 'documentDescribes').map(scalarText),
    ...relationships.flatMap(({ from, kind, to }) => (kind === 'DESCRIBES' && from === 'SPDXRef-DOCUMENT' ? [to] : [])),
  ])
  const packages = listOf(document, 'packages')
  // Where everything is described, nothing is told apart.
  const tellsRoot = described.size < packages.length
  const components = packages.map((entry, index) =>
    readComponent(entry, index, tellsRoot && described.has(textOf(entry, 'SPDXID') ?? '')),
  )
  const edges = relationships.flatMap(({ from, kind, to }) => {
    if (asking.has(kind)) return [[from, to] as const]
    return askedBy.has(kind) ? [[to, from] as const] : []
  })
  return sbomPackages(file, components, edges)
}

function readComponent(entry: unknown, index: number, own: boolean): SbomComponent {
  const name = textOf(entry, 'name') ?? ''
  const purl = listOf(entry, 'externalRefs').find((reference) => textOf(reference, 'referenceType') === 'purl')
  const from = textOf(entry, 'downloadLocation') ?? ''
  return {
    place: `package ${index + 1} (${showText(name)})`,
    id: textOf(entry, 'SPDXID'),
    purl: textOf(purl, 'referenceLocator'),
    name,
    version: textOf(entry, 'versionInfo') || null,
    own,
    // Other locations are archives.
    repository: repositoryOfVcsUrl(from),
  }
}
