// Entries of a package-lock.json or npm-shrinkwrap.json of version 3, as npm 7 and later write it.
// https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json

import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser'
import type { Release } from '../../packages/index.ts'
import { versionRules } from '../../upstream/index.ts'
import { dependencyFields, replaceString } from './edit-package-json.ts'
import { type Replacement, replaceText } from './replace-text.ts'

export interface LockMove {
  readonly name: string
  readonly from: string
  readonly release: Release
  /** The keys of the entries that move: `node_modules/a/node_modules/b`. */
  readonly places: readonly string[]
  /** The range that an own package's manifest now states, with its folder; null where the manifests stay. */
  readonly manifest: { readonly folder: string; readonly range: string } | null
}

/** @returns the edited text, or why it cannot be edited */
export function editPackageLock(text: string, move: LockMove): { readonly text: string } | string {
  const root = parseTree(text)
  const packages = root && findNodeAtLocation(root, ['packages'])
  const version = root && findNodeAtLocation(root, ['lockfileVersion'])?.value
  if (!root || packages?.type !== 'object' || version !== 3) return 'the lockfile is not of version 3'
  const replacements: Replacement[] = []
  for (const place of move.places) {
    const moved = moveEntry(findNodeAtLocation(packages, [place]), move)
    if (typeof moved === 'string') return `${place}: ${moved}`
    replacements.push(...moved)
  }
  const stated = statedRanges(packages, move)
  if (typeof stated === 'string') return stated
  return { text: replaceText(text, [...replacements, ...stated]) }
}

function moveEntry(entry: Node | undefined, { from, release }: LockMove): Replacement[] | string {
  const text = (key: string): Node | null => {
    const node = entry && findNodeAtLocation(entry, [key])
    return node?.type === 'string' ? node : null
  }
  const [version, integrity, resolved] = [text('version'), text('integrity'), text('resolved')]
  if (!entry || version?.value !== from || !integrity) return `has no version ${from} with its integrity`
  const replacements = [replaceString(version, release.version), replaceString(integrity, release.checksum)]
  if (resolved) {
    const address = String(resolved.value)
    const end = `-${from}.tgz`
    // Which registry or mirror a lockfile names stays as it is.
    if (!/^https?:/.test(address) || !address.endsWith(end))
      return 'is resolved to something other than a published archive'
    replacements.push(replaceString(resolved, `${address.slice(0, -end.length)}-${release.version}.tgz`))
  }
  for (const field of dependencyFields) {
    for (const { name, requirement } of release.needs) {
      const range = findNodeAtLocation(entry, [field, name])
      if (range?.type === 'string' && range.value !== requirement) replacements.push(replaceString(range, requirement))
    }
  }
  return replacements
}

/** Everybody whose copy moves must be content with the new version; of an own package whose manifest was edited, the range follows. */
function statedRanges(packages: Node, { name, release, places, manifest }: LockMove): Replacement[] | string {
  const rules = versionRules('npm')
  const replacements: Replacement[] = []
  for (const property of packages.children ?? []) {
    const [key, entry] = property.children ?? []
    if (!key || !entry) continue
    const place = String(key.value)
    for (const field of dependencyFields) {
      const node = findNodeAtLocation(entry, [field, name])
      if (node?.type !== 'string' || !places.includes(resolutionOf(packages, place, name) ?? '')) continue
      if (manifest !== null && place === manifest.folder) replacements.push(replaceString(node, manifest.range))
      else if (rules?.allows(String(node.value), release.version) !== true) {
        return `${place || 'the service itself'} asks for ${name} ${String(node.value)}, which ${release.version} is not`
      }
    }
  }
  return replacements
}

/** Where Node finds a package from a place in the tree: in its own node_modules, else in those above. */
function resolutionOf(packages: Node, place: string, name: string): string | null {
  for (let folder = place; ; ) {
    const candidate = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`
    if (findNodeAtLocation(packages, [candidate])) return candidate
    if (folder === '') return null
    const above = folder.lastIndexOf('/node_modules/')
    folder = above < 0 ? '' : folder.slice(0, above)
  }
}
