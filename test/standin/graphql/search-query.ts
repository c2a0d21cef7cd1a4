/**
 * GitHub's search syntax for issues, as far as it is used: words and quoted phrases, AND (also by standing side by side), OR, NOT,
 * parentheses, and the qualifiers `repo:`, `is:`, `type:`, `state:` and `label:`.
 * https://docs.github.com/en/search-github/getting-started-with-searching-on-github/understanding-the-search-syntax
 */

/** What a query is held against. */
export interface Searched {
  readonly repository: string
  readonly kind: 'issue' | 'pull-request'
  readonly isOpen: boolean
  readonly labels: readonly string[]
  readonly title: string
  readonly body: string
}

export interface SearchQuery {
  /** Full names in lower case, of `repo:`. */
  readonly repositories: readonly string[]
  /** How well it fits; 0 where it does not. */
  readonly rate: (candidate: Searched) => number
}

type Rate = (candidate: Searched) => number

const longest = 256
const mostOperators = 5

/** @throws Error in GitHub's words for a query that it would refuse. */
export function parseSearch(text: string): SearchQuery {
  const refusal = refuseSearch(text)
  if (refusal !== null) throw new Error(refusal)
  const tokens = tokensOf(text)
  const repositories: string[] = []
  let place = 0
  const readAny = (): Rate => {
    const parts = [readAll()]
    while (tokens[place] === 'OR') {
      place += 1
      parts.push(readAll())
    }
    return (candidate) => parts.reduce((sum, rate) => sum + rate(candidate), 0)
  }
  const readAll = (): Rate => {
    const parts: Rate[] = []
    for (let token = tokens[place]; token !== undefined && token !== ')' && token !== 'OR'; token = tokens[place]) {
      place += 1
      if (token !== 'AND') parts.push(readOne(token))
    }
    return (candidate) => {
      const rates = parts.map((rate) => rate(candidate))
      return rates.every((rate) => rate > 0) ? rates.reduce((sum, rate) => sum + rate, 0) : 0
    }
  }
  const readOne = (token: string): Rate => {
    if (token === 'NOT') return negate(readOne(tokens[place++] ?? ''))
    if (token === '(') {
      const inner = readAny()
      place += 1
      return inner
    }
    const qualifier = /^([a-z]+):"?([^"]*)"?$/.exec(token)
    if (qualifier?.[1] === 'repo') repositories.push((qualifier[2] ?? '').toLowerCase())
    return qualifier ? rateQualifier(qualifier[1] ?? '', (qualifier[2] ?? '').toLowerCase()) : ratePhrase(token)
  }
  return { repositories, rate: readAny() }
}

/** A search by meaning: what the qualifiers leave, by how many of the words it has. Synonyms are not known here. */
export function parseMeaning(text: string): SearchQuery {
  const tokens = tokensOf(text)
  const qualifiers = parseSearch(tokens.filter(isQualifier).join(' '))
  const rates = tokens.filter((token) => !isQualifier(token)).map(ratePhrase)
  return {
    repositories: qualifiers.repositories,
    rate: (candidate) => (qualifiers.rate(candidate) > 0 ? rates.reduce((sum, rate) => sum + rate(candidate), 0) : 0),
  }
}

/** Why GitHub would search by words only, though by meaning was asked for, in its names for it. */
export function lexicalReasons(text: string): string[] {
  const tokens = tokensOf(text)
  return [
    ...(tokens.every(isQualifier) ? ['no_text_terms'] : []),
    ...(text.includes('"') ? ['quoted_text'] : []),
    ...(tokens.includes('OR') ? ['or_boolean_not_supported'] : []),
    ...(/\bis:(?:pr|pull-request)\b/.test(text) ? ['non_issue_target'] : []),
  ]
}

const isQualifier = (token: string): boolean => /^-?[a-z]+:/.test(token)

/** Why GitHub would refuse a query, in its words; null where it would not. */
export function refuseSearch(text: string): string | null {
  if (text.length > longest) return 'The search is longer than 256 characters.'
  const operators = tokensOf(text).filter((token) => /^(?:AND|OR|NOT)$/.test(token))
  return operators.length > mostOperators ? 'More than five AND / OR / NOT operators were used.' : null
}

function tokensOf(text: string): string[] {
  return text.match(/\(|\)|-?[\w-]+:"[^"]*"|"[^"]*"|[^\s()"]+/g) ?? []
}

const negate =
  (rate: Rate): Rate =>
  (candidate) =>
    rate(candidate) > 0 ? 0 : 1

function rateQualifier(key: string, value: string): Rate {
  const fits = (candidate: Searched): boolean => {
    switch (key) {
      case 'repo':
        return candidate.repository.toLowerCase() === value
      case 'is':
      case 'type':
      case 'state':
        if (value === 'issue') return candidate.kind === 'issue'
        if (value === 'pr' || value === 'pull-request') return candidate.kind === 'pull-request'
        return value === 'open' ? candidate.isOpen : value !== 'closed' || !candidate.isOpen
      case 'label':
        return candidate.labels.some((label) => label.toLowerCase() === value)
      default:
        return true
    }
  }
  return (candidate) => (fits(candidate) ? 0.001 : 0)
}

/** A word counts wherever it stands, the plural too; in a title it counts more. */
function ratePhrase(token: string): Rate {
  const wanted = words(token)
  return ({ title, body }) => (words(title).includes(wanted) ? 3 : 0) + (words(body).includes(wanted) ? 1 : 0)
}

function words(text: string): string {
  const list = text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []
  return ` ${list.map((word) => (word.length > 3 ? word.replace(/s$/, '') : word)).join(' ')} `
}
