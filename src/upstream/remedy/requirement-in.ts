import { posix } from 'node:path'
import { inCargoToml } from './requirements/cargo.ts'
import { inConanfile } from './requirements/conan.ts'
import { inGemfileLock, inRuby } from './requirements/gem.ts'
import { inGoMod } from './requirements/golang.ts'
import { inComposerJson, inPackageJson } from './requirements/json-manifests.ts'
import { inGradle, inPom } from './requirements/maven.ts'
import { inProjectFile } from './requirements/nuget.ts'
import { inLines, inPipfile, inPyproject } from './requirements/pypi.ts'
import { absent, type Requirement, type RequirementReader } from './requirements/types.ts'

/** Every manifest that is read, by base name. */
const readers: readonly (readonly [file: RegExp, reader: RequirementReader])[] = [
  [/^Cargo\.toml$/, inCargoToml],
  [/^package\.json$/, inPackageJson],
  [/^go\.mod$/, inGoMod],
  [/^pyproject\.toml$/, inPyproject],
  [/^Pipfile$/, inPipfile],
  [/^(?:setup\.(?:cfg|py)|[\w.-]*requirements[\w.-]*\.(?:txt|in))$/, inLines],
  [/^(?:Gemfile|gems\.rb|.*\.gemspec)$/, inRuby],
  [/^(?:Gemfile\.lock|gems\.locked)$/, inGemfileLock],
  [/^composer\.json$/, inComposerJson],
  [/^pom\.xml$/, inPom],
  [/^build\.gradle(?:\.kts)?$/, inGradle],
  [/\.(?:cs|fs|vb)proj$|^Directory\.Packages\.props$/, inProjectFile],
  [/^conanfile\.(?:txt|py)$/, inConanfile],
]

/**
 * Which versions of a dependency a package asks for, as its manifest states it.
 *
 * @param path of the manifest; its base name tells the format
 * @param dependency the name of the package that is asked for
 */
export function requirementIn(path: string, text: string, dependency: string): Requirement {
  const name = posix.basename(path)
  const reader = readers.find(([file]) => file.test(name))?.[1]
  return reader === undefined ? absent : reader(text, dependency)
}
