// package.json, as npm and its kin install it. Specified in npm's manual,
// https://docs.npmjs.com/cli/v11/configuring-npm/package-json#repository (and #homepage, #bugs).

import { readNpmManifest } from '../../packages/index.ts'
import { readJson } from '../read-safely.ts'
import type { ManifestClaims } from './types.ts'

export function readPackageJson(text: string): ManifestClaims | null {
  const manifest = readNpmManifest(readJson(text))
  if (manifest === null) return null
  const { name, repository, homepage, tracker } = manifest
  const pages = [homepage, tracker].filter((page) => page !== null)
  return { name, sources: repository === null ? [] : [repository], pages, tracker }
}
