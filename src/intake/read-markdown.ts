import { Parser } from 'htmlparser2'
import { parseMarkdown, type Token } from './parse-markdown.ts'

/** A link as it stands in a text. */
export interface Link {
  readonly href: string
  /** What the text calls it: the words of the link, an image's description. */
  readonly label: string
  /** It is shown as a picture or film, not only linked. */
  readonly shown: boolean
}

export interface CodeBlock {
  /** The first word after the fence; empty where there is none. */
  readonly language: string
  readonly text: string
}

export interface MarkdownContent {
  /** In the order of the text. */
  readonly links: readonly Link[]
  readonly codeBlocks: readonly CodeBlock[]
}

/** More of either are not looked at. */
const mostLinks = 2_000
const mostCodeBlocks = 200

/** Finds the links and the fenced code blocks of a Markdown text, in its HTML too, and not those inside of code. */
export function readMarkdown(text: string): MarkdownContent {
  const links: Link[] = []
  const codeBlocks: CodeBlock[] = []
  for (const token of parseMarkdown(text)) {
    if (token.type === 'fence') {
      codeBlocks.push({ language: token.info.trim().split(/\s/, 1)[0] ?? '', text: token.content })
    } else if (token.type === 'html_block') links.push(...readHtmlLinks(token.content))
    else if (token.type === 'inline') links.push(...readInlineLinks(token.children ?? []))
  }
  return { links: links.slice(0, mostLinks), codeBlocks: codeBlocks.slice(0, mostCodeBlocks) }
}

function readInlineLinks(tokens: readonly Token[]): Link[] {
  const links: Link[] = []
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'link_open') {
      links.push({ href: String(token.attrGet('href') ?? ''), label: wordsAfter(tokens, index), shown: false })
    } else if (token.type === 'image') {
      links.push({ href: String(token.attrGet('src') ?? ''), label: token.content, shown: true })
    } else if (token.type === 'html_inline') links.push(...readHtmlLinks(token.content))
  }
  return links
}

/** The plain words of the link that opens at `index`; a label is a name and no more of it is needed. */
function wordsAfter(tokens: readonly Token[], index: number): string {
  let words = ''
  for (const token of tokens.slice(index + 1, index + 8)) {
    if (token.type === 'link_close') break
    words += token.content
  }
  return words
}

/** Finds what HTML links to and shows, whatever else it is. */
export function readHtmlLinks(html: string): Link[] {
  const links: Link[] = []
  const parser = new Parser({
    onopentag(name, { href, src, alt = '' }) {
      if (name === 'a' && href) links.push({ href, label: '', shown: false })
      else if ((name === 'img' || name === 'video' || name === 'source') && src) {
        links.push({ href: src, label: alt, shown: true })
      }
    },
  })
  parser.end(html)
  return links
}
