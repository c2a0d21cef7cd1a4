// Maven artifacts: the jar of sources beside the artifact in the central repository, by the repository's layout. Specified by
// https://maven.apache.org/repository/layout.html; most publishers add sources, as https://central.sonatype.org/publish/requirements/ asks.

import { badAnswer } from '../bad-answer.ts'
import type { ArchiveIndex } from './types.ts'

const name = 'the central repository of Maven'
const base = 'https://repo1.maven.org/maven2'

export const mavenArchives: ArchiveIndex = {
  name,
  ecosystem: 'maven',
  isSource: (path) => /\.(?:java|kt|scala)$/.test(path),
  elsewhere: ['MAVEN_MIRROR_URL'],
  host: 'repo1.maven.org',
  async locate({ name: artifact, version }, ask) {
    const [group = '', id = ''] = artifact.split(/[/:]/)
    if (version === null || ![group, id, version].every((part) => /^[\w-][\w.-]{0,127}$/.test(part))) return null
    const address = `${base}/${group.replaceAll('.', '/')}/${id}/${version}/${id}-${version}-sources.jar`
    const sum = await ask.text(`${address}.sha1`)
    if (sum === null) return null
    const hex = /^[0-9a-f]{40}(?=\s|$)/i.exec(sum)?.[0].toLowerCase()
    if (hex === undefined) throw badAnswer(name, 'something other than a checksum')
    return { address, kind: 'zip', inFolder: false, checksum: { algorithm: 'sha1', hex } }
  },
}
