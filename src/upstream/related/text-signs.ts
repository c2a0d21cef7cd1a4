/** A text as a list of word stems with a space at both ends, so that a phrase is found as a part of it. */
export function stemText(text: string): string {
  const words =
    text
      .slice(0, longest)
      .toLowerCase()
      .match(/[\p{L}\p{N}_]+/gu) ?? []
  return ` ${words.map(stem).join(' ')} `
}

const longest = 32_768

/** Whether a stemmed text holds a word or phrase; `TlsStream::poll_read` is one of two words. */
export function holds(stemmed: string, phrase: string): boolean {
  const wanted = stemText(phrase)
  return wanted.trim() !== '' && stemmed.includes(wanted)
}

/** As coarse as GitHub's own: plural, `-ing`, `-ed`, and the consonant that they double. */
function stem(word: string): string {
  if (word.length <= 3 || word.includes('_')) return word
  const cut = word.replace(/(?:ings?|ed|es|s)$/, '')
  if (cut.length < 3) return word
  return cut === word ? cut : cut.replace(/([b-df-hj-np-tv-z])\1$/, '$1')
}
