// Cargo.toml of a crate. Specified by https://doc.rust-lang.org/cargo/reference/manifest.html#the-repository-field.

import { parse } from 'smol-toml'
import { fieldsOf, textOf } from '../../ownership/index.ts'
import { attempt } from '../attempt.ts'
import { presentOnes, sourcesOf } from './stated.ts'
import type { ManifestClaims } from './types.ts'

export function readCargoToml(text: string): ManifestClaims | null {
  const crate = fieldsOf(
    attempt(() => parse(text, { maxDepth: 64 })),
    'package',
  )
  const name = textOf(crate, 'name')
  if (name === null) return null
  return {
    name,
    sources: sourcesOf([textOf(crate, 'repository')]),
    pages: presentOnes([textOf(crate, 'homepage')]),
    tracker: null,
  }
}
