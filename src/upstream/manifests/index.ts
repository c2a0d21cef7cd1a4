import { posix } from 'node:path'
import type { ServiceFile } from '../../ownership/index.ts'
import { readCargoToml } from './read-cargo-toml.ts'
import { readComposerJson } from './read-composer-json.ts'
import { readGemspec } from './read-gemspec.ts'
import { readPackageJson } from './read-package-json.ts'
import { readPom } from './read-pom.ts'
import { readPyproject } from './read-pyproject.ts'
import { readPythonMetadata } from './read-python-metadata.ts'
import type { ClaimsReader, ManifestClaims } from './types.ts'

export type { ManifestClaims, StatedSource } from './types.ts'

/** By base name. */
const readers: readonly (readonly [file: RegExp, read: ClaimsReader])[] = [
  [/^package\.json$/, readPackageJson],
  [/^Cargo\.toml$/, readCargoToml],
  [/^pyproject\.toml$/, readPyproject],
  [/^(?:METADATA|PKG-INFO)$/, readPythonMetadata],
  [/\.gemspec$/, readGemspec],
  [/\.pom$|^pom\.xml$/, readPom],
  [/^composer\.json$/, readComposerJson],
]

/** What a package's own manifest says of where it is developed; null where it is of another kind, or cannot be read. */
export function readClaims({ path, text }: ServiceFile): ManifestClaims | null {
  const name = posix.basename(path)
  return readers.find(([file]) => file.test(name))?.[1](text) ?? null
}
