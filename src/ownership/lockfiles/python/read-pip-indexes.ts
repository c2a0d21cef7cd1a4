// pip.conf and pip.ini: the indexes that pip is told to use. Specified by https://pip.pypa.io/en/stable/topics/configuration/.

import type { ServiceFile } from '../../types.ts'
import { manifestsAbove } from '../read-manifest.ts'

/** The names of the files that `readPipIndexes` reads. */
export const pipConfigurations = ['pip.conf', 'pip.ini']

/** The addresses of the indexes that the service's own pip configuration names, in the lockfile's folder and above. */
export function readPipIndexes(lockfile: ServiceFile, manifests: readonly ServiceFile[]): string[] {
  return manifestsAbove(lockfile, manifests)
    .filter(({ path }) => pipConfigurations.includes(path.slice(path.lastIndexOf('/') + 1)))
    .flatMap(({ text }) => indexesIn(text))
}

/** A value may go on in indented lines. */
function indexesIn(text: string): string[] {
  const indexes: string[] = []
  let counts = false
  for (const line of text.split('\n')) {
    if (/^\s*(?:[#;]|$)/.test(line)) continue
    const equals = line.search(/[=:]/)
    const goesOn = /^\s/.test(line)
    if (!goesOn) counts = /^(?:extra-)?index-url$/.test(line.slice(0, Math.max(equals, 0)).trim())
    if (counts) indexes.push(...(goesOn ? line : line.slice(equals + 1)).split(/\s+/).filter((word) => word !== ''))
  }
  return indexes
}
