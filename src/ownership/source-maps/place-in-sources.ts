import { HeadwaterError } from '../../errors.ts'
import type { Frame, Profile, ProfileNote } from '../../profile/index.ts'
import { type JavascriptPosition, readJavascriptPosition } from '../grammars/javascript/javascript-frame.ts'
import { readJavascriptPlace } from '../grammars/javascript/javascript-place.ts'
import type { ServiceFile } from '../types.ts'
import { inlineMap, mayHoldSourceMap } from './map-of-script.ts'
import { pairMaps } from './pair-maps.ts'
import { type Original, readSourceMap, type SourceMap } from './read-source-map.ts'
import { replaceFrames } from './replace-frames.ts'
import { resolveSource } from './resolve-source.ts'
import { type Done, summarise } from './summarise.ts'

/**
 * Of a script's named functions that the map knows, how many have a piece of it begin at their name: in recordings of bundles of esbuild,
 * webpack, rollup and rolldown with some 50 functions 95 to 100 %, with the map of another bundler's at most 58 %. Of ten functions, some
 * lie alike by chance.
 */
const leastFit = 0.75
/** So many functions that lie elsewhere are no accident. Of fewer, one must lie where the map's source has its name. */
const fewestToMisfit = 4

/**
 * The scripts of a profile that can have been made of other sources: outside `node_modules/`, with functions whose places are known
 * by line and column.
 *
 * @returns paths or URLs, as the profile has them
 */
export function scriptsToPlace({ frames }: Pick<Profile, 'frames'>): string[] {
  return [...new Set(frames.flatMap((frame) => positionIn(frame)?.script ?? []))]
}

/**
 * Takes the functions of bundled and compiled scripts back to the sources that they were written in, by the scripts' source maps. From
 * then on all is as if the service had run unbundled: paths below `node_modules/`, the names that their authors gave.
 *
 * What the map does not know counts to the module that the bundle was made for: its own code runs at the bundle's top level, where the
 * bundler has put wrappers around the others. All functions of a script whose map is of another build stay where they are.
 *
 * @param files source maps, each named like its script with `.map` behind, and scripts that hold their maps; others are passed over
 * @returns the profile with notes on what was done, or the same profile where no map is of one of its scripts
 */
export function placeInSources(profile: Profile, files: readonly ServiceFile[]): Profile {
  const maps = files.flatMap((file) => {
    if (!mayHoldSourceMap(file.path)) return []
    return file.path.endsWith('.map') ? file : (inlineMap(file) ?? [])
  })
  if (maps.length === 0) return profile
  const functions = functionsByScript(profile)
  const replaced: (Frame | null)[] = profile.frames.map(() => null)
  const done: Done[] = []
  for (const [script, file] of pairMaps([...functions.keys()], maps)) {
    const inScript = functions.get(script) ?? []
    const placed = placeScript(
      inScript.map(({ position }) => position),
      file,
    )
    if (typeof placed === 'string') {
      done.push({ script, refused: placed, told: 0, functions: inScript.length })
      continue
    }
    for (const [order, { position, at }] of inScript.entries()) {
      const { column: _, ...frame } = profile.frames[at] as Frame
      const found = placed.places[order]
      const name = found?.name ?? (position.name || '(anonymous)')
      if (found) replaced[at] = { ...frame, ...found, name }
      else if (placed.entry !== null) replaced[at] = { ...frame, name, file: placed.entry, line: null }
    }
    const told = placed.places.filter((found) => found !== null).length
    done.push({ script, refused: null, told, functions: inScript.length })
  }
  if (done.length === 0) return profile
  const notes = summarise(done, selfWeights(profile, functions)).map(
    (text): ProfileNote => ({ code: 'source-maps', text }),
  )
  return { ...replaceFrames(profile, replaced), notes: [...profile.notes, ...notes] }
}

type Functions = ReadonlyMap<string, readonly { position: JavascriptPosition; at: number }[]>

/** The weight of samples whose leaf is in each script. */
function selfWeights({ frames, tree, samples }: Profile, functions: Functions): ReadonlyMap<string, number> {
  const scripts: (string | null)[] = frames.map(() => null)
  for (const [script, inScript] of functions) for (const { at } of inScript) scripts[at] = script
  const weights = new Map<string, number>()
  for (let row = 0; row < samples.length; row++) {
    const script = scripts[tree.frame[samples.node[row] as number] as number] ?? null
    if (script !== null) weights.set(script, (weights.get(script) ?? 0) + (samples.weight[row] as number))
  }
  return weights
}

function functionsByScript({ frames }: Profile): Functions {
  const functions = new Map<string, { position: JavascriptPosition; at: number }[]>()
  for (const [at, frame] of frames.entries()) {
    const position = positionIn(frame)
    if (position === null) continue
    const known = functions.get(position.script)
    if (known === undefined) functions.set(position.script, [{ position, at }])
    else known.push({ position, at })
  }
  return functions
}

/** Where a function of a script of the service begins; null for any other frame. */
function positionIn(frame: Frame): JavascriptPosition | null {
  const position = readJavascriptPosition(frame)
  if (position === null) return null
  const { kind } = readJavascriptPlace(position.script)
  return kind === 'own' || kind === 'bundle' ? position : null
}

interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
  /** Where the bundler has called the function otherwise. */
  readonly name: string | null
}

const otherBuild =
  'The source map of a script is of another build: its functions lie elsewhere. That of the build that ran would tell whose they are.'

/** What a map says of the functions of its script. */
interface PlacedScript {
  /** Parallel to the functions. */
  readonly places: readonly (Place | null)[]
  /** The module that the bundle was made for; null where the map names none of the service's own. */
  readonly entry: string | null
}

/** @returns one sentence where the map serves none of the functions, which says why */
function placeScript(positions: readonly JavascriptPosition[], file: ServiceFile): PlacedScript | string {
  let map: SourceMap
  try {
    map = readSourceMap(file)
  } catch (error) {
    if (error instanceof HeadwaterError) return `A source map cannot be used: ${error.message}.`
    throw error
  }
  let named = 0
  const exact: Found[] = []
  const places = positions.map((position) => {
    const found = findFunction(position, map)
    if (found === null) return null
    // esbuild calls the function around a module by the module's path, and maps what is in it.
    const isNamed = position.name !== '' && !position.name.includes('/')
    if (isNamed) named += 1
    if (isNamed && found.isExact) exact.push(found)
    const source = resolveSource(found.original.source, position.script)
    if (source === null) return null
    const { line, column, name } = found.original
    return { file: source, line, column, name: found.isExact ? name : null }
  })
  const fits =
    named >= fewestToMisfit ? exact.length >= leastFit * named : named === 0 || exact.some(({ isSpelt }) => isSpelt())
  return places.every((place) => place === null) || !fits
    ? otherBuild
    : { places, entry: entryOf(map, positions[0]?.script ?? '') }
}

/** Bundlers put what a module needs before it, so that the entry comes last. */
function entryOf({ sources }: SourceMap, script: string): string | null {
  const own = sources.findLast((source) => {
    const path = resolveSource(source, script)
    return path !== null && readJavascriptPlace(path).kind === 'own'
  })
  return own === undefined ? null : resolveSource(own, script)
}

interface Found {
  readonly original: Original
  /** Whether a piece of the bundle begins at the function's name. */
  readonly isExact: boolean
  /** Whether the name stands in the source there, as far as the map holds its sources. */
  readonly isSpelt: () => boolean
}

/**
 * What the map says of a function. V8 has the place of its parameters; bundlers map its name before them (`handle(`, also as in `handle=(`,
 * `handle: (` and `handle = (`), or the word `constructor`.
 */
function findFunction({ line, column, name }: JavascriptPosition, { find, textAt }: SourceMap): Found | null {
  const word = name.slice(name.lastIndexOf('.') + 1)
  const plain = word.length
  for (const before of plain === 0 ? [] : [plain, plain + 1, plain + 2, plain + 3]) {
    const from = column - 1 - before
    const { column: begin, original = null } = find(line - 1, from) ?? {}
    if (original === null || begin !== from) continue
    const isSpelt = () => textAt(line - 1, from)?.startsWith(original.name ?? word) ?? true
    return { original, isExact: true, isSpelt }
  }
  const before = find(line - 1, column - 2)
  const isConstructor = before?.column === column - 1 - 'constructor'.length
  if (plain > 0 && isConstructor && before.original)
    return { original: before.original, isExact: true, isSpelt: () => true }
  const nearest = find(line - 1, column - 1)?.original
  return nearest ? { original: nearest, isExact: false, isSpelt: () => true } : null
}
