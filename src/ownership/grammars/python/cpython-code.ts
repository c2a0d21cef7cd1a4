/*
 * Machine code of CPython, as perf and `py-spy --native` see it: libpython or the program itself, and without an object the
 * interpreter's names (`_PyEval_EvalFrameDefault`), which all begin with Py: https://docs.python.org/3/c-api/intro.html#naming-conventions.
 */

import type { FrameReading, Owner } from '../../types.ts'

type Ownership = Pick<FrameReading, 'owner' | 'reason'>

const cpython: Owner = { kind: 'runtime', package: null, name: 'cpython' }
const collector: Owner = { kind: 'runtime', package: null, name: 'cpython gc' }

const program =
  /^(?:libpython\d[\w.]*\.(?:so|dylib)[\w.]*|python\d*(?:\.\d+)*[td]?(?:\.exe)?|python\d+\.dll|pypy\d?[\d.]*)$/
/** Of Modules/gcmodule.c (3.6 to 3.12) and Python/gc.c (3.13). */
const ofCollector =
  /^(?:gc_collect\w*|_?PyGC_\w+|collect|visit_(?:decref|reachable|move)|(?:subtract|update)_refs|move_unreachable|deduce_unreachable|delete_garbage|untrack_tuples)(?:\.\w+)*$/
const ofInterpreter = /^_?Py(?:[A-Z][A-Za-z0-9]*)?_[A-Za-z]\w*(?:\.\w+)*$/

/** Whose a native function of the interpreter is; null where it is none. */
export function readCpythonCode(name: string, object: string | null): Ownership | null {
  const base = object === null ? null : object.replace(/ \(deleted\)$/, '').replace(/^.*[/\\]/s, '')
  if (base !== null) {
    if (!program.test(base)) return null
    if (ofCollector.test(name)) return { owner: collector, reason: `function of the garbage collector in ${base}` }
    return { owner: cpython, reason: `in ${base}, which is Python itself` }
  }
  return ofInterpreter.test(name) ? { owner: cpython, reason: "a name of CPython's C interface" } : null
}
