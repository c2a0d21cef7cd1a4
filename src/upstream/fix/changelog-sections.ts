// What changelogs say of each version. They follow no one format: headings of Markdown (`## [1.2.4] - 2025-01-02`, as
// https://keepachangelog.com has it), underlined ones of reStructuredText (`3.9.4 (2024-04-11)`), plain lines that begin with a version
// (`1.2.4 / 2025-01-02`) or name one after a date (`2024.02.07, Version 1.48.0 (Stable)`).

import type { VersionRules } from '../versions/index.ts'

/** What is written of one version. */
export interface ChangelogSection {
  readonly version: string
  readonly text: string
}

/** Longer lines are no headings. */
const longestHeading = 160
const date = /\b\d{4}[-./]\d{1,2}[-./]\d{1,2}\b/g

/** The sections of a changelog in the order of the text. Linear in the text. */
export function changelogSections(text: string, rules: VersionRules): ChangelogSection[] {
  const lines = text.split(/\r?\n/)
  const sections: { version: string; lines: string[] }[] = []
  for (const [index, line] of lines.entries()) {
    const version = versionIn(line, lines[index + 1] ?? '', rules)
    if (version !== null) sections.push({ version, lines: [] })
    else sections.at(-1)?.lines.push(line)
  }
  return sections.map((section) => ({ version: section.version, text: section.lines.join('\n') }))
}

/** The version of which a line is the heading; null where it is none. */
function versionIn(line: string, next: string, rules: VersionRules): string | null {
  if (line.length > longestHeading || !/\d/.test(line)) return null
  const isMarked = /^#{1,4}\s/.test(line) || /^(?:={3,}|-{3,}|~{3,}|\^{3,})\s*$/.test(next)
  const plain = line.replace(date, ' ').replace(/^#{1,4}\s+/, '')
  // Without a mark the version must stand first, and in no list and no sentence.
  if (!isMarked && !/^\W{0,3}(?:(?:version|release|v)\.?\s*)?\[?v?\d/i.test(plain)) return null
  if (!isMarked && /^\s|^[-*+]\s|[.:;]\s*\w+\s+\w+\s+\w+/.test(line)) return null
  for (const word of plain.split(/[\s,[\](){}"'`|]+/)) {
    const name = word.replace(/[:.;]+$/, '')
    const versions = [name, name.replace(/^[\w.@/-]*?[@/-]?v?(?=\d)/, ''), `v${name}`]
    const version = versions.find((one) => /\d\.\d/.test(one) && rules.isVersion(one))
    if (version !== undefined) return version
  }
  return null
}
