// composer.lock, as Composer 1 and 2 write it; read together with composer.json, which names the service and says what it asks for.
// Specified by https://getcomposer.org/doc/01-basic-usage.md#commit-your-composer-lock-file-to-version-control and
// https://getcomposer.org/doc/04-schema.md.

import type { Package, ServiceFile, Visibility } from '../types.ts'
import { assemblePackages, ownPackage, type StatedPackage } from './assemble-packages.ts'
import { entriesOf, field, fieldsOf, isFields, listOf, textOf } from './fields.ts'
import { gitRepository } from './git-repository.ts'
import { malformed } from './malformed.ts'
import { ownName } from './own-name.ts'
import { visibilityOf } from './public-sources.ts'
import { readJson } from './read-json.ts'
import { manifestBeside, readManifest } from './read-manifest.ts'
import { showText } from './show-text.ts'

/**
 * @param lockfile a composer.lock
 * @param manifests the service's composer.json files
 * @throws HeadwaterError `lockfile-malformed`
 */
export function parseComposerLock(lockfile: ServiceFile, manifests: readonly ServiceFile[]): Package[] {
  const document = readJson(lockfile)
  if (!Array.isArray(field(document, 'packages'))) {
    throw malformed(lockfile.path, 1, 'no list of packages; accepted: the whole file as Composer wrote it')
  }
  const manifestFile = manifestBeside(lockfile, manifests, 'composer.json')
  const manifest = readManifest(manifestFile, readJson)
  const vendor = textOf(fieldsOf(manifest, 'config'), 'vendor-dir')?.replace(/\/+$/, '') ?? 'vendor'
  const stated = ['packages', 'packages-dev'].flatMap((section) =>
    listOf(document, section).map((entry, index) => statedPackage(entry, `${section} ${index + 1}`, lockfile, vendor)),
  )
  const direct = manifestFile === undefined ? 'asked-by-own-or-none' : 'asked-by-own'
  return assemblePackages('composer', lockfile.path, [rootOf(manifest, lockfile), ...stated], direct)
}

function rootOf(manifest: unknown, lockfile: ServiceFile): StatedPackage {
  const name = (textOf(manifest, 'name') || ownName(lockfile.path, '')).toLowerCase()
  return {
    ...ownPackage,
    place: 'the service',
    name,
    version: textOf(manifest, 'version'),
    libraryNames: [name, ...namespacesOf(manifest)],
    keys: [],
    asks: ['require', 'require-dev'].flatMap((section) => namesIn(fieldsOf(manifest, section))),
  }
}

function statedPackage(entry: unknown, at: string, lockfile: ServiceFile, vendor: string): StatedPackage {
  const name = textOf(entry, 'name')?.toLowerCase()
  const version = textOf(entry, 'version')
  const place = `${at} (${showText(name ?? '')})`
  if (!name || !version) {
    throw malformed(lockfile.path, place, 'no name or no version; accepted: both, as text')
  }
  const source = fieldsOf(entry, 'source')
  const own = textOf(fieldsOf(entry, 'dist'), 'type') === 'path'
  return {
    place,
    name,
    // Tags are often `v1.2.3`, and Packagist takes them for 1.2.3.
    version: version.replace(/^v(?=\d)/, ''),
    own,
    visibility: own ? 'private' : visibilityOfEntry(entry),
    repository: textOf(source, 'type') === 'git' ? gitRepository(textOf(source, 'url') ?? '') : null,
    libraryNames: [name, ...namespacesOf(entry)],
    // PHP calls a file by what a link leads to, and Composer links what it takes from a folder.
    installPaths: [`${vendor}/${name}`, ...(own ? folderBelow(textOf(fieldsOf(entry, 'dist'), 'url')) : [])],
    // What it takes the place of or brings along, others may ask for.
    keys: [name, ...['replace', 'provide'].flatMap((section) => namesIn(fieldsOf(entry, section)))],
    asks: namesIn(fieldsOf(entry, 'require')),
  }
}

/** Where it lies below the lockfile's folder. */
function folderBelow(url: string | null): string[] {
  const folder = url?.replace(/^\.\//, '').replace(/\/$/, '')
  return !folder || folder.startsWith('/') || folder.split('/').includes('..') ? [] : [folder]
}

/** Packagist asks to be told of installations, and each repository has its own address for that. */
function visibilityOfEntry(entry: unknown): Visibility {
  const told = textOf(entry, 'notification-url')
  if (told !== null) return visibilityOf('composer', [told])
  // A hand-made or shortened lockfile states neither; a package from a repository of one's own has a source or an archive only.
  return field(entry, 'dist') === undefined && field(entry, 'source') === undefined ? 'unstated' : 'private'
}

/** The namespaces that it promises to hold, without the last backslash. */
function namespacesOf(entry: unknown): string[] {
  const autoload = fieldsOf(entry, 'autoload')
  const prefixes = ['psr-4', 'psr-0'].flatMap((kind) => entriesOf(fieldsOf(autoload, kind)))
  return prefixes.map(([prefix]) => prefix.replace(/\\+$/, '')).filter((prefix) => prefix !== '')
}

/** `php` and `ext-json` are the platform's, and have no slash. */
function namesIn(section: unknown): string[] {
  return isFields(section)
    ? Object.keys(section)
        .filter((name) => name.includes('/'))
        .map((name) => name.toLowerCase())
    : []
}
