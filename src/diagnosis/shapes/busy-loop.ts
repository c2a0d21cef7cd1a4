import { percent } from '../percent.ts'
import type { ShapeRule } from './types.ts'

/**
 * Tasks that are polled again and again without getting anything done. The time is in what each empty poll costs:
 * executor, tracing, allocator, clock. Thresholds: ours, from recorded spins and their controls (carriers above 40 % in a
 * spin, a waker called from within its own poll in 0.5 % of the samples and never in the controls).
 */
export const busyLoop: ShapeRule = {
  kind: 'busy-loop',
  meaning: 'Tasks are polled again and again without getting anything done.',
  mitigation: 'Restart the process or close the connections that spin; both end the loop until its trigger returns.',
  signals: [
    {
      measure: ({ relaying }) => relaying,
      threshold: 0.4,
      sure: 0.7,
      says: (value) =>
        `carriers (executor, tracing, allocator and their like) are charged with ${percent(value)} of the time`,
    },
    {
      measure: ({ wakes, measures }) => (wakes.samples >= 3 ? wakes.samples / measures.samples : 0),
      threshold: 0.003,
      sure: 0.01,
      says: (value, { wakes }) =>
        `${wakes.samples} samples (${percent(value)}) are inside a waker that a poll called on its own task`,
    },
  ],
  counterSignals: [
    {
      measure: ({ kernel }) => kernel,
      from: 0.15,
      to: 0.5,
      weight: 0.7,
      says: (value) => `the kernel has ${percent(value)}, so bytes are moved or threads sleep`,
    },
    {
      measure: ({ measures, wakes }) => (wakes.samples > 0 ? 0 : measures.samples),
      from: 200,
      to: 5000,
      weight: 0.35,
      says: () => 'no sample shows a poll that wakes its own task',
    },
  ],
}
