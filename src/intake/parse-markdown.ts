/**
 * GitHub-flavoured Markdown (https://github.github.com/gfm/) as tokens.
 *
 * By markdown-it and not by micromark (mdast): the texts are anyone's, and micromark takes minutes for 64 KiB of nested
 * quotation marks or of `_a*`, where markdown-it takes a fraction of a second at worst.
 */
import MarkdownIt, { type Token } from 'markdown-it'

export type { Token }

/** GitHub takes 65,536 characters, of at most two code units each. */
export const longestMarkdown = 131_072

// Without fuzzy links: `cpu.pb` is a file's name and no host in Paraguay.
const parser = new MarkdownIt({ html: true, linkify: true })
parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false })

/** The block tokens of a text; inline tokens hang below as `children`. What is beyond `longestMarkdown` is not read. */
export function parseMarkdown(text: string): Token[] {
  return parser.parse(text.slice(0, longestMarkdown), {})
}
