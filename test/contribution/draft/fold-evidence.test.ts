import { describe, expect, it } from 'vitest'
import { foldEvidence } from '../../../src/contribution/draft/fold-evidence.ts'
import type { OwnedFrame, OwnedProfile, Owner, Package } from '../../../src/ownership/index.ts'
import { ProfileBuilder } from '../../../src/profile/index.ts'

function pack(name: string, dependencies: readonly number[], more: Partial<Package> = {}): Package {
  return {
    purl: `pkg:cargo/${name}@1.0.0`,
    ecosystem: 'cargo',
    name,
    version: '1.0.0',
    own: false,
    direct: false,
    visibility: 'public',
    repository: null,
    lockfile: 'Cargo.lock',
    libraryNames: [name],
    installPaths: [],
    dependencies,
    ...more,
  }
}

const packages = [
  pack('culprit', [1, 4]),
  pack('below', []),
  pack('above', [0]),
  pack('far', []),
  pack('vault', [], { visibility: 'private' }),
  pack('shop', [2], { own: true }),
]
const owners: Owner[] = packages.map(({ own, name }, index) => ({
  kind: own ? 'own' : 'dependency',
  package: index,
  name,
}))

/** Folds stacks of symbols, each its owner's name and a function, outermost first; a line of text for each. */
function fold(...stacks: readonly string[]): string[] {
  const builder = new ProfileBuilder()
  const metric = builder.metric('cpu-clock', 'nanoseconds', 'cpu')
  const thread = builder.thread('worker', 1, 1)
  const frames: OwnedFrame[] = []
  for (const stack of stacks) {
    let node = 0
    for (const symbol of stack.split(' ')) {
      const frame = builder.frame({ name: symbol, file: null, line: null, object: null, kind: null, inlined: false })
      const owner = packages.findIndex(({ name }) => symbol.replace('<', '').startsWith(`${name}::`))
      frames[frame] = { owner, reason: '', symbol, function: symbol, mentions: [], pattern: null }
      node = builder.child(node, frame)
    }
    builder.add(node, thread, metric, 100, 1)
  }
  const owned: OwnedProfile = {
    profile: builder.finish({ format: 'folded', durationSeconds: null, understood: 1, notes: [] }),
    graph: { packages, lockfiles: [] },
    owners,
    frames,
  }
  const { profile, frames: folded } = foldEvidence(owned, { culprit: 0, metric: 0, redact: [] })?.owned ?? owned
  return Array.from({ length: profile.samples.length }, (_, row) => {
    const symbols: string[] = []
    for (let node = profile.samples.node[row] as number; node > 0; node = profile.tree.parent[node] as number) {
      symbols.unshift(folded[profile.tree.frame[node] as number]?.symbol ?? '')
    }
    return symbols.join(' ; ')
  })
}

describe('what of a recording may be published', () => {
  const rows: readonly [what: string, stack: string, folded: string][] = [
    [
      'what the culprit calls of a package that it depends on is named',
      'shop::main culprit::poll below::read',
      'your service ; culprit::poll ; below::read',
    ],
    [
      'what it calls of a package that depends on it is named',
      'shop::main culprit::poll above::hook',
      'your service ; culprit::poll ; above::hook',
    ],
    ['who calls it is not', 'above::serve culprit::poll', 'other code ; culprit::poll'],
    [
      'a public package further away is not',
      'shop::main culprit::poll far::hash below::read',
      'your service ; culprit::poll ; other code ; below::read',
    ],
    [
      'a private neighbour is not',
      'shop::main culprit::poll vault::seal',
      'your service ; culprit::poll ; your service',
    ],
    ['a stack without the culprit names nobody', 'shop::main below::read', 'your service'],
    [
      'of a neighbour’s symbol the arguments go',
      'culprit::poll below::read<shop::Order>',
      'culprit::poll ; below::read<…>',
    ],
  ]
  for (const [what, stack, folded] of rows) {
    it(what, () => expect(fold('culprit::poll', stack)).toContain(folded))
  }
})
