import type { Frame } from '../../../profile/index.ts'
import type { PackageIndex } from '../../types.ts'
import { readJavascriptPosition } from './javascript-frame.ts'
import { readJavascriptPlace } from './javascript-place.ts'

/** Hand-written code has no functions so far to the right; a minifier puts a whole bundle on a few lines. */
const leastColumn = 1000
/** Functions that only bundlers write: webpack's and Turbopack's loaders, esbuild's helpers, those of rollup's and Parcel's output. */
const helper =
  /^(?:__webpack_require__|__webpack_modules__\b.*|__commonJS|__require\d*|__esm|__toESM|parcelRequire\w*|commonJsRequire|getDefaultExportFromCjs)$/
const moduleFile = /^\S+\.[cm]?js$/
const ofPackage = /(?:^|\/)node_modules\//

/** The bundles among the scripts of a profile, as long as its index is in use. */
const known = new WeakMap<PackageIndex, ReadonlySet<string>>()

/** Finds the scripts that were made of many modules, by functions in them that no one writes by hand. */
export function learnBundles(frames: readonly Frame[], index: PackageIndex): void {
  const found = new Set<string>()
  for (const frame of frames) {
    if (!mayTell(frame)) continue
    const position = readJavascriptPosition(frame)
    if (position === null || !(position.column >= leastColumn || isOfBundler(position.name))) continue
    const place = readJavascriptPlace(position.script)
    if (place.kind === 'own') found.add(place.path)
  }
  if (found.size > 0) known.set(index, found)
}

/** Before the frame is taken apart: most tell nothing. */
function mayTell({ name, file, column = 0 }: Frame): boolean {
  return file === null ? /:\d+\)?$/.test(name) : column >= leastColumn || isOfBundler(name)
}

/** esbuild calls the function around a package's module by the module's path. */
function isOfBundler(name: string): boolean {
  return helper.test(name) || (moduleFile.test(name) && ofPackage.test(name))
}

/** @param path of a script, as `readJavascriptPlace` has it */
export function isLearntBundle(path: string, index: PackageIndex): boolean {
  return known.get(index)?.has(path) === true
}
