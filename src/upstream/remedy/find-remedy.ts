import { type DependencyGraph, type Package, type ServiceFile, unversioned } from '../../ownership/index.ts'
import type { Enquiry } from '../enquiry.ts'
import type { KnownRepository, Remedy, RemedyStep } from '../types.ts'
import { type VersionRules, versionRules } from '../versions/index.ts'
import { findParentVersion } from './find-parent-version.ts'
import { isShellSafe } from './is-shell-safe.ts'
import { lockedRange } from './locked-range.ts'
import { type Move, type PackageManager, packageManagerOf } from './managers/index.ts'
import { ownRequirement } from './own-requirement.ts'

export interface RemedyQuestion {
  readonly graph: DependencyGraph
  readonly files: readonly ServiceFile[]
  readonly culprit: Package
  /** The package whose release cures, and that release. */
  readonly fixPackage: Package
  readonly version: string
  /** The repository of a package of the graph, where it is known. */
  repositoryOf(one: Package): Promise<KnownRepository | null>
}

/** How far up parents are followed. */
const mostSteps = 4

/** What one parent says to a version. */
type Consent =
  | { readonly kind: 'allows'; readonly reason: string }
  | { readonly kind: 'own-manifest'; readonly manifest: string; readonly range: string }
  | { readonly kind: 'must-move'; readonly version: string | null; readonly range: string | null }

/** How the service comes to a fixed version: by the lockfile alone, or with a parent that must move first. */
export async function findRemedy(question: RemedyQuestion, enquiry: Enquiry): Promise<Remedy | null> {
  const { fixPackage, version, files } = question
  const rules = versionRules(fixPackage.ecosystem)
  const manager = packageManagerOf(fixPackage, files)
  if (rules === null || manager === null || ![fixPackage.name, version].every(isShellSafe)) return null
  const steps: RemedyStep[] = []
  const reasons: string[] = []
  let parent: string | null = null
  let moving = { one: fixPackage, to: version }
  for (let step = 0; step < mostSteps; step += 1) {
    const blocking = await firstBlocking(question, moving, rules, enquiry, reasons)
    if (blocking === null) {
      steps.unshift(moved(moving, question, manager))
      return { command: commandOf(steps), parent, steps, reasons }
    }
    const { by, consent } = blocking
    if (consent.kind === 'own-manifest') {
      const raise = raised(moving, by, consent, question, manager, rules)
      steps.unshift(raise)
      reasons.push(`${consent.manifest} asks for ${moving.one.name} ${consent.range}, which leaves ${moving.to} out`)
      if (manager.leavesManifest)
        reasons.push(`change it there to ${raise.requirement ?? moving.to} first: ${manager.name} does not`)
      return { command: commandOf(steps), parent, steps, reasons }
    }
    if (consent.version === null || !isShellSafe(by.name) || !isShellSafe(consent.version)) {
      reasons.push(
        `${by.name} ${by.version ?? ''} leaves ${moving.one.name} ${moving.to} out and must move first; which version of it allows that could not be found out`,
      )
      return {
        command: commandOf([following(moving, manager)]),
        parent: unversioned(by.purl),
        steps: [following(moving, manager)],
        reasons,
      }
    }
    reasons.push(
      `${by.name} must move first: ${consent.version} is the first release after ${by.version ?? 'the locked one'} that asks for ${moving.one.name} ${consent.range ?? moving.to}`,
    )
    steps.unshift(following(moving, manager))
    parent = `${unversioned(by.purl)}@${consent.version}`
    moving = { one: by, to: consent.version }
  }
  reasons.push('so many parents would have to move that it is better decided by hand')
  return { command: commandOf(steps), parent, steps, reasons }
}

interface Moving {
  readonly one: Package
  readonly to: string
}

/** The first of those who ask for a package that does not agree to a version: where the culprit asks for it, the culprit alone. */
async function firstBlocking(
  question: RemedyQuestion,
  moving: Moving,
  rules: VersionRules,
  enquiry: Enquiry,
  reasons: string[],
): Promise<{ readonly by: Package; readonly consent: Exclude<Consent, { kind: 'allows' }> } | null> {
  const { graph, culprit } = question
  const index = graph.packages.indexOf(moving.one)
  const parents = graph.packages.filter(({ dependencies }) => dependencies.includes(index))
  const isStated = moving.one.direct && !parents.some(({ own }) => own)
  const all = isStated ? [...parents, serviceFor(moving.one)] : parents
  const asking = parents.includes(culprit) && moving.one !== culprit ? [culprit] : all
  const given: string[] = []
  for (const by of asking) {
    const consent = await consentOf(by, moving, question, rules, enquiry)
    if (consent.kind !== 'allows') return { by, consent }
    given.push(consent.reason)
  }
  reasons.push(...new Set(given))
  return null
}

/** Lockfiles that name no package of the service's own have it ask even so. */
function serviceFor(one: Package): Package {
  return { ...one, own: true, name: 'the service' }
}

async function consentOf(
  by: Package,
  { one, to }: Moving,
  { files, repositoryOf }: RemedyQuestion,
  rules: VersionRules,
  enquiry: Enquiry,
): Promise<Consent> {
  if (by.own) {
    const stated = ownRequirement(files, by, one.name)
    const isAllowed = stated === null ? null : rules.allows(stated.range, to)
    if (stated !== null && (isAllowed === false || isPin(one, stated.range))) return { kind: 'own-manifest', ...stated }
    if (stated !== null && isAllowed === true)
      return { kind: 'allows', reason: `${stated.manifest} asks for ${one.name} ${stated.range}, which allows ${to}` }
    return byCustom(by, one, to, rules) ?? { kind: 'own-manifest', manifest: by.lockfile, range: one.version ?? '' }
  }
  const range = lockedRange(files, by, one.name)
  const isAllowed = range === null ? null : rules.allows(range, to)
  if (range !== null && isAllowed === true)
    return { kind: 'allows', reason: `${by.name} asks for ${one.name} ${range}, which allows ${to}` }
  const custom = isAllowed === false ? null : byCustom(by, one, to, rules)
  if (custom !== null) return custom
  const repository = await repositoryOf(by)
  const found =
    repository && (await findParentVersion({ parent: by, repository, dependency: one.name, wanted: to }, enquiry))
  return { kind: 'must-move', version: found?.version ?? null, range: found?.range ?? null }
}

/** Maven and NuGet take the version that a project states, though others may ask for a later one. */
function isPin({ ecosystem }: Package, range: string): boolean {
  return (ecosystem === 'maven' || ecosystem === 'nuget') && /^\d/.test(range)
}

/** Where nobody says which versions a package allows: what its ecosystem takes for compatible with the locked one. */
function byCustom(by: Package, one: Package, to: string, rules: VersionRules): Consent | null {
  const { version } = one
  if (version === null || !rules.isVersion(version) || !rules.isCompatible(version, to)) return null
  return {
    kind: 'allows',
    reason: `${to} is compatible with the locked ${one.name} ${version}, which ${by.name} asks for`,
  }
}

/** A package that moves within what is asked for. */
function moved({ one, to }: Moving, { graph }: RemedyQuestion, manager: PackageManager): RemedyStep {
  const isAmbiguous = graph.packages.some(
    (other) => other !== one && other.ecosystem === one.ecosystem && other.name === one.name,
  )
  const command = manager.move({ name: one.name, to, from: isAmbiguous ? one.version : null, direct: one.direct })
  return { ...following({ one, to }, manager), command }
}

/** A package that follows once its parent has moved. */
function following({ one, to }: Moving, manager: PackageManager): RemedyStep {
  const command = manager.follow(one.name)
  return { purl: unversioned(one.purl), from: one.version, to, command, manifest: null, requirement: null }
}

function raised(
  { one, to }: Moving,
  own: Package,
  { manifest, range }: Extract<Consent, { kind: 'own-manifest' }>,
  { graph }: RemedyQuestion,
  manager: PackageManager,
  rules: VersionRules,
): RemedyStep {
  const isWorkspace =
    isShellSafe(own.name) && graph.packages.filter((other) => other.own && other.lockfile === own.lockfile).length > 1
  const move: Move = { name: one.name, to, from: null, direct: true }
  return {
    purl: unversioned(one.purl),
    from: one.version,
    to,
    command: manager.raise(move, { name: own.name, isWorkspace, manifest }),
    manifest,
    requirement: range.startsWith('==') ? `==${to}` : rules.requirementFor(to),
  }
}

function commandOf(steps: readonly RemedyStep[]): string {
  return [...new Set(steps.map(({ command }) => command))].join(' && ')
}
