// settings.xml, as a service keeps it for its builds (`.mvn/settings.xml`): the mirrors and repositories that Maven is told to use.
// Specified by https://maven.apache.org/settings.html. Its servers' passwords are not looked at.

import { folderOf } from '../../folder-of.ts'
import type { ServiceFile } from '../../types.ts'
import { fieldsOf, textOf } from '../fields.ts'
import { readManifest } from '../read-manifest.ts'
import { elements, readXml } from '../read-xml.ts'

/** Addresses in the settings in a pom's folder and above, and in the folders that Maven's wrapper and its container images use there. */
export function readMavenSettings(pom: ServiceFile, manifests: readonly ServiceFile[]): string[] {
  return manifests
    .filter(({ path }) => isSettings(path) && pom.path.startsWith(folderOf(path).replace(/\.(?:mvn|m2)\/$/, '')))
    .flatMap((file) => addressesIn(fieldsOf(readManifest(file, readXml), 'settings')))
}

function isSettings(path: string): boolean {
  return path.slice(folderOf(path).length) === 'settings.xml'
}

function addressesIn(settings: unknown): string[] {
  const profiles = elements(fieldsOf(settings, 'profiles'), 'profile')
  const places = [
    ...elements(fieldsOf(settings, 'mirrors'), 'mirror'),
    ...profiles.flatMap((profile) => elements(fieldsOf(profile, 'repositories'), 'repository')),
  ]
  return places.flatMap((place) => textOf(place, 'url') ?? [])
}
