/**
 * What a terminal, a browser or a reader's eye obeys without seeing it: control characters (escape sequences, line
 * breaks), bidirectional overrides, everything that is drawn as nothing (`Default_Ignorable_Code_Point`: zero-width marks,
 * fillers, variation selectors, tags), the blank Braille pattern, lone surrogates, line and paragraph separators.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{DI}\u2800\ufffe\uffff]/gu
/** Spaces that are not the space, and so can feign one. */
const oddSpaces = /(?! )\p{Zs}/gu
/** Marks that are piled upon one letter until they cover the lines around it. */
const pile = /(\p{M}{4})\p{M}+/gu

/** Text from outside on one line, in which every character is what it looks like; what cannot be seen becomes `\u{…}`. */
export function cleanText(text: string): string {
  return text
    .replace(unseen, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
    .replace(oddSpaces, ' ')
    .replace(pile, '$1')
}

/**
 * The text cut to at most `width` UTF-16 units, the middle left out: both ends of a symbol tell something. No character is
 * cut in two.
 */
export function shorten(text: string, width: number): string {
  if (text.length <= width) return text
  const tail = Math.floor((width - 1) * 0.4)
  const head = text.slice(0, width - 1 - tail).replace(/[\ud800-\udbff]$/, '')
  return `${head}…${text.slice(text.length - tail).replace(/^[\udc00-\udfff]/, '')}`
}
