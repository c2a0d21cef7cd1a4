// The version of a required module in a go.mod, and its two lines in the go.sum beside it.
// https://go.dev/ref/mod#go-mod-file-require, https://go.dev/ref/mod#go-sum-files

import type { Release } from '../../packages/index.ts'

/** @returns the edited text; null where the module is not required in that version, or is replaced by another one */
export function editGoMod(text: string, name: string, from: string, to: string): string | null {
  const lines = text.split('\n')
  let edits = 0
  let block = ''
  const edited = lines.map((line) => {
    const opened = /^\s*(\w+)\s*\(\s*(?:\/\/.*)?\r?$/.exec(line)
    if (opened) block = opened[1] ?? ''
    else if (/^\s*\)/.test(line)) block = ''
    const words = line
      .replace(/\/\/.*/, '')
      .trim()
      .split(/\s+/)
    const [verb, module, version] = block === '' ? words : [block, ...words]
    if (module !== name) return line
    if (verb === 'replace') edits = Number.NaN
    if (verb !== 'require' || version !== from) return line
    edits += 1
    return line.replace(from, () => to)
  })
  return edits === 1 ? edited.join('\n') : null
}

/** @returns the text with the lines of the new release in the place of the old one's; null where there are none */
export function editGoSum(text: string, name: string, from: string, release: Release): string | null {
  if (release.manifestChecksum === null) return null
  const lines = text.split('\n')
  const isOld = (line: string): boolean =>
    line.startsWith(`${name} ${from} `) || line.startsWith(`${name} ${from}/go.mod `)
  const at = lines.findIndex(isOld)
  if (at < 0) return null
  const fresh = [
    `${name} ${release.version} ${release.checksum}`,
    `${name} ${release.version}/go.mod ${release.manifestChecksum}`,
  ]
  const kept = (part: readonly string[]): string[] => part.filter((line) => !isOld(line) && !fresh.includes(line))
  return [...kept(lines.slice(0, at)), ...fresh, ...kept(lines.slice(at))].join('\n')
}
