import type { Thread } from '../../types.ts'
import { safeInteger } from '../json/safe-integer.ts'
import type { NamingDialect } from './read-named-frame.ts'

const PROCESS = /^process (\d+)\b/
const THREAD = /^thread (?:\(?(?:0x)?[0-9a-f]+\)?|\d+)\b/i
const NAMED_THREAD = /^\[(.*) tid=(\d+)\]$/
const COMM_WITH_IDS = /^(.*)-(\d+|\?)\/(\d+)$/

/**
 * Reads an element at the outer end of a stack that names a process or thread and no function.
 *
 * @param depth 0 for the outermost element
 * @param around what the elements outside of it have said
 * @returns the thread as far as it is known now; null where the element is a frame
 */
export function readThreadElement(text: string, depth: number, dialect: NamingDialect, around: Thread): Thread | null {
  switch (dialect) {
    case 'perf':
      return depth === 0 ? perfThread(text) : null
    case 'austin':
      return austinThread(text, depth, around)
    case 'stackvis':
      return depth === 0 ? { ...around, name: text } : null
    case 'plain':
      return pySpyThread(text, around) ?? (depth === 0 ? asyncProfilerThread(text) : null)
  }
}

/** stackcollapse-perf.pl: `checkout`, with `--tid` `checkout-4711/4712` */
function perfThread(text: string): Thread {
  const [, name, pid, tid] = COMM_WITH_IDS.exec(text) ?? []
  if (name === undefined) return { name: text, pid: null, tid: null }
  return { name, pid: pid === '?' ? null : Number(pid), tid: Number(tid) }
}

/** Austin: `P4711`, then `T0:4712` (interpreter and thread) or `T4712` */
function austinThread(text: string, depth: number, around: Thread): Thread | null {
  if (depth === 0) return { ...around, pid: Number(text.slice(1)) }
  if (depth > 1) return null
  const tid = Number(text.slice(text.indexOf(':') + 1).replace(/^T/, ''))
  return { ...around, name: text, tid: safeInteger(tid) }
}

/** py-spy: `process 4711:"python app.py"`, then, with `--threads`, `thread (0x7F00): worker` */
function pySpyThread(text: string, around: Thread): Thread | null {
  const pid = PROCESS.exec(text)?.[1]
  if (pid !== undefined) return { ...around, name: text, pid: Number(pid) }
  return THREAD.test(text) ? { ...around, name: text } : null
}

/** async-profiler with `-t`: `[pool-1-thread-1 tid=4712]` */
function asyncProfilerThread(text: string): Thread | null {
  const [, name, tid] = NAMED_THREAD.exec(text) ?? []
  return name === undefined ? null : { name, pid: null, tid: Number(tid) }
}
