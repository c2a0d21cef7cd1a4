import type { Highlight } from '../../src/flamegraph/index.ts'
import type { DependencyGraph, OwnedFrame, OwnedProfile, Owner, OwnerKind, Package } from '../../src/ownership/index.ts'
import { type Frame, type Metric, ProfileBuilder } from '../../src/profile/index.ts'

/** One stack, outermost frame first; each frame as `owner|symbol` or `owner|symbol|package that it names`. */
export interface Stack {
  readonly frames: readonly string[]
  readonly weight: number
  readonly idle?: boolean
}

export const cpuClock: Metric = { name: 'cpu-clock', unit: 'nanoseconds', kind: 'cpu' }
const millisecond = 1e6

/** Owners that are no package; every other name is a dependency's, and `own` in front of it makes it own code. */
const kinds: Readonly<Record<string, OwnerKind>> = {
  kernel: 'kernel',
  'rust std': 'standard-library',
  gc: 'runtime',
  'libc.so.6': 'native',
  '[unknown]': 'unknown',
}

/** @returns an owned profile whose weights are milliseconds of processor time */
export function ownedProfile(
  stacks: readonly Stack[],
  options: { durationSeconds?: number | null; metric?: Metric } = {},
): OwnedProfile {
  const metric = options.metric ?? cpuClock
  const builder = new ProfileBuilder()
  const metricIndex = builder.metric(metric.name, metric.unit, metric.kind)
  const thread = builder.thread('checkout', 1, 1)
  const owners: Owner[] = []
  const packages: Package[] = []
  const frames: OwnedFrame[] = []
  for (const stack of stacks) {
    let node = 0
    for (const text of stack.frames) {
      const [ownerName = '', symbol = '', named] = text.split('|')
      const index = builder.frame(plainFrame(text))
      frames[index] = {
        owner: internOwner(ownerName, owners, packages),
        reason: 'as the test says',
        symbol,
        function: symbol.split('::').at(-1) ?? symbol,
        mentions: named === undefined ? [] : [{ package: packageOf(named, owners, packages), depth: 1 }],
        pattern: null,
      }
      node = builder.child(node, index)
    }
    const weight = metric.unit === 'nanoseconds' ? stack.weight * millisecond : stack.weight
    builder.add(node, thread, metricIndex, weight, 1, { idle: stack.idle ?? false })
  }
  const durationSeconds = options.durationSeconds ?? null
  const profile = builder.finish({ format: 'perf-script', durationSeconds, understood: 1, notes: [] })
  const graph: DependencyGraph = { packages, lockfiles: ['Cargo.lock'] }
  return { profile, graph, owners, frames }
}

/** @param culprit an owner's name, as in the stacks */
export function highlightOf(
  owned: OwnedProfile,
  culprit: string | null,
  carriers: readonly string[] = [],
  title = 'checkout is slow',
): Highlight {
  const indexOf = (name: string): number => owned.owners.findIndex((owner) => owner.name === nameOf(name))
  return {
    culprit: culprit === null ? null : indexOf(culprit),
    carriers: new Set(carriers.map(indexOf)),
    metric: 0,
    title,
  }
}

function plainFrame(name: string): Frame {
  return { name, file: null, line: null, object: null, kind: null, inlined: false }
}

function nameOf(name: string): string {
  if (kinds[name] !== undefined) return name
  return `pkg:cargo/${name.replace(/^own /, '')}@1.0.0`
}

function internOwner(name: string, owners: Owner[], packages: Package[]): number {
  const known = owners.findIndex((owner) => owner.name === nameOf(name))
  if (known >= 0) return known
  const kind = kinds[name] ?? (name.startsWith('own ') ? 'own' : 'dependency')
  const isPackage = kind === 'own' || kind === 'dependency'
  if (isPackage) packages.push(packageNamed(name))
  return owners.push({ kind, package: isPackage ? packages.length - 1 : null, name: nameOf(name) }) - 1
}

function packageOf(name: string, owners: Owner[], packages: Package[]): number {
  return owners[internOwner(name, owners, packages)]?.package ?? 0
}

function packageNamed(name: string): Package {
  return {
    purl: nameOf(name),
    ecosystem: 'cargo',
    name: name.replace(/^own /, ''),
    version: '1.0.0',
    own: name.startsWith('own '),
    direct: true,
    visibility: 'public',
    repository: null,
    lockfile: 'Cargo.lock',
    libraryNames: [name],
    installPaths: [],
    dependencies: [],
  }
}
