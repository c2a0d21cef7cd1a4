/*
 * Python frames of py-spy (`load (yaml/loader.py)`, with `--native` also `dgemm (numpy.libs/libopenblas.so)`), Austin
 * (`/srv/app/loader.py:Loader.load`), pprof and speedscope files of both, and perf with CPython 3.12's trampoline
 * (`py::Loader.load:/srv/app/loader.py`, https://docs.python.org/3/howto/perf_profiling.html). Names are a code object's `co_qualname`
 * or, in py-spy and before 3.11, its `co_name`; paths are read by python-place.ts.
 */

import type { Frame } from '../../profile/index.ts'
import type { FrameReading, Grammar, Owner, PackageIndex } from '../types.ts'
import { plainSymbol } from './native/plain-symbol.ts'
import { ownCode, ownerOfOwnFile } from './own-folders.ts'
import { ownerAmong, ownerOfVersion } from './own-named.ts'
import { hasPackagesOf } from './per-graph.ts'
import { readCpythonCode } from './python/cpython-code.ts'
import { type PythonPlace, readPythonPlace } from './python/python-place.ts'
import { isStandardModule } from './python/python-std.ts'

type Ownership = Pick<FrameReading, 'owner' | 'reason'>

const standardLibrary: Owner = { kind: 'standard-library', package: null, name: 'python std' }
const unread: Owner = { kind: 'unknown', package: null, name: 'unread python frame' }

const hasPythonPackages = hasPackagesOf('pypi')

/** Austin writes these in the place of frames: a collection that runs, a frame that it could not read. */
const austinMarks: ReadonlyMap<string, Ownership> = new Map([
  [':GC:', { owner: { kind: 'runtime', package: null, name: 'cpython gc' }, reason: "Python's garbage collector" }],
  [':INVALID:', { owner: unread, reason: 'a frame that changed while Austin read it; a longer interval has fewer' }],
])

export const python: Grammar = {
  language: 'python',
  read(frame, index) {
    const native = readNative(frame, index)
    if (native !== null) return native
    const mark = frame.file === null ? austinMarks.get(frame.name) : undefined
    if (mark !== undefined) return { ...mark, ...textsOf(frame.name) }
    const { name, file } = locate(frame)
    const place = file === null ? null : (readPythonPlace(file) ?? scriptWithoutSuffix(name, file))
    return place === null ? null : { ...ownershipOf(place, index), ...textsOf(name) }
  },
}

/** The function and its file, which perf's map and py-spy's native frames hold in one text. */
function locate({ name, file }: Frame): { name: string; file: string | null } {
  if (file !== null || !name.startsWith('py::')) return { name, file }
  const colon = name.indexOf(':', 'py::'.length)
  return colon < 0 ? { name, file } : { name: name.slice('py::'.length, colon), file: name.slice(colon + 1) }
}

/** A compiled extension, a library that a wheel brought along, or the interpreter. */
function readNative({ name, file, object }: Frame, index: PackageIndex): FrameReading | null {
  if (file !== null) return null
  const [, function_ = name, inParentheses = null] = object === null ? (/^(\S+) \(([^()]+)\)$/.exec(name) ?? []) : []
  const from = object ?? inParentheses
  const interpreter =
    object === null && inParentheses === null && !hasPythonPackages(index) ? null : readCpythonCode(function_, from)
  if (interpreter !== null) return { ...interpreter, ...plainSymbol(function_) }
  const place = from === null || !/\.(?:so|pyd|dylib|dll)\b/.test(from) ? null : readPythonPlace(from)
  if (place === null || (place.kind !== 'package' && place.kind !== 'std')) return null
  const { owner, reason } = ownershipOf(place, index)
  return { owner, reason: `compiled extension: ${reason}`, ...plainSymbol(function_) }
}

/** `/srv/app/bin/manage`: only Python calls a file's own code `<module>`. */
function scriptWithoutSuffix(name: string, file: string): PythonPlace | null {
  return name === '<module>' && file.startsWith('/') ? { kind: 'file', path: file } : null
}

function ownershipOf(place: PythonPlace, index: PackageIndex): Ownership {
  switch (place.kind) {
    case 'std':
      return { owner: standardLibrary, reason: place.rule }
    case 'package':
      return ownerOfInstalled(place.module, place.version, index)
    case 'module':
      return ownerOfModule(place.module, index)
    case 'generated':
      return ownerOfGenerated(place.what, place.by, index)
    case 'file':
      return ownerOfOwnFile('pypi', place.path, 'Python file outside site-packages/', index)
  }
}

function ownerOfInstalled(module: readonly string[], version: string | null, index: PackageIndex): Ownership {
  const [first = ''] = module
  const found = findPackages(module, index)
  if (version !== null) {
    const name = (index.graph.packages[found[0] ?? -1]?.name ?? first).toLowerCase()
    return ownerOfVersion({ ecosystem: 'pypi', name, version }, found, 'name and version in the path of an egg', index)
  }
  if (found.length > 0) return ownerAmong(found, `module ${first} in site-packages/`, index)
  const owner: Owner = { kind: 'unknown', package: null, name: first === '' ? 'site-packages' : first }
  const reason = `module ${first} in site-packages/, which no lockfile names; that of the deployed commit, or its RECORD, would tell the package`
  return { owner, reason }
}

function ownerOfModule(module: readonly string[], index: PackageIndex): Ownership {
  const [first = ''] = module
  if (isStandardModule(first)) return { owner: standardLibrary, reason: `module ${first} of Python's standard library` }
  const found = findPackages(module, index)
  if (found.length > 0) return ownerAmong(found, `module ${first}, by its shortened path`, index)
  if (hasPythonPackages(index)) {
    return {
      owner: ownCode,
      reason: `module ${first} is neither of the standard library nor of a package in the lockfile`,
    }
  }
  const owner: Owner = { kind: 'unknown', package: null, name: first }
  return {
    owner,
    reason: `module ${first}, by its shortened path; a lockfile would tell whose it is, and so would full paths (py-spy --full-filenames)`,
  }
}

function ownerOfGenerated(what: string, by: string | null, index: PackageIndex): Ownership {
  const found = by === null ? [] : index.byLibrary('pypi', by)
  if (found.length > 0) return ownerAmong(found, `code that ${by} generates`, index)
  const owner: Owner = { kind: 'unknown', package: null, name: 'generated code' }
  return { owner, reason: `code made at run time (${what.slice(0, 80)}), whose maker can't be told` }
}

/** Packages by the longest leading part of a module's path that one is imported by, then by their own name. */
function findPackages(module: readonly string[], index: PackageIndex): readonly number[] {
  for (let length = module.length; length > 0; length -= 1) {
    const found = index.byLibrary('pypi', module.slice(0, length).join('.'))
    if (found.length > 0) return found
  }
  const [first = ''] = module
  const named = index.byName('pypi', first.toLowerCase().replaceAll('_', '-'))
  // A module that begins with an underscore is the compiled half of the one without.
  return named.length > 0 || !first.startsWith('_') ? named : index.byLibrary('pypi', first.slice(1))
}

/** `weight.<locals>.<genexpr>` is within `weight`; a `<module>` is itself. */
function textsOf(name: string): Pick<FrameReading, 'symbol' | 'function' | 'mentions' | 'pattern'> {
  const parts = name.split('.').filter((part) => part !== '<locals>')
  while (parts.length > 1 && /^<\w+>$/.test(parts.at(-1) ?? '')) parts.pop()
  return { symbol: name, function: parts.at(-1) ?? name, mentions: [], pattern: null }
}
