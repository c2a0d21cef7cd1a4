import type { Frame, FrameKind } from '../../types.ts'

const UNKNOWN = '[unknown]'
/** What async-profiler has in the place of a class, or of a function without a symbol: `libjvm.so`, `libz.so.1;649be141 (deleted)`. */
const LIBRARY = /\.(?:so(?:\.[\d.]+)?|dylib)(?:;[0-9a-f]+)?(?: \(deleted\))?$/

/**
 * A method as Flight Recorder names it.
 *
 * @param className with slashes or dots: `java/util/HashMap`; null or empty for native code, as async-profiler has it
 * @param type `Interpreted`, `JIT compiled`, `Inlined`, `Native`; async-profiler adds `C1 compiled`, `C++`, `Kernel`
 */
export function javaFrame(className: string | null, method: string, type: string | null): Frame {
  const kind = kindOf(type)
  const plain = { file: null, line: null, object: null, kind, inlined: type === 'Inlined' }
  const object = libraryOf(className || method)
  if (object !== null) return { ...plain, name: (className && method) || UNKNOWN, object }
  if (className) return { ...plain, name: `${className.replaceAll('/', '.')}.${method}` }
  return { ...plain, name: method || UNKNOWN }
}

function libraryOf(text: string): string | null {
  return LIBRARY.test(text) ? text.replace(/(?:;[0-9a-f]+)?(?: \(deleted\))?$/, '') : null
}

function kindOf(type: string | null): FrameKind | null {
  switch (type) {
    case 'Interpreted':
      return 'interpreted'
    case 'JIT compiled':
    case 'C1 compiled':
    case 'Inlined':
      return 'jit'
    case 'Native':
    case 'C++':
      return 'native'
    case 'Kernel':
      return 'kernel'
    default:
      return null
  }
}
