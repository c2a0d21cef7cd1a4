import { describe, expect, it } from 'vitest'
import {
  type MetricKind,
  measureMetric,
  type Profile,
  ProfileBuilder,
  pickMetric,
  totalWeight,
} from '../../src/profile/index.ts'

/** A profile with these metrics, each of which has so many samples of weight 10, of which some are idle. */
function profileOf(...metrics: { kind: MetricKind; samples: number; idle?: number }[]): Profile {
  const builder = new ProfileBuilder()
  const frame = builder.frame({ name: 'main', file: null, line: null, object: null, kind: null, inlined: false })
  const node = builder.child(0, frame)
  const thread = builder.thread('checkout', null, null)
  for (const [index, { kind, samples, idle = 0 }] of metrics.entries()) {
    const metric = builder.metric(`metric ${index}`, 'nanoseconds', kind)
    if (samples > idle) builder.add(node, thread, metric, 10 * (samples - idle), samples - idle)
    if (idle > 0) builder.add(node, thread, metric, 10 * idle, idle, { idle: true })
  }
  return builder.finish({ format: 'pprof', durationSeconds: null, understood: 1, notes: [] })
}

describe('measureMetric', () => {
  it('keeps what waits apart from what works, and metrics from each other', () => {
    const profile = profileOf({ kind: 'cpu', samples: 5, idle: 2 }, { kind: 'wall', samples: 100 })
    expect(measureMetric(profile, 0)).toEqual({ weight: 30, samples: 3, idleWeight: 20, idleSamples: 2 })
    expect(totalWeight(profile, 1)).toBe(1000)
  })
})

describe('pickMetric', () => {
  const cases: [string, Parameters<typeof profileOf>, number][] = [
    [
      'takes CPU before all else',
      [
        { kind: 'events', samples: 90 },
        { kind: 'wall', samples: 80 },
        { kind: 'cpu', samples: 2 },
      ],
      2,
    ],
    [
      'takes the CPU metric with the most samples',
      [
        { kind: 'cpu', samples: 2 },
        { kind: 'cpu', samples: 3 },
      ],
      1,
    ],
    [
      'takes the first of equals',
      [
        { kind: 'cpu', samples: 2 },
        { kind: 'cpu', samples: 2 },
      ],
      0,
    ],
    [
      'passes over a CPU metric that was never sampled',
      [
        { kind: 'cpu', samples: 0 },
        { kind: 'wall', samples: 2 },
      ],
      1,
    ],
    [
      'does not count what was idle',
      [
        { kind: 'cpu', samples: 9, idle: 8 },
        { kind: 'cpu', samples: 2 },
      ],
      1,
    ],
    ['has an answer for a profile without metrics', [], 0],
  ]
  it.each(cases)('%s', (_, metrics, picked) => {
    expect(pickMetric(profileOf(...metrics))).toBe(picked)
  })
})
