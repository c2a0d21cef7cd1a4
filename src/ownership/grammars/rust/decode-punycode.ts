const base = 36
const damping = 700
const skew = 38
const smallest = 1
const largest = 26
/** No valid identifier comes near; beyond it the arithmetic would no longer be exact. */
const largestIndex = 2 ** 30

/**
 * Decodes an identifier that a v0 symbol spells in punycode (RFC 3492, with `_` for `-` as delimiter).
 *
 * @param encoded the identifier's bytes, of which there may be any number: the work is bounded by `longest`
 * @returns the name, or null where it is no punycode or has more than `longest` characters
 */
export function decodePunycode(encoded: string, longest = 256): string | null {
  if (encoded.length > longest * 4) return null
  const delimiter = encoded.lastIndexOf('_')
  const characters = [...encoded.slice(0, Math.max(delimiter, 0))]
  let codePoint = 128
  let index = 0
  let bias = 72
  let position = delimiter + 1
  while (position < encoded.length) {
    const before = index
    let weight = 1
    for (let k = base; ; k += base) {
      const digit = digitOf(encoded.charCodeAt(position++))
      if (digit === null) return null
      index += digit * weight
      if (index > largestIndex) return null
      const threshold = Math.min(Math.max(k - bias, smallest), largest)
      if (digit < threshold) break
      weight *= base - threshold
    }
    const count = characters.length + 1
    bias = adapt(index - before, count, before === 0)
    codePoint += Math.floor(index / count)
    index %= count
    if (codePoint > 0x10ffff || (codePoint >= 0xd800 && codePoint < 0xe000) || count > longest) return null
    characters.splice(index++, 0, String.fromCodePoint(codePoint))
  }
  return characters.join('')
}

function digitOf(code: number): number | null {
  if (code >= 97 && code <= 122) return code - 97
  if (code >= 48 && code <= 57) return code - 22
  return null
}

function adapt(delta: number, count: number, first: boolean): number {
  let rest = first ? Math.floor(delta / damping) : delta >> 1
  rest += Math.floor(rest / count)
  let k = 0
  while (rest > ((base - smallest) * largest) >> 1) {
    rest = Math.floor(rest / (base - smallest))
    k += base
  }
  return k + Math.floor(((base - smallest + 1) * rest) / (rest + skew))
}
