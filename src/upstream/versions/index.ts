import type { Ecosystem } from '../../ownership/index.ts'
import { cargo } from './cargo.ts'
import { composer } from './composer.ts'
import { conan } from './conan.ts'
import { debian } from './debian.ts'
import { gem } from './gem.ts'
import { golang } from './golang.ts'
import { hex } from './hex.ts'
import { maven } from './maven.ts'
import { npm } from './npm.ts'
import { nuget } from './nuget.ts'
import { pypi } from './pypi.ts'
import type { VersionRules } from './types.ts'

export { upstreamReleaseOf } from './debian.ts'
export type { VersionRules } from './types.ts'

/** Which rules order the versions of an ecosystem. */
const rules: Partial<Record<Ecosystem, VersionRules>> = {
  cargo,
  composer,
  conan,
  deb: debian,
  gem,
  golang,
  hex,
  maven,
  npm,
  nuget,
  // Dart and Swift packages are on Semantic Versioning with npm's caret.
  pub: npm,
  pypi,
  swift: npm,
}

/** @returns null where an ecosystem's versions cannot be ordered */
export function versionRules(ecosystem: Ecosystem): VersionRules | null {
  return rules[ecosystem] ?? null
}
