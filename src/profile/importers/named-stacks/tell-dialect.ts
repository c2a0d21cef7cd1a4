import type { StackTreeBuilder } from '../../stack-tree-builder.ts'
import { areStackvis } from '../folded/split-stackvis.ts'
import { NATIVE_BEGINNINGS } from '../frames/native-beginnings.ts'
import type { NamingDialect } from './read-named-frame.ts'

/** Longer names of threads and processes are cut by Linux. */
const LONGEST_COMM = 15
const MOST_COMMS = 1000
/** What functions have in their names and commands have not. */
const SYMBOL_CHARACTERS = /[<>()[\]{};$=*&~`"']|::/
const UNKNOWN = '[unknown]'

/**
 * Tells who named the frames of folded stacks, from all of them.
 *
 * `perf` means that the first element is no function but perf's command name, as stackcollapse-perf.pl puts it in front of every
 * stack. Taken for that where every first element could be a command (few of them, at most 15 bytes, without what only symbols
 * have), none of them occurs elsewhere in a stack, and something below them is native: an object without symbol, a kernel
 * frame, the place where a thread begins. Where that is not given, the first element stays a frame.
 *
 * @param name the frame's text for an index of the tree
 */
export function tellDialect(tree: StackTreeBuilder, name: (index: number) => string): NamingDialect {
  const first = new Set<number>()
  const later = new Set<number>()
  const second = new Set<number>()
  for (let node = 1; node < tree.length; node++) {
    const parent = tree.parent(node)
    const frame = tree.frame(node)
    if (parent === 0) first.add(frame)
    else later.add(frame)
    if (tree.parent(parent) === 0) second.add(frame)
  }
  const firstNames = [...first].map(name)
  const secondNames = [...second].map(name)
  if (isAustin(firstNames, secondNames)) return 'austin'
  if (later.size === 0 && areStackvis(firstNames)) return 'stackvis'
  const areComms =
    first.size <= MOST_COMMS && [...first].every((frame) => !later.has(frame)) && firstNames.every(isComm)
  return areComms && [...later].some((frame) => isNative(name(frame))) ? 'perf' : 'plain'
}

/** Austin: `P31562;T0:31627;...`, in older versions `P31562;T31627;...` */
function isAustin(first: readonly string[], second: readonly string[]): boolean {
  const areProcesses = first.length > 0 && first.every((text) => /^P\d+$/.test(text))
  return areProcesses && second.length > 0 && second.every((text) => /^T[0-9a-fx]+(?::\d+)?$/.test(text))
}

function isComm(text: string): boolean {
  const isBounded =
    text.length > 0 && new TextEncoder().encode(text.replace(/-[\d?]+\/\d+$/, '')).length <= LONGEST_COMM
  return isBounded && !SYMBOL_CHARACTERS.test(text) && !isBeginning(text)
}

function isNative(text: string): boolean {
  return isBeginning(text) || text.endsWith('_[k]') || (text.startsWith('[') && text.includes('.so'))
}

/** What perf has below a command, and nobody calls a command. */
function isBeginning(text: string): boolean {
  return text === UNKNOWN || NATIVE_BEGINNINGS.has(text)
}
