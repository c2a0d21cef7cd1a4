// pip.conf and pip.ini, and uv.toml: the indexes that pip and uv are told to use.
// Specified by https://pip.pypa.io/en/stable/topics/configuration/ and https://docs.astral.sh/uv/reference/settings/.

import type { ServiceFile } from '../../types.ts'
import { field, listOf, textOf } from '../fields.ts'
import { manifestsAbove, readManifest } from '../read-manifest.ts'
import { readToml } from '../read-toml.ts'

/** The names of the files that `readPipIndexes` reads. */
export const pipConfigurations = ['pip.conf', 'pip.ini', 'uv.toml']

/** The addresses of the indexes that the service's own configuration of pip and uv names, in the lockfile's folder and above. */
export function readPipIndexes(lockfile: ServiceFile, manifests: readonly ServiceFile[]): string[] {
  return manifestsAbove(lockfile, manifests)
    .filter(({ path }) => pipConfigurations.includes(path.slice(path.lastIndexOf('/') + 1)))
    .flatMap((file) => (file.path.endsWith('.toml') ? indexesOfUv(readManifest(file, readToml)) : indexesIn(file.text)))
}

/** A value may go on in indented lines. */
function indexesIn(text: string): string[] {
  const indexes: string[] = []
  let counts = false
  for (const line of text.split('\n')) {
    if (/^\s*(?:[#;]|$)/.test(line)) continue
    const equals = line.search(/[=:]/)
    const goesOn = /^\s/.test(line)
    if (!goesOn) counts = /^(?:(?:extra-)?index-url|find-links)$/.test(line.slice(0, Math.max(equals, 0)).trim())
    // Links may be found in a folder too, which is the service's own matter.
    if (counts) indexes.push(...(goesOn ? line : line.slice(equals + 1)).split(/\s+/).filter(isUrl))
  }
  return indexes
}

/** Whether a place to look for packages is an address, or a variable that may stand for one. */
export function isUrl(text: string): boolean {
  return text.includes('://') || text.includes('$')
}

/**
 * The addresses in uv's settings, which stand in uv.toml and below `tool.uv` of pyproject.toml; without those that count for named
 * packages only.
 */
export function indexesOfUv(settings: unknown): string[] {
  const entries = listOf(settings, 'index').filter((entry) => field(entry, 'explicit') !== true)
  const forPip = field(settings, 'pip')
  const plain = [settings, forPip].flatMap((at) => [field(at, 'index-url'), ...listOf(at, 'extra-index-url')])
  return [...entries.map((entry) => textOf(entry, 'url')), ...plain].filter((url) => typeof url === 'string')
}
