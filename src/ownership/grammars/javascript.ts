/*
 * Frames of Node, Deno, Bun, Electron and browsers, as V8's profilers, perf and the tools beside them write them; the texts are
 * described in javascript-frame.ts, the paths in javascript-place.ts.
 */

import type { Frame } from '../../profile/index.ts'
import type { FrameReading, Grammar, Owner, PackageIndex } from '../types.ts'
import { isLearntBundle, learnBundles } from './javascript/bundles.ts'
import { collector, readEngineCode, v8 } from './javascript/engine-code.ts'
import { type JavascriptFrame, readJavascriptFrame } from './javascript/javascript-frame.ts'
import { readJavascriptPlace } from './javascript/javascript-place.ts'
import { ownerOfPackagePath } from './javascript/npm-installs.ts'
import { plainSymbol } from './native/plain-symbol.ts'
import { ownCode, ownerOfOwnFile } from './own-folders.ts'
import { hasPackagesOf } from './per-graph.ts'

type Ownership = Pick<FrameReading, 'owner' | 'reason'>

/** The engine runs expressions for whoever asks, like any other function of the language's library. */
const expressions: Owner = { kind: 'standard-library', package: null, name: 'v8 regexp' }

const longestShown = 80

const hasNpmPackages = hasPackagesOf('npm')

export const javascript: Grammar = {
  language: 'javascript',
  prepare: learnBundles,
  read(frame, index) {
    const native = readNativeAddon(frame.object, frame.name, index)
    if (native !== null) return native
    const found = readJavascriptFrame(frame) ?? readScriptWithoutSuffix(frame, index)
    if (found === null) return readEngineCode(frame, index)
    const symbol = symbolOf(found)
    return {
      ...ownershipOf(found, index),
      symbol,
      function: functionOf(found, symbol),
      mentions: [],
      pattern: found.kind === 'expression' ? found.source : null,
    }
  },
}

/** `bin/www`: in a service with npm packages, what has a source file without a suffix is a script. */
function readScriptWithoutSuffix({ name, file, object }: Frame, index: PackageIndex): JavascriptFrame | null {
  if (file === null || object !== null || !file.startsWith('/') || !hasNpmPackages(index)) return null
  const base = file.slice(file.lastIndexOf('/') + 1)
  return base === '' || base.includes('.') ? null : { kind: 'function', name, place: file }
}

/** A shared object within a package's folder is the package's: `node_modules/bcrypt/build/Release/bcrypt.node`. */
function readNativeAddon(object: string | null, name: string, index: PackageIndex): FrameReading | null {
  if (object === null || !object.includes('node_modules')) return null
  const place = readJavascriptPlace(object)
  if (place.kind !== 'package') return null
  const { owner, reason } = ownerOfPackagePath(place.path, index)
  return { owner, reason: `native addon: ${reason}`, ...plainSymbol(name) }
}

function ownershipOf(found: JavascriptFrame, index: PackageIndex): Ownership {
  switch (found.kind) {
    case 'expression':
      return { owner: expressions, reason: 'compiled regular expression: work of whoever runs it' }
    case 'activity':
      return found.name === '(garbage collector)'
        ? { owner: collector, reason: "V8's garbage collector" }
        : { owner: v8, reason: `V8's own activity ${found.name}, no function` }
    case 'stub':
      return { owner: v8, reason: 'code that V8 generates for itself' }
    case 'function':
      return ownerOfPlace(found.place, index)
  }
}

function ownerOfPlace(text: string, index: PackageIndex): Ownership {
  const place = readJavascriptPlace(text)
  switch (place.kind) {
    case 'builtin': {
      const owner: Owner = { kind: 'standard-library', package: null, name: `${place.host} std` }
      return { owner, reason: `module built into ${place.host}` }
    }
    case 'package':
      return ownerOfPackagePath(place.path, index)
    case 'bundle':
      return bundled(place.path)
    case 'nameless': {
      const owner: Owner = { kind: 'unknown', package: null, name: place.what }
      return { owner, reason: `${place.what}, whose package can't be told` }
    }
    case 'own':
      if (isLearntBundle(place.path, index)) return bundled(place.path)
      if (!/^https?:\/\//.test(text)) return ownerOfOwnFile('npm', place.path, 'script outside node_modules/', index)
      return { owner: ownCode, reason: 'script that a browser loads from a web server, taken for the service’s own' }
  }
}

function bundled(path: string): Ownership {
  const owner: Owner = { kind: 'unknown', package: null, name: 'bundled code' }
  const map = `${path.slice(path.lastIndexOf('/') + 1).slice(0, longestShown)}.map`
  return {
    owner,
    reason: `a bundle of many modules; its source map ${map} would tell which, beside it in the sources or in one zip with the profile`,
  }
}

function symbolOf(found: JavascriptFrame): string {
  if (found.kind === 'expression') return `RegExp: ${found.source}`
  return found.name === '' || found.name.startsWith('(anonymous:') ? '(anonymous)' : found.name
}

/** `Module._load` is `_load`, `[Symbol.iterator]` is itself; accessors, bound and constructed functions carry a word in front. */
function functionOf(found: JavascriptFrame, symbol: string): string {
  if (found.kind !== 'function') return symbol
  const bare = symbol.replace(/^(?:(?:get|set|bound|new|async) )+/, '')
  const bracket = bare.lastIndexOf('[')
  const isComputed = bare.endsWith(']') && (bracket === 0 || bare[bracket - 1] === '.')
  const last = bare.slice(isComputed ? bracket : bare.lastIndexOf('.') + 1)
  return last === '' ? bare : last
}
