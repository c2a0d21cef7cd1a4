import { busyLoop } from './busy-loop.ts'
import { exceptions } from './exceptions.ts'
import { gcPressure } from './gc-pressure.ts'
import { hotWork } from './hot-work.ts'
import { jit } from './jit.ts'
import { lockContention } from './lock-contention.ts'
import { quadraticAlgorithm } from './quadratic-algorithm.ts'
import { regexBacktracking } from './regex-backtracking.ts'
import { syscallBound } from './syscall-bound.ts'
import type { ShapeRule } from './types.ts'

export type { CounterSignal, ShapeRule, Signal } from './types.ts'

/** The one table of shapes, in the order in which they are asked; the first that holds is taken. */
export const shapes: readonly ShapeRule[] = [
  regexBacktracking,
  busyLoop,
  lockContention,
  syscallBound,
  exceptions,
  jit,
  gcPressure,
  quadraticAlgorithm,
  hotWork,
]
