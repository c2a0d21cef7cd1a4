import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ownProfile } from '../../src/ownership/index.ts'
import type { Owner, OwnerKind } from '../../src/ownership/types.ts'
import type { Frame, Profile } from '../../src/profile/index.ts'
import { frameOf, indexOf, type SamplePackage } from './grammars/sample-graph.ts'

/**
 * Frames of recorded incidents, drawn by `scripts/draw-labelled-frames.ts` and labelled by hand: with the package's purl, or with the
 * kind of owner where no package owns the frame. `unknown` is the right answer where nothing in frame and lockfile tells more.
 */
interface Labelled {
  readonly incidents: readonly {
    readonly incident: string
    readonly packages: readonly SamplePackage[]
    readonly frames: readonly (Partial<Frame> & { readonly name: string; readonly label: string })[]
  }[]
}

interface Judged {
  readonly kind: OwnerKind
  readonly right: boolean
  readonly text: string
}

const leastPrecision = 0.98

function judgeAll(): Judged[] {
  const text = readFileSync(new URL('labelled-frames.json', import.meta.url), 'utf8')
  const { incidents }: Labelled = JSON.parse(text)
  return incidents.flatMap(({ incident, packages, frames }) => {
    const stated = frames.map(({ label: _, ...frame }) => frameOf(frame))
    const { frames: owned, owners } = ownProfile(flatProfile(stated), indexOf(packages).graph)
    return frames.map(({ name, label }, at): Judged => {
      const owner = owners[owned[at]?.owner ?? -1] as Owner
      const right = label.startsWith('pkg:') ? owner.name === label : owner.kind === label
      return { kind: owner.kind, right, text: `${incident}: ${name} is ${label}, and was given to ${owner.name}` }
    })
  })
}

/** Frames without stacks: only what a frame itself tells is measured. */
function flatProfile(frames: readonly Frame[]): Profile {
  const none = new Float64Array()
  const noNodes = new Int32Array()
  return {
    format: 'folded',
    frames,
    tree: { length: 1, parent: Int32Array.of(-1), frame: Int32Array.of(-1) },
    metrics: [],
    threads: [],
    samples: {
      length: 0,
      node: noNodes,
      thread: noNodes,
      metric: new Uint8Array(),
      weight: none,
      count: none,
      atEntry: none,
      idle: new Uint8Array(),
    },
    durationSeconds: null,
    understood: 1,
    notes: [],
  }
}

describe('400 frames of recorded incidents', () => {
  const judged = judgeAll()

  it('are 400', () => {
    expect(judged).toHaveLength(400)
  })

  for (const kind of new Set(judged.map((one) => one.kind))) {
    const ofKind = judged.filter((one) => one.kind === kind)
    const wrong = ofKind.filter((one) => !one.right)
    it(`are rightly called ${kind}: ${ofKind.length - wrong.length} of ${ofKind.length}`, () => {
      const precision = 1 - wrong.length / ofKind.length
      expect(precision, wrong.map(({ text }) => text).join('\n')).toBeGreaterThanOrEqual(leastPrecision)
    })
  }
})
