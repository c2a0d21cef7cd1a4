import type { Grammar } from '../types.ts'
import { cpp } from './cpp.ts'
import { go } from './go.ts'
import { javascript } from './javascript.ts'
import { kernel, sharedObjects } from './native-objects.ts'
import { rust } from './rust.ts'

/**
 * Every grammar, asked in this order until one answers. A grammar answers only where the frame's own text, its file or its object
 * proves the language, so that the order decides only where two proofs meet:
 *
 * 1. `kernel`: a symbol of the kernel can look like any other.
 * 2. `rust`: mangled names, whatever object they run in (a Rust library can be a shared object), and crates of the graph.
 * 3. The languages known by file or import path (JavaScript, Go), also within a shared object such as libnode.
 * 4. `sharedObjects`: for C and C++ the object says more than the symbol.
 * 5. C and C++ names in an executable: the rest that has any name at all.
 */
export const grammars: readonly Grammar[] = [kernel, rust, javascript, go, sharedObjects, cpp]
