import type { Grammar } from '../types.ts'
import { cpp } from './cpp.ts'
import { dotnet } from './dotnet.ts'
import { go } from './go.ts'
import { javascript } from './javascript.ts'
import { jvm } from './jvm.ts'
import { kernel, sharedObjects } from './native-objects.ts'
import { php } from './php.ts'
import { python } from './python.ts'
import { ruby } from './ruby.ts'
import { rust } from './rust.ts'

/**
 * Every grammar, asked in this order until one answers. A grammar answers only where the frame's own text, its file or its object
 * proves the language, so that the order decides only where two proofs meet:
 *
 * 1. `kernel`: a symbol of the kernel can look like any other.
 * 2. `rust`: mangled names, whatever object they run in (a Rust library can be a shared object), and crates of the graph.
 * 3. The languages known by file, by import path or by assembly, also within a shared object such as libnode. The JVM stands before
 *    Go, whose standard library has packages called `io` and `net` as well.
 * 4. Ruby and PHP, whose names without a path have little that is theirs alone.
 * 5. `sharedObjects`: for C and C++ the object says more than the symbol.
 * 6. C and C++ names in an executable: the rest that has a name at all.
 */
export const grammars: readonly Grammar[] = [
  kernel,
  rust,
  javascript,
  python,
  jvm,
  dotnet,
  go,
  ruby,
  php,
  sharedObjects,
  cpp,
]
