// A Maven pom.xml, model version 4.0.0, with the parents and bills of materials (BOM) that lie in the service itself. Those that do not
// cannot be read here: what only they state is left open, and who states it is said.
// Specified by https://maven.apache.org/pom.html and https://maven.apache.org/ref/current/maven-model-builder/.

import { posix } from 'node:path'
import { folderOf } from '../../folder-of.ts'
import type { ServiceFile } from '../../types.ts'
import { perManifests } from '../per-manifests.ts'
import { fillIn } from './fill-in.ts'
import { type MavenArtifact, mavenName } from './maven-coordinates.ts'
import { type PomDependency, type PomDocument, pomDocument } from './pom-document.ts'

/** Parents above one another. */
const deepest = 32
/** BOMs of the service that one pom may follow. */
const mostBoms = 64

/** What a pom states, everything filled in as far as the service's own files go. */
export interface Pom {
  readonly project: MavenArtifact
  readonly version: string | null
  readonly dependencies: readonly ResolvedDependency[]
  /** Addresses of the repositories that it names. */
  readonly repositories: readonly string[]
}

/** An artifact that a pom asks for. */
export interface ResolvedDependency extends MavenArtifact {
  /** As declared: Maven takes it unless a range or a management says otherwise. */
  readonly version: string | null
  /** The parents and BOMs outside of the service that may state the version, where it is null. */
  readonly statedBy: readonly string[]
}

/**
 * @param file a pom.xml
 * @param manifests the service's pom.xml files
 * @throws HeadwaterError `lockfile-malformed` where `file` itself cannot be read
 */
export function readPom(file: ServiceFile, manifests: readonly ServiceFile[]): Pom {
  const inService = artifactsIn(manifests)
  const lineage = lineageOf(file, inService, manifests)
  const properties = propertiesOf(lineage.documents)
  const absent = new Set(lineage.absent)
  const managed = managedVersions(lineage.documents, { inService, absent, followed: new Set() })
  const fill = (text: string | null) => fillIn(text, properties)
  return {
    project: nameOf(lineage.documents, fill),
    version: fill(firstOf(lineage.documents, ({ version, parent }) => version ?? parent?.version)),
    dependencies: lineage.documents
      .flatMap(({ dependencies }) => dependencies)
      .map((asked) => resolve(asked, fill, managed, [...absent])),
    repositories: lineage.documents.flatMap(({ repositories }) => repositories.flatMap((url) => fill(url) ?? [url])),
  }
}

/** The artifacts that poms of the service are for, by name. */
export const artifactsIn = perManifests((manifests): ReadonlyMap<string, ServiceFile> => {
  const artifacts = new Map<string, ServiceFile>()
  for (const file of manifests) {
    const document = tolerated(file)
    if (document !== null) artifacts.set(mavenName(idOf(document)), file)
  }
  return artifacts
})

/** What a pom does not state itself, it has from the nearest parent that does. */
function firstOf(
  documents: readonly PomDocument[],
  read: (document: PomDocument) => string | null | undefined,
): string | null {
  return documents.map(read).find((text) => text) ?? null
}

function nameOf(documents: readonly PomDocument[], fill: (text: string | null) => string | null): MavenArtifact {
  const stated = documents[0]?.artifact ?? ''
  const artifact = fill(stated) ?? stated
  return { group: fill(firstOf(documents, (document) => idOf(document).group)) ?? artifact, artifact }
}

function resolve(
  asked: PomDependency,
  fill: (text: string | null) => string | null,
  managed: ReadonlyMap<string, string | null>,
  absent: readonly string[],
): ResolvedDependency {
  const group = fill(asked.group) ?? asked.group
  const artifact = fill(asked.artifact) ?? asked.artifact
  const stated = asked.version === null ? (managed.get(`${group}/${artifact}`) ?? null) : fill(asked.version)
  const version = exactVersion(stated)
  return { group, artifact, version, statedBy: version === null ? absent : [] }
}

/** `[1.0]` is 1.0; other ranges, LATEST and RELEASE leave the version to the day of the build. */
function exactVersion(stated: string | null): string | null {
  const only = stated === null ? null : (/^\[([^,[\]()]+)\]$/.exec(stated)?.[1] ?? stated)
  return only === null || /[[\](),]|^(?:LATEST|RELEASE)$/.test(only) ? null : only
}

/** A pom and its parents, itself first. */
function lineageOf(
  file: ServiceFile,
  inService: ReadonlyMap<string, ServiceFile>,
  manifests: readonly ServiceFile[],
): { documents: PomDocument[]; absent: string[] } {
  const documents = [pomDocument(file)]
  let at = file
  for (let parent = documents[0]?.parent ?? null; parent !== null; parent = documents.at(-1)?.parent ?? null) {
    const next = parentFile(at, parent, inService, manifests)
    const document = next === undefined ? null : tolerated(next)
    if (next === undefined || document === null || documents.length > deepest) {
      return { documents, absent: [`the parent ${mavenName(parent)} ${parent.version ?? ''}`.trim()] }
    }
    documents.push(document)
    at = next
  }
  return { documents, absent: [] }
}

/** Where `relativePath` says, if that is the parent; else wherever the service has it. */
function parentFile(
  at: ServiceFile,
  parent: NonNullable<PomDocument['parent']>,
  inService: ReadonlyMap<string, ServiceFile>,
  manifests: readonly ServiceFile[],
): ServiceFile | undefined {
  const stated = posix.join(folderOf(at.path), parent.relativePath ?? '../pom.xml')
  const path = stated.endsWith('.xml') ? stated : posix.join(stated, 'pom.xml')
  const beside = manifests.find((candidate) => candidate.path === path)
  const found = beside === undefined ? null : tolerated(beside)
  // Since Maven 4, a parent that lies where it is looked for need not be named.
  const isNamed = parent.group !== '' || parent.artifact !== ''
  const isParent =
    found !== null &&
    beside !== at &&
    (!isNamed || (found.artifact === parent.artifact && idOf(found).group === parent.group))
  return isParent ? beside : inService.get(mavenName(parent))
}

function idOf({ group, artifact, parent }: PomDocument): MavenArtifact {
  return { group: group ?? parent?.group ?? '', artifact }
}

/** A nearer pom overrules its parents. */
function propertiesOf(documents: readonly PomDocument[]): Map<string, string> {
  const properties = new Map<string, string>()
  for (const document of documents.toReversed()) {
    for (const [name, value] of document.properties) properties.set(name, value)
  }
  const [self] = documents
  const own: [string, string | null | undefined][] = [
    ['groupId', self?.group ?? self?.parent?.group],
    ['artifactId', self?.artifact],
    ['version', self?.version ?? self?.parent?.version],
    ['parent.groupId', self?.parent?.group],
    ['parent.version', self?.parent?.version],
  ]
  for (const [name, value] of own) {
    if (value) for (const prefix of ['project.', 'pom.', '']) properties.set(`${prefix}${name}`, value)
  }
  return properties
}

/** What following BOMs goes by. */
interface Following {
  readonly inService: ReadonlyMap<string, ServiceFile>
  /** Takes up those that are not in the service. */
  readonly absent: Set<string>
  /** Each is followed once: what it says first counts. */
  readonly followed: Set<string>
}

/** Versions that a lineage manages, by `group/artifact`; the nearest counts. */
function managedVersions(documents: readonly PomDocument[], following: Following): Map<string, string | null> {
  const { inService, absent, followed } = following
  const properties = propertiesOf(documents)
  const managed = new Map<string, string | null>()
  const boms: PomDependency[] = []
  for (const entry of documents.flatMap(({ management }) => management)) {
    const key = `${fillIn(entry.group, properties)}/${fillIn(entry.artifact, properties)}`
    if (entry.isImport) boms.push(entry)
    else if (!managed.has(key)) managed.set(key, fillIn(entry.version, properties))
  }
  for (const bom of boms) {
    const name = `${fillIn(bom.group, properties)}/${fillIn(bom.artifact, properties)}`
    const file = inService.get(name)
    if (file === undefined || followed.size === mostBoms) {
      absent.add(`the BOM ${name} ${fillIn(bom.version, properties) ?? ''}`.trim())
    } else if (!followed.has(name)) {
      followed.add(name)
      const lineage = lineageOf(file, inService, [...inService.values()])
      for (const parent of lineage.absent) absent.add(parent)
      for (const [key, version] of managedVersions(lineage.documents, following)) {
        if (!managed.has(key)) managed.set(key, version)
      }
    }
  }
  return managed
}

function tolerated(file: ServiceFile): PomDocument | null {
  try {
    return pomDocument(file)
  } catch {
    return null
  }
}
