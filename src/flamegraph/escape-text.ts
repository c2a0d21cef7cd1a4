import { escapeUTF8 } from 'entities/escape'

/**
 * What can't be shown as itself: control characters (XML forbids most of them), format characters such as bidi overrides
 * and zero-width joiners (they make a name look like another), lone surrogates, line and paragraph separators, and the
 * two code points that XML forbids.
 */
const unshowable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\uFFFE\uFFFF]/gu

/**
 * Makes a text from outside safe to stand in SVG and HTML, as text or between quotes. The only such function here: every
 * name, symbol and title passes through it once.
 */
export function escapeText(text: string): string {
  return escapeUTF8(text.replace(unshowable, '\uFFFD'))
}
