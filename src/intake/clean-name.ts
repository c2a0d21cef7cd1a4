const longest = 120

/** A name from outside as one short line without characters that are no text; `fallback` where nothing is left. */
export function cleanName(name: string, fallback: string): string {
  const text = name.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '').trim()
  if (text === '') return fallback
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`
}

/** The last part of a path, decoded where it can be. */
export function lastPart(path: string): string {
  return decode(path.slice(path.lastIndexOf('/') + 1))
}

/** Percent-decoded, or as it is where it is not encoded properly. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
