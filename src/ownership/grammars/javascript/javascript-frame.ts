/*
 * JavaScript frames as V8's profilers and those beside it write them:
 * - .cpuprofile, pprof and speedscope: a function's name with its script as file, `RegExp: <source>` without one,
 *   https://chromedevtools.github.io/devtools-protocol/tot/Profiler;
 * - perf maps and the tick processor: `JS:*name file:///srv/app/x.js:12:3`, `LazyCompile:~name …`, `RegExp:<source>`,
 *   https://github.com/v8/v8/blob/12.4.254/src/logging/code-events.h (tags) and objects/code-kind.cc (markers);
 * - collapsed stacks: `name /srv/app/x.js:12`, `name (file:///srv/app/x.js:12:3)`;
 * - Deno's and Bun's `--cpu-prof`: their own modules as `ext:deno_node/fs.ts`, `internal:streams/duplex`.
 */

import { type Frame, pathFromUrl } from '../../../profile/index.ts'
import { isJavascriptPlace } from './javascript-place.ts'

/** What a frame says in the terms of JavaScript. */
export type JavascriptFrame =
  | { readonly kind: 'function'; readonly name: string; readonly place: string }
  | { readonly kind: 'expression'; readonly source: string }
  /** The engine's own activity, named in parentheses: `(garbage collector)`. */
  | { readonly kind: 'activity'; readonly name: string }
  /** Code that the engine generated for itself: `Builtin:ArrayMap`. */
  | { readonly kind: 'stub'; readonly name: string }

/** As V8 names them, and as the pprof writer of Node does. */
const activities: ReadonlyMap<string, string> = new Map([
  ['(root)', '(root)'],
  ['(program)', '(program)'],
  ['(idle)', '(idle)'],
  ['(garbage collector)', '(garbage collector)'],
  ['Garbage Collection', '(garbage collector)'],
  ['Non JS threads activity', '(program)'],
])

/** Tag and tier: `*` optimised, `^` baseline, `+` mid-tier, `~` interpreted. */
const codeTag = /^(?:JS|LazyCompile|Function|Script|Eval|InterpretedFunction): ?[*^~+-]?/
const stubTag =
  /^(?:Builtin|BytecodeHandler|Handler|Stub|Callback|NativeFunction|NativeLazyCompile|NativeScript):(?!:) ?/
const expressionTag = /^RegExp:/
/** Bun writes an expression as a script does: `/^(a+)+$/`. */
const literal = /^\/(?=.*[\\^$*+?()[{|])(.+)\/[dgimsuvy]{0,8}$/s
/** The perf map has WebAssembly with its tier in place of a script: `JS:wasm-function[0]-0-turbofan`. */
const compiledWasm = /^\S+-\d{1,9}-(?:liftoff|turbofan)$/
const position = /:(\d{1,9})(?::(\d{1,9}))?$/
/** Where a place begins in `name place`: names hold spaces (`get size`), and so do paths. */
const beginningOfPlace = /[ (](?=[a-z][\w.+-]{1,30}:\/\/|(?:node|deno|bun|ext):|\.{0,2}\/|[A-Za-z]:[\\/]|internal\/)/

/** Where a function begins: at its parameters. */
export interface JavascriptPosition {
  /** Path or URL. */
  readonly script: string
  /** From 1. */
  readonly line: number
  /** From 1. */
  readonly column: number
  /** Empty for a function without one. */
  readonly name: string
}

/** Where a frame's function begins; null where the frame does not tell script, line and column. */
export function readJavascriptPosition(frame: Frame): JavascriptPosition | null {
  const found = readJavascriptFrame(frame)
  if (found?.kind !== 'function') return null
  const name = found.name === '(anonymous)' ? '' : found.name
  if (frame.file !== null) {
    const { line, column } = frame
    return line === null || column === undefined ? null : { script: found.place, line, column, name }
  }
  const [, line, column] = position.exec(frame.name.replace(/\)$/, '')) ?? []
  if (line === undefined || column === undefined) return null
  return { script: pathFromUrl(found.place) ?? found.place, line: Number(line), column: Number(column), name }
}

/** Reads a frame; null where it is none of JavaScript's. */
export function readJavascriptFrame(frame: Frame): JavascriptFrame | null {
  const { name, file } = frame
  const activity = file === null ? activities.get(name) : undefined
  if (activity !== undefined) return { kind: 'activity', name: activity }
  if (expressionTag.test(name) && file === null) return { kind: 'expression', source: expressionSource(frame) }
  const inBun = file === null && frame.object === null ? literal.exec(name)?.[1] : undefined
  if (inBun !== undefined) return { kind: 'expression', source: inBun }
  if (stubTag.test(name)) return { kind: 'stub', name: name.replace(stubTag, '') }
  const tag = codeTag.exec(name)
  const untagged = tag === null ? name : name.slice(tag[0].length)
  if (file !== null) return isJavascriptPlace(file) ? { kind: 'function', name: untagged, place: file } : null
  const located = splitText(untagged, tag !== null)
  if (located !== null || tag !== null) return located
  return isBareExpression(frame) ? { kind: 'expression', source: name } : null
}

/** The tick processor's JSON names a compiled expression by its source alone. No function's name holds an escape or a negated class. */
function isBareExpression({ name, object, kind }: Frame): boolean {
  return kind === 'jit' && object === null && /\\[dDwWsSbB./()[\]]|^\^|\[\^/.test(name)
}

/** The CPU profiler puts a space before the source, the perf map puts none: there, a first space is the expression's own. */
function expressionSource({ name, object, kind }: Frame): string {
  const source = name.slice('RegExp:'.length)
  return object === null && kind !== 'jit' && source.startsWith(' ') ? source.slice(1) : source
}

function splitText(text: string, tagged: boolean): JavascriptFrame | null {
  if (tagged && compiledWasm.test(text)) return { kind: 'function', name: text, place: 'wasm://' }
  const inParentheses = text.endsWith(')')
  const located = inParentheses ? text.slice(0, -1) : text
  // A leading space stands for an empty name, so that the place of an anonymous function is found as well.
  const begin = beginningOfPlace.exec(` ${located}`)?.index ?? located.lastIndexOf(' ') + 1
  const place = located.slice(begin).replace(position, '')
  if (!tagged && !isJavascriptPlace(place)) return null
  const before = located.slice(0, begin).trimEnd()
  return { kind: 'function', name: before.endsWith('(') ? before.slice(0, -1).trimEnd() : before, place }
}
