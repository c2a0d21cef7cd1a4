// PHP packages: the metadata of all versions, minified, then the archive that GitHub makes of the commit. Specified by
// https://packagist.org/apidoc#get-package-data and, for the minified form, https://github.com/composer/metadata-minifier. Most versions
// state no checksum: the commit in the address stands for it.

import { z } from 'zod'
import { badAnswer } from '../bad-answer.ts'
import type { ArchiveIndex } from './types.ts'

const name = 'Packagist'

const entry = z.record(z.string(), z.unknown())
const metadata = z.object({ packages: z.record(z.string(), z.array(entry)), minified: z.string().optional() })
const dist = z.object({ type: z.literal('zip'), url: z.string().max(2048), shasum: z.string().max(64).default('') })
const ofGitHub = /^https:\/\/api\.github\.com\/repos\/([\w.-]{1,100}\/[\w.-]{1,100})\/zipball\/([0-9a-f]{40})$/

export const composerArchives: ArchiveIndex = {
  name,
  ecosystem: 'composer',
  isSource: (path) => path.endsWith('.php'),
  elsewhere: ['COMPOSER_MIRROR_URL'],
  host: 'codeload.github.com',
  async locate({ name: wanted, version }, ask) {
    const project = wanted.toLowerCase()
    if (version === null || !/^[\w.-]{1,100}\/[\w.-]{1,100}$/.test(project)) return null
    const answer = await ask.json(`https://repo.packagist.org/p2/${project}.json`)
    if (answer === null) return null
    const read = metadata.safeParse(answer)
    if (!read.success) throw badAnswer(name, 'JSON of another shape')
    const found = versionIn(read.data.packages[project] ?? [], read.data.minified !== undefined, version)
    const stated = dist.safeParse(found?.dist)
    const [, repository, commit] = (stated.success && ofGitHub.exec(stated.data.url)) || []
    if (!stated.success || repository === undefined || commit === undefined) return null
    const hex = /^[0-9a-f]{40}$/.exec(stated.data.shasum)?.[0]
    return {
      address: `https://codeload.github.com/${repository}/legacy.zip/${commit}`,
      kind: 'zip',
      inFolder: true,
      checksum: hex === undefined ? null : { algorithm: 'sha1', hex },
    }
  },
}

/** Minified, an entry states only what differs from the one before it. */
function versionIn(
  entries: readonly Readonly<Record<string, unknown>>[],
  isMinified: boolean,
  version: string,
): Readonly<Record<string, unknown>> | null {
  let whole: Record<string, unknown> = {}
  for (const one of entries) {
    whole = isMinified ? { ...whole, ...one } : one
    for (const key of Object.keys(one)) if (one[key] === '__unset') delete whole[key]
    if (typeof whole.version === 'string' && bare(whole.version) === bare(version)) return whole
  }
  return null
}

function bare(version: string): string {
  return version.replace(/^v/, '')
}
