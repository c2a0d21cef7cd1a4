import type { Ecosystem } from '../../ownership/index.ts'
import { cargo } from './cargo.ts'
import { golang } from './golang.ts'
import { npm } from './npm.ts'
import type { VersionRules } from './types.ts'

export type { VersionRules } from './types.ts'

/** Which rules order the versions of an ecosystem. */
const rules: Partial<Record<Ecosystem, VersionRules>> = { cargo, golang, npm }

/** @returns null where an ecosystem's versions cannot be ordered */
export function versionRules(ecosystem: Ecosystem): VersionRules | null {
  return rules[ecosystem] ?? null
}
