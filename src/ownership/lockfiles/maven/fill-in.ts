/** Properties that name one another, and the text that comes of them. */
const deepest = 16
const longest = 512

/**
 * Puts properties in for `${name}`.
 *
 * @returns null for null, and where a property is not stated, or where they name one another without end
 */
export function fillIn(text: string | null, properties: ReadonlyMap<string, string>): string | null {
  let filled = text
  for (let round = 0; filled?.includes('${'); round++) {
    if (round === deepest || filled.length > longest) return null
    let isComplete = true
    filled = filled.replace(/\$\{([^{}]*)\}/g, (whole, name: string) => {
      const value = properties.get(name.trim())
      isComplete &&= value !== undefined
      return value ?? whole
    })
    if (!isComplete) return null
  }
  return filled !== null && filled.length > longest ? null : filled
}
