const longest = 80

/**
 * A foreign text for one line of a message: in quotes, cut after 80 characters, everything invisible escaped, and without the
 * user and password that an address may carry.
 */
export function showText(text: string): string {
  const shown = text.replace(/\/\/[^\s/]*@/g, '//...@')
  const cut = shown.length > longest ? `${shown.slice(0, longest)}...` : shown
  return JSON.stringify(cut).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
