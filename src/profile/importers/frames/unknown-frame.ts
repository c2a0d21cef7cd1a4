import type { Frame } from '../../types.ts'

/** Stands for the stack of a sample that has none. */
export const UNKNOWN_FRAME: Frame = {
  name: '[unknown]',
  file: null,
  line: null,
  object: null,
  kind: null,
  inlined: false,
}
