// A gem's specification, as RubyGems installs it (a list of assignments of literals) and as its author wrote it, as far as literals
// go: it is Ruby and is never run. Specified by https://guides.rubygems.org/specification-reference/.

import { type LabelledLink, sortLinks } from './labelled-links.ts'
import type { ManifestClaims } from './types.ts'

const attribute = (name: string): RegExp =>
  new RegExp(`\\.${name}\\s{0,9}=\\s{0,9}(?:"([^"\\n]{1,2048})"|'([^'\\n]{1,2048})')`)
/** `"source_code_uri" => "…"`, `metadata["source_code_uri"] = "…"`. */
const link = /["'](\w{1,64}_uri)["']\]?\s{0,9}=>?\s{0,9}["']([^"'\n]{1,2048})["']/g

export function readGemspec(text: string): ManifestClaims | null {
  const name = literal(text, 'name')
  if (name === null) return null
  const links = [...text.matchAll(link)].flatMap(([, label = '', address = '']): LabelledLink[] =>
    address.includes('#{') ? [] : [[label, address]],
  )
  return { name, ...sortLinks(links, literal(text, 'homepage')) }
}

function literal(text: string, name: string): string | null {
  const [, double, single] = attribute(name).exec(text) ?? []
  const found = double ?? single ?? null
  return found?.includes('#{') ? null : found
}
