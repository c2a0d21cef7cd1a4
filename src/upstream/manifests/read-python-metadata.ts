// METADATA of a .dist-info folder, PKG-INFO of an .egg-info one: what pip and its kin leave of an installed distribution. Specified by
// https://packaging.python.org/en/latest/specifications/core-metadata/ (Name, Home-page, Project-URL).

import { type LabelledLink, sortLinks } from './labelled-links.ts'
import type { ManifestClaims } from './types.ts'

export function readPythonMetadata(text: string): ManifestClaims | null {
  // What follows the first empty line is the description.
  const head = text.split(/\r?\n\r?\n/, 1)[0] ?? ''
  const fields = head.split(/\r?\n/).flatMap((line) => {
    const [, key = '', value = ''] = /^([A-Za-z-]{1,64}):[ \t]{0,9}(.*)$/.exec(line) ?? []
    return key === '' ? [] : [[key.toLowerCase(), value.trim()] as const]
  })
  const first = (wanted: string): string | null => fields.find(([key]) => key === wanted)?.[1] ?? null
  const name = first('name')
  if (name === null) return null
  const links = fields.flatMap(([key, value]): LabelledLink[] => {
    const comma = key === 'project-url' ? value.indexOf(',') : -1
    return comma < 0 ? [] : [[value.slice(0, comma), value.slice(comma + 1)]]
  })
  return { name, ...sortLinks(links, first('home-page')) }
}
