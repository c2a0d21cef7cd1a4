// package.json (https://docs.npmjs.com/cli/v11/configuring-npm/package-json#dependencies) and composer.json
// (https://getcomposer.org/doc/04-schema.md#package-links): tables of ranges by name.

import { entriesOf, field, textOf } from '../../../ownership/index.ts'
import { readJson } from '../../read-safely.ts'
import { absent, type Requirement, range } from './types.ts'

export function inPackageJson(text: string, dependency: string): Requirement {
  const manifest = readJson(text)
  for (const key of ['dependencies', 'optionalDependencies', 'devDependencies', 'peerDependencies']) {
    const stated = textOf(field(manifest, key), dependency)
    if (stated !== null) return range(stated)
  }
  return absent
}

export function inComposerJson(text: string, dependency: string): Requirement {
  const manifest = readJson(text)
  const tables = [field(manifest, 'require'), field(manifest, 'require-dev')]
  // Composer tells no case apart.
  const found = tables.flatMap(entriesOf).find(([name]) => name.toLowerCase() === dependency.toLowerCase())?.[1]
  return typeof found === 'string' ? range(found) : absent
}
