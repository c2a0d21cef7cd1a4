import type { Nodes, Parent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'

/** What Headwater's templates consist of; a foreign text that makes any other node has got out. */
const blocks = new Set([
  'root',
  'heading',
  'paragraph',
  'list',
  'listItem',
  'table',
  'tableRow',
  'tableCell',
  'code',
  'blockquote',
])
const phrases = new Set(['text', 'inlineCode', 'strong'])
const ourHtml = /^(?:<details>\n<summary>[\w ,]+<\/summary>|<\/details>|<!-- headwater:1:[\w-]+:[\w-]{43} -->)$/
/** Everything that may stand in running text: no mark that GitHub or Markdown reads. */
const harmless = /^[\p{Script=Latin}\d\s()"'“”‘’,.;:?!%…–—→·-]*$/u
/** What GitHub makes of harmless marks: emoji, references, commits, addresses. */
const liveWords = /:[\w+-]+:|\bgh-\d|\b[0-9a-f]{7,40}\b|https?:|www\./i

/** GitHub's own parser (cmark-gfm, MAXBACKTICKS) reads no fence that is longer; the one used here does. */
const longFence = /`{81,}/

export interface Live {
  readonly what: string
  readonly text: string
}

/** Everything in a posted text that GitHub would bring to life: links, pictures, mentions, references, HTML, emoji, formulas. */
export function findLive(markdown: string, links: readonly string[] = []): Live[] {
  const found: Live[] = []
  if (longFence.test(markdown)) found.push({ what: 'fence', text: '' })
  const visit = (node: Nodes): void => {
    switch (node.type) {
      case 'html':
        if (!ourHtml.test(node.value)) found.push({ what: 'html', text: node.value })
        break
      case 'text':
        if (!harmless.test(node.value) || liveWords.test(node.value)) found.push({ what: 'text', text: node.value })
        break
      case 'link':
      case 'image':
        if (!links.includes(node.url)) found.push({ what: node.type, text: node.url })
        break
      case 'inlineCode':
      case 'code':
        if (/[\p{Bidi_Control}\p{Cf}]|(?!\n)\p{Cc}/u.test(node.value)) found.push({ what: 'unseen', text: node.value })
        break
      default:
        if (!blocks.has(node.type) && !phrases.has(node.type)) found.push({ what: node.type, text: '' })
    }
    if ('children' in node) for (const child of (node as Parent).children) visit(child)
  }
  visit(parseMarkdown(markdown))
  return found
}

/** The blocks of a text, without what stands in them: foreign text must not change it. */
export function skeletonOf(markdown: string): string {
  const write = (node: Nodes): string => {
    if (!blocks.has(node.type) && node.type !== 'html') return ''
    const inner = 'children' in node ? (node as Parent).children.map(write).join('') : ''
    return `${node.type}(${inner})`
  }
  return write(parseMarkdown(markdown))
}

export function parseMarkdown(markdown: string): Nodes {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
}
