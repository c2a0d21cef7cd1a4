// Python packages: the JSON of one release, then a wheel, whose paths are those of an installation, else the source distribution.
// Specified by https://docs.pypi.org/api/json/#get-a-release.

import { z } from 'zod'
import { badAnswer } from '../bad-answer.ts'
import type { ArchiveIndex } from './types.ts'

const name = 'PyPI'

const release = z.object({
  urls: z.array(
    z.object({
      packagetype: z.string(),
      filename: z.string().max(512),
      url: z.url({ protocol: /^https$/ }).max(2048),
      digests: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
    }),
  ),
})

export const pypiArchives: ArchiveIndex = {
  name,
  ecosystem: 'pypi',
  isSource: (path) => path.endsWith('.py'),
  elsewhere: ['PIP_INDEX_URL', 'PIP_EXTRA_INDEX_URL', 'UV_INDEX_URL', 'UV_DEFAULT_INDEX', 'UV_INDEX'],
  host: 'files.pythonhosted.org',
  async locate({ name: project, version }, ask) {
    if (version === null || !/^[\w.-]{1,128}$/.test(project) || !/^[\w.!+-]{1,128}$/.test(version)) return null
    const answer = await ask.json(`https://pypi.org/pypi/${project}/${encodeURIComponent(version)}/json`)
    if (answer === null) return null
    const read = release.safeParse(answer)
    if (!read.success) throw badAnswer(name, 'JSON of another shape')
    const { urls } = read.data
    const wheels = urls.filter(({ packagetype }) => packagetype === 'bdist_wheel')
    const file =
      wheels.find(({ filename }) => filename.endsWith('-none-any.whl')) ??
      wheels[0] ??
      urls.find(({ packagetype, filename }) => packagetype === 'sdist' && filename.endsWith('.tar.gz'))
    if (file === undefined) return null
    const kind = file.packagetype === 'sdist' ? 'tar.gz' : 'zip'
    const checksum = { algorithm: 'sha256', hex: file.digests.sha256 } as const
    return { address: file.url, kind, inFolder: kind === 'tar.gz', checksum }
  },
}
