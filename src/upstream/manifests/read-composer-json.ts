// composer.json of a PHP package. Specified by https://getcomposer.org/doc/04-schema.md#support.

import { field, textOf } from '../../ownership/index.ts'
import { readJson } from '../read-safely.ts'
import { presentOnes, sourcesOf } from './stated.ts'
import type { ManifestClaims } from './types.ts'

export function readComposerJson(text: string): ManifestClaims | null {
  const manifest = readJson(text)
  const name = textOf(manifest, 'name')
  if (name === null) return null
  const support = field(manifest, 'support')
  const tracker = textOf(support, 'issues')
  return {
    name,
    sources: sourcesOf([textOf(support, 'source')]),
    pages: presentOnes([textOf(manifest, 'homepage'), tracker]),
    tracker,
  }
}
