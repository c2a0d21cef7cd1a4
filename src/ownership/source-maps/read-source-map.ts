/*
 * Source maps of revision 3, as esbuild, webpack, rollup, rolldown and tsc write them beside a bundle, and the indexed ones of Turbopack
 * and Closure. Specified by ECMA-426, https://tc39.es/ecma426/.
 */

import { TraceMap, traceSegment } from '@jridgewell/trace-mapping'
import { type Fields, field, isFields, listOf, textOf } from '../lockfiles/fields.ts'
import { malformed, tooLarge, unsupported } from '../lockfiles/malformed.ts'
import { readJson } from '../lockfiles/read-json.ts'
import { showText } from '../lockfiles/show-text.ts'
import type { ServiceFile } from '../types.ts'

/** Of the encoded mappings of one map: those of a bundle of 20 MB, which take 300 MB once decoded. */
const longestMappings = 12 * 1024 * 1024
const mostSections = 10_000
/** Of a source's text, from a place on. */
const longestShown = 200

/** What a map says of one place of a bundle. */
export interface Mapped {
  /** Where the piece of the bundle begins that this holds for; counts from 0. */
  readonly column: number
  /** Null for code that the bundler has written itself. */
  readonly original: Original | null
}

/** A place in a source, line and column counted from 1. */
export interface Original {
  /** As the map names it, below its `sourceRoot`. */
  readonly source: string
  readonly line: number
  readonly column: number
  /** What stands there is called so, where the bundler has called it otherwise. */
  readonly name: string | null
}

export interface SourceMap {
  /** As the map names them, in its order. */
  readonly sources: readonly string[]
  /** Looks up a place of the bundle, line and column counted from 0. Null where the map has nothing at or before it in its line. */
  readonly find: (line: number, column: number) => Mapped | null
  /** What stands in the source where a place of the bundle comes from; null where the map does not hold its sources. */
  readonly textAt: (line: number, column: number) => string | null
}

/** One map of an indexed map, with where it begins. */
interface Section {
  readonly line: number
  readonly column: number
  readonly map: SourceMap
}

/**
 * @throws HeadwaterError `lockfile-malformed`, `lockfile-unsupported` or `too-large`, naming the file
 */
export function readSourceMap(file: ServiceFile): SourceMap {
  // Some servers put a line before it, which keeps scripts from reading it.
  const document = readJson({ path: file.path, text: file.text.replace(/^\)\]\}[^\n]*\n/, '') })
  const version = field(document, 'version')
  if (version !== 3) throw unsupported(file.path, `source map version ${showText(String(version))}`, 'version 3')
  const budget = { left: longestMappings }
  const sections = listOf(document, 'sections')
  if (sections.length === 0) return readPlainMap(document, file.path, budget)
  if (sections.length > mostSections) {
    throw tooLarge(file.path, `${sections.length} sections`, `at most ${mostSections}`)
  }
  return joinSections(sections.map((section, at) => readSection(section, at, file.path, budget)))
}

function readPlainMap(document: Fields, path: string, budget: { left: number }): SourceMap {
  const mappings = textOf(document, 'mappings')
  if (mappings === null) throw malformed(path, 1, 'no mappings; accepted: a source map of version 3')
  budget.left -= mappings.length
  if (budget.left < 0) throw tooLarge(path, `mappings of ${mappings.length} characters`, `at most ${longestMappings}`)
  const root = textOf(document, 'sourceRoot') ?? ''
  const names = listOf(document, 'names')
  const sources = listOf(document, 'sources').map((source) =>
    typeof source === 'string' ? `${root}${root === '' || root.endsWith('/') ? '' : '/'}${source}` : null,
  )
  const map = new TraceMap({ version: 3, names: [], sources: [], mappings })
  const find: SourceMap['find'] = (line, column) => {
    const segment = column < 0 ? null : traceSegment(map, line, column)
    if (segment === null) return null
    const [begin, at, sourceLine = 0, sourceColumn = 0, nameAt] = segment
    const source = at === undefined ? null : sources[at]
    if (typeof source !== 'string') return { column: begin, original: null }
    const name = nameAt === undefined ? null : names[nameAt]
    return {
      column: begin,
      original: {
        source,
        line: sourceLine + 1,
        column: sourceColumn + 1,
        name: typeof name === 'string' && name !== '' ? name : null,
      },
    }
  }
  const contents = listOf(document, 'sourcesContent')
  const linesOf = new Map<number, string[]>()
  const textAt: SourceMap['textAt'] = (line, column) => {
    const [, at, sourceLine = 0, sourceColumn = 0] = (column < 0 ? null : traceSegment(map, line, column)) ?? []
    const content = at === undefined ? null : contents[at]
    if (at === undefined || typeof content !== 'string') return null
    const lines = linesOf.get(at) ?? content.split('\n')
    linesOf.set(at, lines)
    return (lines[sourceLine] ?? '').slice(sourceColumn, sourceColumn + longestShown)
  }
  return { sources: sources.filter((source) => source !== null), find, textAt }
}

function readSection(section: unknown, at: number, path: string, budget: { left: number }): Section {
  const offset = field(section, 'offset')
  const [line, column] = [field(offset, 'line'), field(offset, 'column')]
  const map = field(section, 'map')
  if (!isFields(map) || typeof line !== 'number' || typeof column !== 'number') {
    throw malformed(path, `section ${at + 1}`, 'no offset or no map; accepted: both, in the file itself')
  }
  return { line, column, map: readPlainMap(map, path, budget) }
}

/** Sections stand in order: the last one that begins at or before a place holds it. */
function joinSections(sections: readonly Section[]): SourceMap {
  const locate = (line: number, column: number) => {
    let [low, high] = [0, sections.length]
    while (low < high) {
      const middle = (low + high) >> 1
      const { line: begin, column: first } = sections[middle] as Section
      if (begin < line || (begin === line && first <= column)) low = middle + 1
      else high = middle
    }
    const section = sections[low - 1]
    if (section === undefined) return null
    const shift = section.line === line ? section.column : 0
    return { map: section.map, line: line - section.line, column: column - shift, shift }
  }
  return {
    sources: sections.flatMap(({ map }) => map.sources),
    find: (line, column) => {
      const place = locate(line, column)
      const found = place?.map.find(place.line, place.column) ?? null
      return found && { ...found, column: found.column + (place?.shift ?? 0) }
    },
    textAt: (line, column) => {
      const place = locate(line, column)
      return place?.map.textAt(place.line, place.column) ?? null
    },
  }
}
