/** What a terminal obeys, or a reader's eye is deceived by, and JSON allows in strings. */
const obeyed = /[\p{Cc}\p{Bidi_Control}\u2028\u2029\u200b\u2060\ufeff]/gu

/**
 * A document as JSON text that is safe to print: control and bidirectional characters are written as JSON escapes, so a
 * parser gives them back and a terminal does not obey them.
 */
export function printDocument(document: object): string {
  const text = JSON.stringify(document, null, 2).replace(obeyed, (character) =>
    character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return `${text}\n`
}
