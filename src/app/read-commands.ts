/**
 * Reads commands out of a comment. A command is a line of a paragraph of the comment's own: what stands in a quotation, a
 * list, a code block, a code span or an HTML comment was not said by the commenter to Headwater.
 */
import { distance } from 'fastest-levenshtein'
import { parseMarkdown, type Token } from '../intake/index.ts'
import { commands, howToWrite, type SpokenCommand, type Verb, verbs } from './commands.ts'

export type Command =
  | SpokenCommand
  /** `meant` is the nearest command as it is to be written. */
  | { readonly verb: 'unknown'; readonly said: string; readonly meant: string }

const start = /^[ \t]*\/upstream(?:[ \t]|$)/i
const mostCommands = 10
const longestSaid = 200

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
  const [, said = '', ...given] = line.trim().split(/[ \t]+/)
  const verb = verbs.find((name) => name === said.toLowerCase())
  const command = verb === undefined ? null : commands[verb].read(given)
  return (
    command ?? {
      verb: 'unknown',
      said: line.trim().slice(0, longestSaid),
      meant: howToWrite(verb ?? nearestVerb(said)),
    }
  )
}

function nearestVerb(said: string): Verb {
  const near = verbs.map((verb) => ({ verb, away: distance(said.toLowerCase().slice(0, 40), verb) }))
  // Where nothing is near, the list of all commands is.
  const [nearest] = near.filter(({ verb, away }) => away <= verb.length / 2).sort((a, b) => a.away - b.away)
  return nearest?.verb ?? 'help'
}
