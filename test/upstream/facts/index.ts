import { goAndC } from './go-and-c.ts'
import { jvm } from './jvm.ts'
import { rust } from './rust.ts'
import { scripts } from './scripts.ts'
import type { Fact } from './types.ts'

export type { Fact } from './types.ts'

/** Public troubles whose cure is known, by the name of the original and what is particular about it. */
export const facts: Readonly<Record<string, Fact>> = { ...goAndC, ...rust, ...jvm, ...scripts }
