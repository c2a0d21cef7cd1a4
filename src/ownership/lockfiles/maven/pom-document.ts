import type { ServiceFile } from '../../types.ts'
import { entriesOf, field, fieldsOf, isFields, textOf } from '../fields.ts'
import { malformed } from '../malformed.ts'
import { elements, readXml } from '../read-xml.ts'
import type { MavenArtifact } from './maven-coordinates.ts'

/** One dependency of a pom, as it is written. */
export interface PomDependency extends MavenArtifact {
  readonly version: string | null
  /** A BOM whose versions count here. */
  readonly isImport: boolean
}

/** One pom.xml as it is written, nothing filled in. */
export interface PomDocument {
  readonly group: string | null
  readonly artifact: string
  readonly version: string | null
  readonly parent: (MavenArtifact & { readonly version: string | null; readonly relativePath: string | null }) | null
  readonly properties: readonly (readonly [name: string, value: string])[]
  readonly dependencies: readonly PomDependency[]
  readonly management: readonly PomDependency[]
  readonly repositories: readonly string[]
}

/** Longer ones stand in no version and no name. */
const longestProperty = 512

/** Every module of a build reads the poms of all others. */
const documents = new WeakMap<ServiceFile, PomDocument>()

/** @throws HeadwaterError `lockfile-malformed` */
export function pomDocument(file: ServiceFile): PomDocument {
  const known = documents.get(file)
  if (known !== undefined) return known
  const document = readDocument(file)
  documents.set(file, document)
  return document
}

function readDocument(file: ServiceFile): PomDocument {
  const project = field(readXml(file), 'project')
  const artifact = trimmed(project, 'artifactId')
  if (!isFields(project) || artifact === null) {
    throw malformed(file.path, 1, 'no <project> with an <artifactId>; accepted: a pom.xml of model version 4.0.0')
  }
  const parent = field(project, 'parent')
  const management = fieldsOf(project, 'dependencyManagement')
  return {
    group: trimmed(project, 'groupId'),
    artifact,
    version: trimmed(project, 'version'),
    parent: isFields(parent)
      ? {
          group: trimmed(parent, 'groupId') ?? '',
          artifact: trimmed(parent, 'artifactId') ?? '',
          version: trimmed(parent, 'version'),
          // An empty element says that the parent is not in the service.
          relativePath: textOf(parent, 'relativePath'),
        }
      : null,
    properties: entriesOf(fieldsOf(project, 'properties')).flatMap(([name, value]) =>
      typeof value === 'string' && value.length <= longestProperty ? [[name, value.trim()] as const] : [],
    ),
    dependencies: dependenciesIn(project),
    management: dependenciesIn(management),
    repositories: elements(fieldsOf(project, 'repositories'), 'repository').flatMap((one) => trimmed(one, 'url') ?? []),
  }
}

function dependenciesIn(section: unknown): PomDependency[] {
  return elements(fieldsOf(section, 'dependencies'), 'dependency').flatMap((entry) => {
    const group = trimmed(entry, 'groupId')
    const artifact = trimmed(entry, 'artifactId')
    if (group === null || artifact === null) return []
    return [{ group, artifact, version: trimmed(entry, 'version'), isImport: trimmed(entry, 'scope') === 'import' }]
  })
}

function trimmed(parent: unknown, name: string): string | null {
  // With attributes, an element is an object and its text a field.
  return (textOf(parent, name) ?? textOf(fieldsOf(parent, name), '#text'))?.trim() || null
}
