import type { RepositoryName } from '../../github/index.ts'
import { mostWords } from './search-words.ts'

/** GitHub refuses longer ones. */
const longestQuery = 256

/**
 * A search for any of some words in one repository, in GitHub's search syntax.
 *
 * @returns null where no word fits
 */
export function writeQuery({ owner, repo }: RepositoryName, words: readonly string[]): string | null {
  const start = `repo:${owner}/${repo} `
  let query: string | null = null
  for (const word of words.slice(0, mostWords).map(quote)) {
    if (word === '""') continue
    const longer: string = query === null ? word : `${query} OR ${word}`
    if (start.length + longer.length + 2 <= longestQuery) query = longer
  }
  return query === null ? null : `${start}(${query})`
}

/** Quoted, a word is no operator and no qualifier, whatever it is. */
function quote(word: string): string {
  return `"${word.replaceAll(/["\\\p{Cc}\p{Cf}]/gu, ' ').trim()}"`
}

/**
 * A search by meaning for issues of one repository: plain words, each once, free of all that is an operator or a qualifier.
 *
 * @returns as many words as fit
 */
export function writePlainQuery({ owner, repo }: RepositoryName, phrases: readonly string[]): string {
  let query = `repo:${owner}/${repo} is:issue`
  const words =
    phrases
      .join(' ')
      .toLowerCase()
      .match(/[\p{L}\p{N}_]+/gu) ?? []
  for (const word of new Set(words)) {
    if (query.length + 1 + word.length <= longestQuery) query = `${query} ${word}`
  }
  return query
}
