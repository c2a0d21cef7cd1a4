/** A part of a file's text and what takes its place. */
export interface Replacement {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** The text with its parts replaced; they do not overlap. Everything else stays byte for byte. */
export function replaceText(text: string, replacements: readonly Replacement[]): string {
  let edited = ''
  let end = 0
  for (const one of [...replacements].sort((a, b) => a.start - b.start)) {
    edited += text.slice(end, one.start) + one.text
    end = one.end
  }
  return edited + text.slice(end)
}
