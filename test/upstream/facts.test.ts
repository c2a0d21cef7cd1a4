import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readDependencyGraph } from '../../src/ownership/index.ts'
import type { AdvisoryClient } from '../../src/packages/index.ts'
import type { UpstreamQuestion } from '../../src/upstream/index.ts'
import { type Standin, startStandin } from '../standin/index.ts'
import { knownTroubles } from '../standin/seeds/known-troubles.ts'
import { mergeSeeds } from '../standin/seeds/merge-seeds.ts'
import { askUpstream } from './ask-upstream.ts'
import { type Fact, facts } from './facts/index.ts'

let standin: Standin
beforeAll(async () => {
  const seed = knownTroubles(Object.values(facts).map(({ trouble }) => trouble))
  standin = await startStandin(mergeSeeds({ users: [{ login: 'rita' }] }, seed))
})
afterAll(async () => {
  expect(standin.violations).toEqual([])
  await standin.close()
})

function questionOf({ files, culprit, asking, shape, symbols, upstreams = {} }: Fact): UpstreamQuestion {
  const read = readDependencyGraph(files)
  const index = read.packages.findIndex(({ name, own }) => name === culprit.name && !own)
  const packages = read.packages.map((one) =>
    one.name === asking ? { ...one, dependencies: [...one.dependencies, index] } : one,
  )
  const found = packages[index]
  if (found === undefined) throw new Error(`the lockfile has no ${culprit.name}`)
  return {
    culprit: found,
    graph: { ...read, packages },
    diagnosis: {
      shape: { kind: shape, subject: null, confidence: 0.9, evidence: [], meaning: '', mitigation: '' },
      culprit: null,
      suspects: [],
      carriers: [],
    },
    hotSymbols: symbols.map((words, rank) => ({ purl: found.purl, words, share: 0.9 / (rank + 1) })),
    files,
    link: null,
    target: null,
    upstreams,
  }
}

/** Knows some advisories, whatever it is asked for. */
function knowing(advisories: Fact['advisories'] = []): AdvisoryClient {
  return {
    name: 'OSV',
    ecosystems: new Set(['pypi']),
    advisoriesOf: async () => advisories,
    advisoryBy: async () => null,
  }
}

describe('what is known upstream of public troubles', { timeout: 180_000 }, () => {
  for (const [name, fact] of Object.entries(facts)) {
    it(name, async () => {
      const { number, ...right } = fact.right
      const { related, fix, remedy } = await askUpstream(standin, questionOf(fact), undefined, [
        knowing(fact.advisories),
      ])
      expect(related.slice(0, 2).map((row) => row.number)).toContain(number)
      const { status, purl, version } = fix ?? {}
      expect({ status, purl, version, command: remedy?.command ?? null }).toEqual(right)
    })
  }
})
