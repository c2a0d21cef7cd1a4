// CycloneDX in JSON, 1.2 to 1.7: components with package URLs, and who asks for whom.
// Specified by https://cyclonedx.org/docs/1.6/json/ (ECMA-424).

import type { Package, ServiceFile } from '../../types.ts'
import { field, fieldsOf, listOf, scalarText, textOf } from '../fields.ts'
import { gitRepository } from '../git-repository.ts'
import { malformed, unsupported } from '../malformed.ts'
import { showText } from '../show-text.ts'
import { type SbomComponent, sbomPackages } from './sbom-packages.ts'

/** Components within components. */
const deepest = 16

/**
 * @param file for its path
 * @param document what it holds
 * @throws HeadwaterError `lockfile-malformed` or `lockfile-unsupported`
 */
export function parseCyclonedx(file: ServiceFile, document: unknown): Package[] {
  const version = scalarText(field(document, 'specVersion'))
  if (!/^1\.[2-7]$/.test(version)) {
    throw unsupported(file.path, `CycloneDX ${showText(version)}`, 'CycloneDX 1.2 to 1.7 in JSON')
  }
  const components: SbomComponent[] = []
  const root = field(fieldsOf(document, 'metadata'), 'component')
  if (root !== undefined) components.push(readComponent(root, 'metadata.component', true))
  collect(listOf(document, 'components'), 'component', 0, components, file.path)
  const edges = listOf(document, 'dependencies').flatMap((entry) =>
    listOf(entry, 'dependsOn').map((to) => [textOf(entry, 'ref') ?? '', scalarText(to)] as const),
  )
  return sbomPackages(file, components, edges)
}

function collect(list: readonly unknown[], place: string, depth: number, into: SbomComponent[], path: string): void {
  if (depth === deepest) throw malformed(path, place, `components nested deeper than ${deepest}`)
  for (const [index, entry] of list.entries()) {
    const here = `${place} ${index + 1}`
    into.push(readComponent(entry, here, false))
    collect(listOf(entry, 'components'), here, depth + 1, into, path)
  }
}

function readComponent(entry: unknown, place: string, own: boolean): SbomComponent {
  const source = listOf(entry, 'externalReferences').find((reference) => textOf(reference, 'type') === 'vcs')
  const group = textOf(entry, 'group')
  const name = textOf(entry, 'name') ?? ''
  const version = textOf(entry, 'version')
  return {
    place: `${place} (${showText(name)})`,
    id: textOf(entry, 'bom-ref'),
    purl: textOf(entry, 'purl') || null,
    name: group ? `${group}/${name}` : name,
    version: version || null,
    own,
    repository: gitRepository(textOf(source, 'url') ?? ''),
  }
}
