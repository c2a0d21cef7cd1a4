const longest = 80

/** A foreign text for one line of a message: in quotes, cut after 80 characters, everything invisible escaped. */
export function showText(text: string): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}...` : text
  return JSON.stringify(cut).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
