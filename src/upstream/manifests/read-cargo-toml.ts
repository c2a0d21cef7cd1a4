// Cargo.toml of a crate. Specified by https://doc.rust-lang.org/cargo/reference/manifest.html#the-repository-field.

import { fieldsOf, textOf } from '../../ownership/index.ts'
import { readToml } from '../read-safely.ts'
import { presentOnes, sourcesOf } from './stated.ts'
import type { ManifestClaims } from './types.ts'

export function readCargoToml(text: string): ManifestClaims | null {
  const crate = fieldsOf(readToml(text), 'package')
  const name = textOf(crate, 'name')
  if (name === null) return null
  return {
    name,
    sources: sourcesOf([textOf(crate, 'repository')]),
    pages: presentOnes([textOf(crate, 'homepage')]),
    tracker: null,
  }
}
