import { posix } from 'node:path'
import type { Ecosystem, Package, ServiceFile } from '../../ownership/index.ts'
import { manifestRule } from '../manifest-names.ts'
import { requirementIn } from './requirement-in.ts'
import { workspaceRequirement } from './requirements/cargo.ts'

/** What the service's own files ask for, and the file that says so. */
export interface StatedRange {
  readonly range: string
  readonly manifest: string
}

/** The files in which a service states what it asks for, where these do not bear its name. */
const nameless: Partial<Record<Ecosystem, RegExp>> = {
  pypi: /^(?:pyproject\.toml|Pipfile|setup\.cfg|setup\.py|[\w.-]*requirements[\w.-]*\.(?:in|txt))$/,
  gem: /^(?:Gemfile|Gemfile\.lock|gems\.rb|gems\.locked)$/,
  maven: /^(?:pom\.xml|build\.gradle(?:\.kts)?)$/,
  nuget: /\.(?:cs|fs|vb)proj$|^Directory\.Packages\.props$/,
  composer: /^composer\.json$/,
  conan: /^conanfile\.(?:txt|py)$/,
}

/** What is repeated in a lockfile is changed in the file that it was made from. */
const madeFrom: ReadonlyMap<string, string> = new Map([
  ['Gemfile.lock', 'Gemfile'],
  ['gems.locked', 'gems.rb'],
])

/**
 * The requirement that the service states on a dependency; null where no file of it does.
 *
 * @param own the package of the service that asks
 */
export function ownRequirement(files: readonly ServiceFile[], own: Package, dependency: string): StatedRange | null {
  const pattern = nameless[own.ecosystem]
  return pattern === undefined ? inNamed(files, own, dependency) : inNameless(files, own, dependency, pattern)
}

function inNamed(files: readonly ServiceFile[], own: Package, dependency: string): StatedRange | null {
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

/** The files beside the lockfile first, then all below it. */
function inNameless(
  files: readonly ServiceFile[],
  { lockfile }: Package,
  dependency: string,
  pattern: RegExp,
): StatedRange | null {
  const root = posix.dirname(lockfile)
  const below = (path: string): boolean => root === '.' || path.startsWith(`${root}/`)
  const manifests = files
    .filter(({ path }) => pattern.test(posix.basename(path)) && below(path))
    .sort((a, b) => a.path.split('/').length - b.path.split('/').length || (a.path < b.path ? -1 : 1))
  for (const { path, text } of manifests) {
    const found = requirementIn(path, text, dependency)
    if (found.kind !== 'range') continue
    const source = madeFrom.get(posix.basename(path))
    return { range: found.range, manifest: source === undefined ? path : posix.join(posix.dirname(path), source) }
  }
  return null
}
