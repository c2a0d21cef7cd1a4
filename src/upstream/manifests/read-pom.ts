// pom.xml of an artifact, as Maven keeps it beside the jar. What a parent states is not looked up. Specified by
// https://maven.apache.org/pom.html#scm and, for the spellings, https://maven.apache.org/scm/scm-url-format.html.

import { field, textOf } from '../../ownership/index.ts'
import { readPomProject } from '../read-safely.ts'
import { presentOnes, sourcesOf } from './stated.ts'
import type { ManifestClaims } from './types.ts'

export function readPom(text: string): ManifestClaims | null {
  const project = readPomProject(text)
  const name = textOf(project, 'artifactId')
  if (name === null) return null
  const own = (value: string | null): string | null =>
    value?.replaceAll(/\$\{(?:project|pom)\.artifactId\}/g, name) ?? null
  const scm = field(project, 'scm')
  const tracker = own(textOf(field(project, 'issueManagement'), 'url'))
  return {
    name,
    sources: sourcesOf(['url', 'connection', 'developerConnection'].map((key) => own(textOf(scm, key)))),
    pages: presentOnes([own(textOf(project, 'url')), tracker]),
    tracker,
  }
}
