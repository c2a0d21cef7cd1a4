import type { ServiceFile } from '../../types.ts'

/** One logical line: what a backslash continues is joined, comments stand apart. */
export interface RequirementLine {
  readonly path: string
  readonly line: number
  readonly text: string
  /** What comments after the text, on its line and on those below, say about who asks for it. */
  readonly via: readonly string[]
}

/** The logical lines of a requirements file, without its comments. */
export function requirementLines(file: ServiceFile): RequirementLine[] {
  const lines: { path: string; line: number; text: string; via: string[] }[] = []
  let isOpen = false
  let isListing = false
  for (const [index, raw] of file.text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    const comment = /(?:^|\s)#(.*)$/.exec(raw)
    const text = (comment === null ? raw : raw.slice(0, comment.index)).trim()
    if (text !== '') {
      const content = text.replace(/\\$/, '').trim()
      const open = isOpen ? lines.at(-1) : undefined
      if (open === undefined) lines.push({ path: file.path, line: index + 1, text: content, via: [] })
      else open.text += ` ${content}`
      isOpen = text.endsWith('\\')
    }
    const said = comment?.[1]?.trim() ?? ''
    const via = /^via\b(.*)$/.exec(said)
    // pip-compile writes one asker a line below `# via`.
    isListing = via !== null || (isListing && text === '' && said !== '')
    if (isListing) lines.at(-1)?.via.push(...askersIn(via === null ? said : (via[1] ?? '')))
  }
  return lines
}

function askersIn(text: string): string[] {
  return text
    .split(',')
    .map((asker) => asker.trim())
    .filter((asker) => asker !== '')
}
