/*
 * Where Python code comes from, as a code object's `co_filename` and the map of loaded objects tell it. Installed trees:
 * https://docs.python.org/3/library/sysconfig.html#installation-paths (site-packages; Debian's dist-packages), names of compiled
 * extensions: PEP 3149 (`_yaml.cpython-311-x86_64-linux-gnu.so`), libraries that wheels bring: `numpy.libs/` of auditwheel,
 * eggs: https://setuptools.pypa.io/en/latest/deprecated/python_eggs.html.
 */

/** What a path says of the code in it. */
export type PythonPlace =
  | { readonly kind: 'std'; readonly rule: string }
  /** A file of an installed package: its module as names from the outermost, and the version where the path has it. */
  | { readonly kind: 'package'; readonly module: readonly string[]; readonly version: string | null }
  /** A path that a profiler has cut down to what an import would say: `yaml/loader.py`. */
  | { readonly kind: 'module'; readonly module: readonly string[] }
  /** Code that was made at run time; `by` is the package that makes it, where the name tells. */
  | { readonly kind: 'generated'; readonly what: string; readonly by: string | null }
  /** Any other file. */
  | { readonly kind: 'file'; readonly path: string }

/** PATH_MAX of Linux: a longer text is no path. */
const longestPath = 4096
const deepestModule = 8
const sourceFile = /\.py[cdiowx]?$/i
const installFolder = /(?:^|\/)(?:site|dist)-packages\//g
/** `lib/python3.11/`, `lib64/python3/`, `lib-python/3/` and `lib/pypy3.9/` of PyPy, `Python311/Lib/` of Windows, a zip of it all. */
const standardFolder =
  /(?:^|\/)(?:lib(?:32|64)?\/(?:python|pypy)\d[\d.]*t?\/|lib-python\/\d|python-?\d[\d.]*(?:-32|-amd64)?\/lib\/|python\d+\.zip\/)/i
const egg = /^([A-Za-z0-9_.]+)-([A-Za-z0-9_.!+]+?)-py\d[^/]*\.egg\//
/** What stands in angle brackets, and the package whose work it is. */
const generators: readonly (readonly [RegExp, string])[] = [
  [/^<attrs generated /, 'attr'],
  [/^<decorator-gen-/, 'decorator'],
  [/^<__array_function__ internals>/, 'numpy'],
  [/^<template>/, 'jinja2'],
  [/^<sqlalchemy|^<string for .*sqlalchemy/i, 'sqlalchemy'],
  [/^<lark|^<makefun-gen-/, 'makefun'],
]

/** Reads a file or object; null where it is none of Python's. Linear in the length. */
export function readPythonPlace(text: string): PythonPlace | null {
  if (text.length > longestPath) return null
  if (text.startsWith('<')) return readBracketed(text)
  const path = text.includes('\\') ? text.replaceAll('\\', '/') : text
  const installed = [...path.matchAll(installFolder)].at(-1)
  if (installed !== undefined) return readInstalled(path.slice(installed.index + installed[0].length))
  if (standardFolder.test(path)) return { kind: 'std', rule: "in the folder of Python's standard library" }
  if (!sourceFile.test(path)) return null
  const isAbsolute = /^(?:\/|[A-Za-z]:\/)/.test(path)
  if (isAbsolute || /^\.{1,2}\//.test(path)) return { kind: 'file', path }
  return { kind: 'module', module: moduleOf(path) }
}

/** `<frozen importlib._bootstrap>`, `<string>`, `<attrs generated init app.Order>` */
function readBracketed(text: string): PythonPlace | null {
  if (!text.endsWith('>') && !text.endsWith(']')) return null
  if (text.startsWith('<frozen ')) return { kind: 'std', rule: "a module frozen into Python's own program" }
  const by = generators.find(([pattern]) => pattern.test(text))?.[1]
  if (by !== undefined) return { kind: 'generated', what: text, by }
  if (/^<(?:ipython-input-|stdin>|doctest |console>)/.test(text)) return { kind: 'file', path: text }
  return /^<(?:string|eval|shim|unknown)>$/.test(text) ? { kind: 'generated', what: text, by: null } : null
}

function readInstalled(path: string): PythonPlace {
  const [, , version] = egg.exec(path) ?? []
  const below = version === undefined ? path : path.slice(path.indexOf('/') + 1)
  return { kind: 'package', module: moduleOf(below), version: version ?? null }
}

/** `yaml/_yaml.cpython-311-x86_64-linux-gnu.so` is `yaml._yaml`, `numpy.libs/libopenblas.so` is numpy's, `six.py` is `six`. */
function moduleOf(path: string): string[] {
  const segments = path.split('/', deepestModule + 1).filter((segment) => segment !== '' && segment !== '__pycache__')
  const [first = '', ...rest] = segments
  const bundled = /^(.+)\.(?:libs|dylibs)$/.exec(first)?.[1]
  if (bundled !== undefined) return [bundled]
  const names = [first, ...rest].map((segment) => segment.split('.', 1)[0] ?? '')
  return names.at(-1) === '__init__' && names.length > 1 ? names.slice(0, -1) : names
}
