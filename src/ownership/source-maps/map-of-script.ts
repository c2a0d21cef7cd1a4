import type { ServiceFile } from '../types.ts'

/** The comment by which a script names its map, or holds it: https://tc39.es/ecma426/#sec-linking-generated-code. */
const comment = /^\/\/[#@] ?sourceMappingURL=(\S+)[ \t]*$/
const dataUrl = /^data:application\/json(?:;charset=[\w-]+)?(;base64)?,/i
/** After the comment only closing lines stand. */
const mostLinesAfter = 8

/** Whether a file at this path is a source map, or a script, which can hold one. */
export function mayHoldSourceMap(path: string): boolean {
  return /\.[cm]?[jt]sx?(?:\.map)?$/.test(path)
}

/**
 * Where a script says that its source map is.
 *
 * @param script its text
 * @returns a URL, mostly the name of a file beside it, or the map itself as `data:`; null where it says nothing
 */
export function sourceMapUrl(script: string): string | null {
  let end = script.length
  for (let line = 0; line < mostLinesAfter && end > 0; line++) {
    const begin = script.lastIndexOf('\n', end - 1) + 1
    const url = comment.exec(script.slice(begin, end).trimEnd())?.[1]
    if (url !== undefined) return url
    end = begin - 1
  }
  return null
}

/** The map that a script holds, named as one that lies beside it; null where it holds none. */
export function inlineMap({ path, text }: ServiceFile): ServiceFile | null {
  const url = sourceMapUrl(text)
  const [prefix, isBase64] = url === null ? [] : (dataUrl.exec(url) ?? [])
  if (url === null || prefix === undefined) return null
  const data = url.slice(prefix.length)
  return { path: `${path}.map`, text: isBase64 ? Buffer.from(data, 'base64').toString('utf8') : percentDecoded(data) }
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
