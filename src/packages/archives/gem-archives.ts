// Gems: the JSON of one version, then the gem, a tar that holds data.tar.gz. Specified by
// https://guides.rubygems.org/rubygems-org-api-v2/ and https://guides.rubygems.org/specification-reference/.

import { z } from 'zod'
import { badAnswer } from '../bad-answer.ts'
import type { ArchiveIndex } from './types.ts'

const name = 'RubyGems'

const release = z.object({
  sha: z.string().regex(/^[0-9a-f]{64}$/),
  gem_uri: z.url({ protocol: /^https$/ }).max(2048),
})

export const gemArchives: ArchiveIndex = {
  name,
  ecosystem: 'gem',
  isSource: (path) => path.endsWith('.rb'),
  elsewhere: ['RUBYGEMS_HOST', 'BUNDLE_MIRROR__ALL'],
  host: 'rubygems.org',
  async locate({ name: gem, version }, ask) {
    if (version === null || !/^[\w.-]{1,128}$/.test(gem) || !/^[\w.-]{1,128}$/.test(version)) return null
    const answer = await ask.json(`https://rubygems.org/api/v2/rubygems/${gem}/versions/${version}.json`)
    if (answer === null) return null
    const read = release.safeParse(answer)
    if (!read.success) throw badAnswer(name, 'JSON of another shape')
    const checksum = { algorithm: 'sha256', hex: read.data.sha } as const
    return { address: read.data.gem_uri, kind: 'gem', inFolder: false, checksum }
  },
}
