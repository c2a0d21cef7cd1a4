import type { Frame, FrameKind } from '../../types.ts'
import { perfObjectKind } from '../frames/perf-objects.ts'

/** The writers whose way to name frames differs from everybody's. */
export type NamingDialect = 'perf' | 'austin' | 'stackvis' | 'plain'

const PLAIN_FRAME = { file: null, line: null, object: null, kind: null, inlined: false } as const

/** What stackcollapse-perf.pl (`--all`) and async-profiler (`-o collapsed`, with annotations) put behind a name. */
const ANNOTATIONS: Readonly<Record<string, { kind: FrameKind | null; inlined: boolean }>> = {
  '_[k]': { kind: 'kernel', inlined: false },
  '_[j]': { kind: 'jit', inlined: false },
  '_[i]': { kind: null, inlined: true },
  '_[0]': { kind: 'interpreted', inlined: false },
  '_[1]': { kind: 'jit', inlined: false },
}
const ANNOTATION_LENGTH = 4
const UNKNOWN = '[unknown]'

/**
 * Reads a frame from the one string that folded stacks and flame graphs have for it.
 *
 * Lines are dropped where a dialect has them: they are those of the sample, not of the function, and would split a function
 * into as many frames as it has lines.
 */
export function readNamedFrame(text: string, dialect: NamingDialect): Frame {
  const annotation = ANNOTATIONS[text.slice(-ANNOTATION_LENGTH)]
  const name = annotation === undefined ? text : text.slice(0, -ANNOTATION_LENGTH)
  // Names that were cut end or begin in a space, which some writers drop and others keep.
  return { ...readName(name.trim(), dialect), ...annotation }
}

function readName(name: string, dialect: NamingDialect): Frame {
  switch (dialect) {
    case 'austin':
      return austinFrame(name) ?? { ...PLAIN_FRAME, name }
    case 'stackvis':
      return { ...PLAIN_FRAME, name: withoutOffset(name) }
    case 'perf':
      return objectFrame(name) ?? { ...PLAIN_FRAME, name }
    case 'plain':
      return (
        (name.includes('.so') ? objectFrame(name) : null) ??
        moduleFrame(name) ??
        scriptFrame(name) ?? { ...PLAIN_FRAME, name }
      )
  }
}

/** Austin: `/srv/app/loader.py:load:12` */
function austinFrame(text: string): Frame | null {
  const located = splitLine(text)
  const colon = located?.lastIndexOf(':') ?? -1
  if (located === null || colon < 1) return null
  return { ...PLAIN_FRAME, name: located.slice(colon + 1), file: located.slice(0, colon) }
}

/** DTrace: ``libc.so.1`_lwp_start``, in some files with an offset behind it. */
function moduleFrame(text: string): Frame | null {
  const [object, name, ...more] = text.split('`', 3)
  if (object === undefined || name === undefined || more.length > 0 || !/^\S+$/.test(object) || name === '') return null
  return { ...PLAIN_FRAME, name: withoutOffset(name), object }
}

/** py-spy: `load (yaml/loader.py:12)`; rbspy: `load - yaml/loader.rb:12` */
function scriptFrame(text: string): Frame | null {
  const inParentheses = text.endsWith(')')
  const place = inParentheses ? text.lastIndexOf(' (') : text.indexOf(' - ')
  if (place < 1) return null
  const file = splitLine(inParentheses ? text.slice(place + 2, -1) : text.slice(place + 3))
  return file === null || file === '' ? null : { ...PLAIN_FRAME, name: text.slice(0, place), file }
}

/** stackcollapse-perf.pl: `[libxml2.so.2]`, the object where there is no symbol. */
function objectFrame(text: string): Frame | null {
  if (!text.startsWith('[') || !text.endsWith(']') || text === UNKNOWN) return null
  const object = text.slice(1, -1)
  return { ...PLAIN_FRAME, name: UNKNOWN, object, kind: perfObjectKind(object) }
}

/** What stands before `:12` at the end; null where no such thing does. */
function splitLine(text: string): string | null {
  const colon = text.lastIndexOf(':')
  return colon !== -1 && /^\d+$/.test(text.slice(colon + 1)) ? text.slice(0, colon) : null
}

function withoutOffset(name: string): string {
  return name.replace(/\+0x[0-9a-f]+$/, '')
}
