import type { StatedSource } from './types.ts'

const longest = 2048

/** Those that are stated, and short enough to be an address. */
export function presentOnes(texts: readonly (string | null | undefined)[]): string[] {
  return texts.flatMap((text) => (text && text.length <= longest ? [text.trim()] : []))
}

export function sourcesOf(addresses: readonly (string | null | undefined)[]): StatedSource[] {
  return presentOnes(addresses).map((address) => ({ address, directory: null }))
}
