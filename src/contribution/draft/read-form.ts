/**
 * Reads the form that a repository wants an issue or a pull request in, as headings and boxes to tick:
 * issue forms (YAML, https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-issue-forms),
 * issue templates (Markdown with front matter) and pull request templates (Markdown). The texts are anybody's: of them only
 * headings and the labels of boxes are kept, and those are written as text from outside.
 */
import { z } from 'zod'
import { HeadwaterError } from '../../errors.ts'
import { parseMarkdown, type Token } from '../../intake/index.ts'
import { locateYaml } from '../../locate-yaml.ts'

/** One part of a form. */
export interface FormSection {
  /** Empty for what stands before the first heading. */
  readonly heading: string
  /** Labels of boxes to tick. */
  readonly boxes: readonly string[]
}

/** A form that upstream wants filled in. */
export interface Form {
  /** Path of the file that it is from. */
  readonly path: string
  readonly sections: readonly FormSection[]
}

const largest = 32_768
const mostSections = 24
const mostBoxes = 16
const longestHeading = 120
const longestBox = 300
const deepestYaml = 12

/** The form in a file, or null where there is none in it. */
export function readForm(path: string, text: string): Form | null {
  if (text.length > largest) return null
  const sections = /\.ya?ml$/i.test(path) ? readIssueForm(path, text) : readTemplate(text)
  const kept = sections.filter(({ heading, boxes }) => heading !== '' || boxes.length > 0).slice(0, mostSections)
  return kept.length === 0 ? null : { path, sections: kept }
}

const labelled = z.object({
  attributes: z.looseObject({ label: z.string().optional(), options: z.unknown().optional() }),
})
const issueForm = z.object({ body: z.array(z.looseObject({ type: z.string() })).max(100) })
const options = z.array(z.object({ label: z.string() }))

function readIssueForm(path: string, text: string): FormSection[] {
  const form = issueForm.safeParse(parseYaml(path, text))
  if (!form.success) return []
  return form.data.body.flatMap((part) => {
    const { success, data } = labelled.safeParse(part)
    if (part.type === 'markdown' || !success) return []
    const boxes = part.type === 'checkboxes' ? options.safeParse(data.attributes.options) : null
    return [section(data.attributes.label ?? '', boxes?.success ? boxes.data.map(({ label }) => label) : [])]
  })
}

/** The value of a YAML text; null where it is none, since a form that cannot be read is no form. */
function parseYaml(path: string, text: string): unknown {
  const refuse = (line: number, what: string, cause?: unknown) =>
    new HeadwaterError('configuration-malformed', `${path}:${line}: ${what}`, { cause })
  try {
    return locateYaml(text, { deepest: deepestYaml, refuse }).value
  } catch (error) {
    if (error instanceof HeadwaterError) return null
    throw error
  }
}

function readTemplate(text: string): FormSection[] {
  const tokens = parseMarkdown(text.replace(/^---\n[\s\S]{0,4000}?\n---\n/, ''))
  const found: { heading: string; boxes: string[] }[] = [{ heading: '', boxes: [] }]
  for (const [index, token] of tokens.entries()) {
    if (token.type !== 'inline') continue
    const line = plainText(token)
    const box = /^\[[ xX]\]\s+(.+)/.exec(line)?.[1]
    if (tokens[index - 1]?.type === 'heading_open') found.push({ heading: line, boxes: [] })
    else if (box !== undefined) found.at(-1)?.boxes.push(box)
  }
  return found.map(({ heading, boxes }) => section(heading, boxes))
}

/** What a reader sees of a line, without pictures, HTML and comments. */
function plainText({ children }: Token): string {
  return (children ?? [])
    .map(({ type, content }) => (type === 'text' || type === 'code_inline' ? content : type === 'softbreak' ? ' ' : ''))
    .join('')
    .trim()
}

function section(heading: string, boxes: readonly string[]): FormSection {
  return {
    heading: heading.trim().slice(0, longestHeading),
    boxes: boxes.slice(0, mostBoxes).map((box) => box.trim().slice(0, longestBox)),
  }
}
