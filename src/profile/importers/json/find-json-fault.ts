/**
 * Where a text stops being JSON (RFC 8259). `JSON.parse` tells the place of some faults only; this tells all of them.
 * Without recursion, in linear time.
 *
 * @param text what `JSON.parse` refused
 * @returns an index; the text's length where it ends too early
 */
export function findJsonFault(text: string): number {
  const open: ('{' | '[')[] = []
  let expected: Expected = 'value'
  let index = skipSpace(text, 0)
  while (index < text.length) {
    const start = index
    const character = text.charAt(index)
    if (character === '"') index = endOfString(text, index)
    else if (PUNCTUATION.includes(character)) index++
    else index = endOfLiteral(text, index)
    if (index === NOT_CLOSED) return text.length

    if (PUNCTUATION.includes(character)) {
      if (!accepts(expected, character, open.at(-1))) return start
      if (character === '{' || character === '[') open.push(character)
      else if (character === '}' || character === ']') open.pop()
      expected = afterPunctuation(character, open.at(-1))
    } else {
      const key: boolean = expected === 'key' || expected === 'key or end'
      if (key ? character !== '"' : !expected.startsWith('value')) return start
      if (!isJson(text.slice(start, index))) return start
      expected = key ? 'colon' : afterValue(open.at(-1))
    }
    index = skipSpace(text, index)
  }
  return text.length
}

type Expected = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end' | 'nothing'

const PUNCTUATION = '{}[],:'
const SPACE = ' \t\n\r'
const BEHIND_LITERAL = `${PUNCTUATION}${SPACE}"`
const NOT_CLOSED = -1

function accepts(expected: Expected, character: string, innermost: '{' | '[' | undefined): boolean {
  switch (character) {
    case '{':
    case '[':
      return expected === 'value' || expected === 'value or end'
    case '}':
      return expected === 'key or end' || (expected === 'comma or end' && innermost === '{')
    case ']':
      return expected === 'value or end' || (expected === 'comma or end' && innermost === '[')
    case ',':
      return expected === 'comma or end'
    default:
      return expected === 'colon'
  }
}

function afterPunctuation(character: string, innermost: '{' | '[' | undefined): Expected {
  switch (character) {
    case '{':
      return 'key or end'
    case '[':
      return 'value or end'
    case ',':
      return innermost === '{' ? 'key' : 'value'
    case ':':
      return 'value'
    default:
      return afterValue(innermost)
  }
}

function afterValue(innermost: '{' | '[' | undefined): Expected {
  return innermost === undefined ? 'nothing' : 'comma or end'
}

function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index++) {
    const character = text.charAt(index)
    if (character === '"') return index + 1
    if (character === '\\') index++
  }
  return NOT_CLOSED
}

function endOfLiteral(text: string, start: number): number {
  let index = start + 1
  while (index < text.length && !BEHIND_LITERAL.includes(text.charAt(index))) index++
  return index
}

function skipSpace(text: string, start: number): number {
  let index = start
  while (index < text.length && SPACE.includes(text.charAt(index))) index++
  return index
}

function isJson(token: string): boolean {
  try {
    JSON.parse(token)
    return true
  } catch {
    return false
  }
}
