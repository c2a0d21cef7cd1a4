import mustache from 'mustache'
import { HeadwaterError } from '../errors.ts'
import type { GatedText } from '../gated-text.ts'
import { codeBlock, codeSpan, edge, sentence, separateSpans } from './escape-markdown.ts'
import type { Marker } from './marker.ts'
import { readTemplate } from './read-template.ts'
import type { Redact } from './redactor.ts'
import { writeLink, writePicture } from './write-link.ts'

/** What a view holds. All of it is foreign: a string is a sentence, whose names stand between backticks. */
export type Value = string | number | boolean | null | Part | View | readonly Value[]

export interface View {
  readonly [name: string]: Value
}

/** What is not a sentence. How it is escaped follows from what it is, so it may hold anything. */
export type Part = NamePart | BlockPart | TablePart | LinkPart | PicturePart

/** A symbol, package, file or branch: a code span. */
export interface NamePart {
  readonly part: 'name'
  readonly text: string
}

/** Text of several lines, for instance commands: a fenced block. Stands alone on its line of the template. */
export interface BlockPart {
  readonly part: 'block'
  readonly language: 'text' | 'sh' | 'yaml'
  readonly text: string
}

/** Stands alone on its line of the template. */
export interface TablePart {
  readonly part: 'table'
  readonly header: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

export type Cell = string | number | NamePart | LinkPart

/** A link, where the address is one that Headwater may link to; else its label and the address as a name. */
export interface LinkPart {
  readonly part: 'link'
  readonly label: string
  readonly url: string
}

/** Stands alone on its line of the template; nothing where the address is not one that Headwater may link to. */
export interface PicturePart {
  readonly part: 'picture'
  readonly alt: string
  readonly url: string
}

export interface GateContext {
  /** Where the text is posted: `acme/checkout`. Links into other repositories leave no trace there. */
  readonly repository: string
  /** Origin of GitHub's pages, the only one that is linked to: `https://github.com`. */
  readonly webOrigin: string
  /** Signs what is posted, so that it is found again; null for what is a file, or is sent by a person. */
  readonly marker: Marker | null
  /** Takes own and private names out of every foreign text; null only where the service repository is not public. */
  readonly redact: Redact | null
}

/** GitHub refuses a comment of more than 65,536 characters. */
export const mostCharacters = 60_000

/**
 * The gate. Every text that is posted passes through here: ours are the files below `templates/`, everything in the view is
 * foreign, and there is no third kind.
 *
 * @param parts the template's path below `templates/`, and what fills it
 * @throws HeadwaterError `too-large` beyond 60,000 characters, `internal` where the template or the view is wrong
 */
export function passGate(parts: { template: string; view: View }, context: GateContext): GatedText {
  const filled = mustache.render(
    templateText(parts.template),
    parts.view,
    {},
    { escape: (value: unknown) => `${edge}${writeValue(value, context)}${edge}` },
  )
  const body = separateSpans(dropSpareLines(filled)).trim()
  const text = context.marker === null ? `${body}\n` : `${body}\n\n${context.marker}`
  if (text.length > mostCharacters) {
    throw new HeadwaterError(
      'too-large',
      `${parts.template}: ${text.length} characters; at most ${mostCharacters} are posted`,
    )
  }
  return text as GatedText
}

/** The template, after a check of what escaping relies on. */
function templateText(name: string): string {
  const text = readTemplate(name)
  const fault = faultOf(text)
  if (fault !== null) throw new HeadwaterError('internal', `templates/${name}: ${fault}`)
  return text
}

/** Nothing may go in unescaped, or stand where HTML is read and Markdown is not: from a tag to the next empty line. */
function faultOf(template: string): string | null {
  if (/\{\{\{|\{\{\s*[&=>]/.test(template)) return 'holds a value that is not escaped'
  if (/`\{\{|\}\}`/.test(template)) return 'holds a value between backticks, which it brings itself'
  let html = false
  for (const line of template.split('\n')) {
    html = line !== '' && (html || /<[a-z/!]/i.test(line))
    if (html && /\{\{(?![#/^!])/.test(line)) return 'holds a value where HTML is read'
  }
  return null
}

/** Where a part that brings its own line breaks stands between empty lines already. */
function dropSpareLines(text: string): string {
  return text.replaceAll(`\n\n${edge}\n`, `\n\n${edge}`).replaceAll(`\n${edge}\n\n`, `${edge}\n\n`)
}

function writeValue(value: unknown, context: GateContext): string {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return sentence(redacted(value, context))
  if (isPart(value)) return writePart(value, context)
  throw new HeadwaterError('internal', `a view holds ${value === null ? 'null' : typeof value} where a text is written`)
}

function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'part')
}

function writePart(part: Part, context: GateContext): string {
  switch (part.part) {
    case 'name':
      return codeSpan(redacted(part.text, context, true))
    case 'link':
      return writeLink(redacted(part.label, context), part.url, context)
    // The line break keeps what must open its line from standing in a list item, which would end early.
    case 'block':
      return `\n${codeBlock(redacted(part.text, context), part.language)}\n`
    case 'table':
      return `\n${writeTable(part, context)}\n`
    case 'picture':
      return `\n${writePicture(redacted(part.alt, context), part.url, context)}\n`
  }
}

function writeTable({ header, rows }: TablePart, context: GateContext): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [
    line(header.map((cell) => sentence(cell, { inTable: true }))),
    line(header.map(() => '---')),
    ...rows.map((row) => line(row.map((cell) => writeCell(cell, context)))),
  ].join('\n')
}

function writeCell(cell: Cell, context: GateContext): string {
  if (typeof cell === 'number') return String(cell)
  if (typeof cell === 'string') return sentence(redacted(cell, context), { inTable: true, width: 300 })
  if (cell.part === 'link') return writeLink(redacted(cell.label, context), cell.url, context, true)
  return codeSpan(redacted(cell.text, context, true), { inTable: true, width: 120 })
}

function redacted(text: string, { redact }: GateContext, isName = false): string {
  return redact === null ? text : redact(text, isName)
}
