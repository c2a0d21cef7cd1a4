/**
 * Reads commands out of a comment. A command is a line of a paragraph of the comment's own: what stands in a quotation, a
 * list, a code block, a code span or an HTML comment was not said by the commenter to Headwater.
 */
import { distance } from 'fastest-levenshtein'
import { parseMarkdown, type Token } from '../intake/index.ts'

export type Command =
  | { readonly verb: 'diagnose' }
  | { readonly verb: 'suspect'; readonly name: string }
  | { readonly verb: 'help' }
  /** `meant` is the nearest command as it is to be written. */
  | { readonly verb: 'unknown'; readonly said: string; readonly meant: string }

/** Each verb, with the arguments that it takes. */
const usages = { diagnose: '', suspect: 'NAME', help: '' } as const
type Verb = keyof typeof usages
const verbs = Object.keys(usages) as Verb[]

const start = /^[ \t]*\/upstream(?:[ \t]|$)/i
const mostCommands = 10
const longestName = 200

/** The commands of a comment, in order, at most ten. */
export function readCommands(comment: string): Command[] {
  if (!/^[ \t]*\/upstream/im.test(comment)) return []
  const tokens = parseMarkdown(comment)
  return tokens
    .filter(({ type }, index) => type === 'inline' && isOwnParagraph(tokens[index - 1]))
    .flatMap(({ children }) => spokenLines(children ?? []))
    .filter((line) => start.test(line))
    .slice(0, mostCommands)
    .map(readCommand)
}

/** Not one within a quotation, a list or a table. */
function isOwnParagraph(token: Token | undefined): boolean {
  return token?.type === 'paragraph_open' && token.level === 0
}

/** The lines of a paragraph that begin with plain text, as they were typed. */
function spokenLines(tokens: readonly Token[]): string[] {
  const lines: { text: string; isSpoken: boolean }[] = []
  let isNew = true
  for (const token of tokens) {
    if (token.type === 'softbreak' || token.type === 'hardbreak') {
      isNew = true
      continue
    }
    if (isNew) lines.push({ text: '', isSpoken: token.type === 'text' && token.content !== '' })
    isNew = false
    const line = lines.at(-1)
    if (line) line.text += asTyped(token)
  }
  return lines.filter(({ isSpoken }) => isSpoken).map(({ text }) => text)
}

function asTyped({ type, content, markup }: Token): string {
  if (type === 'code_inline') return `${markup}${content}${markup}`
  // Of a link that was made of bare text, only the text was typed.
  return markup === 'linkify' || markup === 'autolink' ? '' : (content || markup).replaceAll(/\s/g, ' ')
}

function readCommand(line: string): Command {
  const [, verb = '', ...rest] = line.trim().split(/[ \t]+/)
  const known = verbs.find((name) => name === verb.toLowerCase())
  const [name] = rest
  switch (known) {
    case 'diagnose':
    case 'help':
      return rest.length === 0 ? { verb: known } : unknown(line, known)
    case 'suspect':
      return name !== undefined && rest.length === 1 && name.length <= longestName
        ? { verb: known, name: name.replace(/^`(.*)`$/, '$1') }
        : unknown(line, known)
    case undefined:
      return unknown(line, nearestVerb(verb))
  }
}

function unknown(line: string, verb: Verb): Command {
  return { verb: 'unknown', said: line.trim().slice(0, longestName), meant: `/upstream ${verb} ${usages[verb]}`.trim() }
}

function nearestVerb(said: string): Verb {
  const near = verbs.map((verb) => ({ verb, away: distance(said.toLowerCase().slice(0, 40), verb) }))
  // Where nothing is near, the list of all commands is.
  const [nearest] = near.filter(({ verb, away }) => away <= verb.length / 2).sort((a, b) => a.away - b.away)
  return nearest?.verb ?? 'help'
}
