import type { Ecosystem, OwnedFrame, OwnedProfile, Owner, OwnerKind, Package } from '../../src/ownership/index.ts'
import { ProfileBuilder } from '../../src/profile/index.ts'

/**
 * A stack in short, outermost frame first: `owner:function<mentioned,…>` (`&owner:…` for an impl that forwards through a
 * pointer), with how many samples were taken on it.
 */
export interface ShortStack {
  readonly frames: readonly string[]
  readonly samples: number
  readonly atEntry?: number
  readonly idle?: boolean
  readonly thread?: string
}

const special: Readonly<Record<string, OwnerKind>> = {
  std: 'standard-library',
  runtime: 'runtime',
  kernel: 'kernel',
  unknown: 'unknown',
}

/**
 * An owned profile from stacks in short.
 *
 * @param own names of own packages
 * @param dependencies from a dependency to those that it uses
 */
export function makeOwned(
  own: readonly string[],
  dependencies: Readonly<Record<string, readonly string[]>>,
  stacks: readonly ShortStack[],
  ecosystem: Ecosystem = 'cargo',
): OwnedProfile {
  const names = [...own, ...Object.keys(dependencies)]
  const packages = names.map(
    (name): Package => ({
      purl: `pkg:${ecosystem}/${name}@1.0.0`,
      ecosystem,
      name,
      version: '1.0.0',
      own: own.includes(name),
      direct: true,
      visibility: 'public',
      repository: null,
      lockfile: 'Cargo.lock',
      libraryNames: [name],
      installPaths: [],
      dependencies: (own.includes(name) ? Object.keys(dependencies) : (dependencies[name] ?? [])).map((used) =>
        names.indexOf(used),
      ),
    }),
  )
  const owners: Owner[] = packages.map((entry, index) => ({
    kind: entry.own ? 'own' : 'dependency',
    package: index,
    name: entry.purl,
  }))
  for (const [name, kind] of Object.entries(special)) owners.push({ kind, package: null, name })
  const indexOf = (name: string): number =>
    name in special ? names.length + Object.keys(special).indexOf(name) : names.indexOf(name)

  const builder = new ProfileBuilder()
  const metric = builder.metric('cpu-clock', 'nanoseconds', 'cpu')
  const frames: OwnedFrame[] = []
  for (const stack of stacks) {
    let node = 0
    for (const text of stack.frames) {
      const [, owner = '', name = '', mentions = ''] = /^&?([^:]+):([^<]+)(?:<(.*)>)?$/.exec(text) ?? []
      const frame = builder.frame({ name: text, file: null, line: null, object: null, kind: null, inlined: false })
      frames[frame] = {
        owner: indexOf(owner),
        reason: 'as the test says',
        symbol: text.startsWith('&') ? `<&mut ${text.slice(1)}` : text,
        function: name,
        mentions: mentions
          .split(',')
          .filter(Boolean)
          .map((mention, index) => ({ package: names.indexOf(mention), depth: index + 1 })),
        pattern: name.startsWith('RegExp/') ? name.slice(7) : null,
      }
      node = builder.child(node, frame)
    }
    const thread = builder.thread(stack.thread ?? 'worker', 1, 1)
    builder.add(node, thread, metric, stack.samples * 1_000_000, stack.samples, {
      idle: stack.idle ?? false,
      atEntry: stack.atEntry ?? 0,
    })
  }
  const profile = builder.finish({ format: 'perf-script', durationSeconds: 5, understood: 1, notes: [] })
  return { profile, graph: { packages, lockfiles: ['Cargo.lock'] }, owners, frames }
}
