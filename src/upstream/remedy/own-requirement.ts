import { posix } from 'node:path'
import { field, type Package, type ServiceFile, textOf } from '../../ownership/index.ts'
import { manifestRule } from '../manifest-names.ts'
import { requirementIn, workspaceRequirement } from './requirement-in.ts'

/** What the service's own files ask for, and the file that says so. */
export interface StatedRange {
  readonly range: string
  readonly manifest: string
}

/** The requirement that an own package states on a dependency; null where no file of the service does. */
export function ownRequirement(files: readonly ServiceFile[], own: Package, dependency: string): StatedRange | null {
  const rule = manifestRule(own.ecosystem)
  if (rule === null) return null
  const manifests = files.filter(({ path }) => rule.file.test(posix.basename(path)))
  const root = posix.dirname(own.lockfile)
  // The main package may go without a name: then its manifest lies beside the lockfile.
  const stated =
    manifests.find(({ text }) => rule.isOf(text, own)) ?? manifests.find(({ path }) => posix.dirname(path) === root)
  if (stated === undefined) return null
  const found = requirementIn(stated.path, stated.text, dependency)
  if (found.kind === 'range') return { range: found.range, manifest: stated.path }
  const workspace = found.kind === 'workspace' ? manifests.find(({ path }) => posix.dirname(path) === root) : undefined
  const inherited = workspace && workspaceRequirement(workspace.text, dependency)
  return inherited?.kind === 'range' ? { range: inherited.range, manifest: workspace?.path ?? stated.path } : null
}

/** The range by which an installed npm package asks for a dependency, as package-lock.json keeps it. */
export function lockedRange(files: readonly ServiceFile[], parent: Package, dependency: string): string | null {
  const lockfile = files.find(({ path }) => path === parent.lockfile)
  if (lockfile === undefined || !/(?:package-lock|npm-shrinkwrap)\.json$/.test(lockfile.path)) return null
  const packages = field(readJson(lockfile.text), 'packages')
  for (const place of parent.installPaths) {
    const entry = field(packages, place)
    for (const key of ['dependencies', 'optionalDependencies', 'peerDependencies']) {
      const range = textOf(field(entry, key), dependency)
      if (range !== null) return range
    }
  }
  return null
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
