/*
 * Ruby frames of StackProf (JSON, and collapsed without files), Vernier, rbspy (`total - lib/cart.rb`), Datadog's pprof files and perf.
 * Labels are read by ruby-label.ts, paths by ruby-place.ts. A path decides; only where a recording has none does the constant, which
 * by custom is called like its gem.
 */

import type { Frame } from '../../profile/index.ts'
import type { FrameReading, Grammar, Owner, PackageIndex } from '../types.ts'
import { plainSymbol } from './native/plain-symbol.ts'
import { ownCode, ownerOfOwnFile } from './own-folders.ts'
import { ownerAmong, ownerOfVersion } from './own-named.ts'
import { hasPackagesOf } from './per-graph.ts'
import { findGemOfCheckout, findGemOfConstant } from './ruby/find-gem.ts'
import { isCoreClass, isCoreMethod } from './ruby/ruby-core.ts'
import { type RubyLabel, readRubyLabel } from './ruby/ruby-label.ts'
import { type RubyPlace, readRubyPlace } from './ruby/ruby-place.ts'

type Ownership = Pick<FrameReading, 'owner' | 'reason'>

const standardLibrary: Owner = { kind: 'standard-library', package: null, name: 'ruby std' }
const machine: Owner = { kind: 'runtime', package: null, name: 'ruby vm' }
const collector: Owner = { kind: 'runtime', package: null, name: 'ruby gc' }

/** StackProf's, rbspy's and Vernier's names for what the collector does. */
const collections = new Set(['(garbage collection)', '(marking)', '(sweeping)', 'GC', 'Garbage Collection'])
const program = /(?:^|\/)(?:libruby[\w.-]*\.so[\w.]*|ruby\d*(?:\.\d+)*|libruby[\w.-]*\.dylib)(?: \(deleted\))?$/
/** Of gc.c. */
const ofCollector = /^(?:rb_)?gc_|^(?:mark|sweep)_|^rgengc_/

const havePaths = "StackProf's JSON has paths, which would tell"

const hasGems = hasPackagesOf('gem')

export const ruby: Grammar = {
  language: 'ruby',
  read(frame, index) {
    const native = readNative(frame, index)
    if (native !== null) return native
    if (collections.has(frame.name) && hasNoFile(frame) && (frame.name.startsWith('(') || hasGems(index))) {
      return { owner: collector, reason: "Ruby's garbage collector", ...textsOf(frame.name, frame.name) }
    }
    const label = readRubyLabel(frame.name)
    const ownership = ownershipOf(frame, label, index)
    return ownership === null ? null : { ...ownership, ...textsOf(frame.name, label.function) }
  },
}

function hasNoFile({ file }: Frame): boolean {
  return file === null || file === '' || file === '(unknown)'
}

/** A gem's compiled extension, or Ruby itself. */
function readNative({ name, file, object }: Frame, index: PackageIndex): FrameReading | null {
  if (object === null || file !== null) return null
  if (program.test(object)) {
    const owner = ofCollector.test(name) ? collector : machine
    return { owner, reason: `in ${object.replace(/^.*\//s, '')}, which is Ruby itself`, ...plainSymbol(name) }
  }
  const place = /\.(?:so|bundle)$/.test(object) ? readRubyPlace(object) : null
  if (place === null || place.kind === 'file') return null
  const { owner, reason } = ownerOfPlace(place, readRubyLabel(name), index)
  return { owner, reason: `compiled extension: ${reason}`, ...plainSymbol(name) }
}

function ownershipOf(frame: Frame, label: RubyLabel, index: PackageIndex): Ownership | null {
  if (frame.name.endsWith(' [c function]')) return ownerOfCFunction(label, index)
  if (hasNoFile(frame)) return ownerWithoutPath(frame, label, index)
  const file = frame.file ?? ''
  const place = readRubyPlace(file) ?? scriptWithoutSuffix(file, label)
  return place === null ? null : ownerOfPlace(place, label, index)
}

/** `bin/rails`, where the label is one that only Ruby writes. */
function scriptWithoutSuffix(file: string, { isMarked }: RubyLabel): RubyPlace | null {
  return isMarked && !/\.\w+$/.test(file) ? { kind: 'file', path: file } : null
}

function ownerOfPlace(place: RubyPlace, label: RubyLabel, index: PackageIndex): Ownership {
  if (place.kind === 'c-function') return ownerOfCFunction(label, index)
  // Profilers that have no path for a function in C give its caller's.
  if (isOfCore(label) && place.kind !== 'std') return { owner: standardLibrary, reason: "a method of Ruby's core" }
  switch (place.kind) {
    case 'std':
      return { owner: standardLibrary, reason: place.rule }
    case 'gem':
      return ownerOfVersion(
        { ecosystem: 'gem', ...place },
        index.byName('gem', place.name),
        'gem and version in the path',
        index,
      )
    case 'checkout': {
      const found = findGemOfCheckout(place.folder, place.name, index)
      if (found !== null) return { owner: index.ownerOf(found), reason: "gem in a folder of Bundler's checkouts" }
      return unknown(
        place.name,
        `a checkout of ${place.name}, of which the Gemfile.lock of the deployed commit would tell the gem`,
      )
    }
    case 'library': {
      const found = index.byLibrary('gem', place.name)
      if (found.length > 0) return ownerAmong(found, `library ${place.name} in vendor_ruby/`, index)
      return unknown(place.name, `library ${place.name} in vendor_ruby/, which no Gemfile.lock names`)
    }
    case 'evaluated':
      return unknown('evaluated code', "text that was evaluated at run time; Ruby 3.3 and later name its caller's file")
    case 'file':
      return ownerOfOwnFile('gem', place.path, 'Ruby file outside all gems', index)
  }
}

/** Core methods may be asked of any class of the core; what a package adds to one is no core method. */
function isOfCore({ constant, function: name }: RubyLabel): boolean {
  return constant !== null && isCoreClass(constant.split('::', 1)[0] ?? '') && isCoreMethod(name)
}

function ownerOfCFunction({ constant }: RubyLabel, index: PackageIndex): Ownership {
  const found = constant === null ? null : findGemOfConstant(constant, index)
  if (found !== null)
    return { owner: index.ownerOf(found), reason: `function in C of ${constant}, which is called like this gem` }
  if (constant === null || isCoreClass(constant.split('::', 1)[0] ?? '')) {
    return { owner: standardLibrary, reason: 'function in C of a class that comes with Ruby' }
  }
  return unknown(constant, `function in C of ${constant}, which is called like no gem in a Gemfile.lock`)
}

function ownerWithoutPath({ object, file }: Frame, label: RubyLabel, index: PackageIndex): Ownership | null {
  const { constant, isMarked, isMain } = label
  if (object !== null || file !== null || (!hasGems(index) && !(isMarked && isOfCore(label)))) return null
  if (isMain) return { owner: ownCode, reason: "the program's own script" }
  if (constant !== null) return ownerOfConstant(constant, label, index)
  return isMarked ? unknown('code without a path', `a file's own code; ${havePaths}`) : null
}

function ownerOfConstant(constant: string, label: RubyLabel, index: PackageIndex): Ownership {
  if (isOfCore(label)) return { owner: standardLibrary, reason: "a method of Ruby's core" }
  const found = findGemOfConstant(constant, index)
  if (found !== null) {
    const reason = `probably: ${constant} is called like this gem, and the recording has no paths`
    return { owner: index.ownerOf(found), reason }
  }
  // The label of a body has the last part of its constant alone.
  if (label.isBody) return unknown('code without a path', `the body of some ${constant}; ${havePaths}`)
  const isOfRuby = isCoreClass(constant.split('::', 1)[0] ?? '') && constant !== 'Object'
  return isOfRuby
    ? { owner: standardLibrary, reason: 'probably: a class that comes with Ruby, and the recording has no paths' }
    : { owner: ownCode, reason: `probably: ${constant} is called like no gem of the Gemfile.lock; ${havePaths}` }
}

function unknown(name: string, reason: string): Ownership {
  return { owner: { kind: 'unknown', package: null, name }, reason }
}

function textsOf(symbol: string, plain: string): Pick<FrameReading, 'symbol' | 'function' | 'mentions' | 'pattern'> {
  return { symbol, function: plain, mentions: [], pattern: null }
}
