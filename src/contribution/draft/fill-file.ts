import mustache from 'mustache'
import { HeadwaterError } from '../../errors.ts'
import type { GatedText } from '../../gated-text.ts'
import { cleanText } from '../clean-text.ts'
import { readTemplate } from '../read-template.ts'

/** Nothing that means anything in a string, a comment, a path or a manifest of any language. */
const harmless = /^(?!.*\/\/)[@\w][\w@./+~:-]{0,213}$/
const relativePath = /^\.\.\/(?:[\w@+-][\w.@+-]*(?:\/[\w@+-][\w.@+-]*)*)?$/

/**
 * The gate for files that are no Markdown: fills a template of source code with a few words, each of which is a plain name,
 * a version or a relative path.
 *
 * @param template path below `templates/`
 * @throws HeadwaterError `internal` for a word that is none of these
 */
export function fillFile(template: string, words: Readonly<Record<string, string>>): Uint8Array {
  for (const [name, word] of Object.entries(words)) {
    if (harmless.test(word) || relativePath.test(word)) continue
    throw new HeadwaterError(
      'internal',
      `templates/${template}: ${name} is no plain name: ${cleanText(word).slice(0, 80)}`,
    )
  }
  return Buffer.from(mustache.render(readTemplate(template), words, {}, { escape: (word: unknown) => String(word) }))
}

/**
 * The gate for what stands on one line by itself: titles, messages of commits.
 *
 * @param parts our own words; what they say of a package is a plain name
 */
export function plainLine(text: string): GatedText {
  const line = cleanText(text).slice(0, 200)
  // Neither a mention, a reference, nor Markdown.
  return line.replace(/@(?=\w)|[#<>`*]/g, '') as GatedText
}
