import type { FrameReading } from '../../types.ts'
import { parseCppSymbol } from '../cpp/cpp-symbol.ts'
import { demangleCpp, isMangledCpp } from '../cpp/demangle-cpp.ts'

/**
 * What there is to say of a symbol of machine code whose owner is known otherwise: its text for people, and its function without
 * what compilers and linkers append (`schedule.isra.0`, `clock_gettime@@GLIBC_2.17`).
 */
export function plainSymbol(name: string): Pick<FrameReading, 'symbol' | 'function' | 'mentions' | 'pattern'> {
  const symbol = isMangledCpp(name) ? (demangleCpp(name) ?? name) : name
  return { symbol, function: parseCppSymbol(symbol).function, mentions: [], pattern: null }
}
