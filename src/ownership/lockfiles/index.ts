import type { LockfileParser } from '../types.ts'
import { gradleBuilds } from './maven/read-gradle-build.ts'
import { npmConfigurations } from './npm-registries.ts'
import { isProjectFile } from './nuget/nuget-packages.ts'
import { isNugetConfig } from './nuget/read-nuget-sources.ts'
import { parseBunLock } from './parse-bun-lock.ts'
import { parseCargoLock } from './parse-cargo-lock.ts'
import { parseComposerLock } from './parse-composer-lock.ts'
import { parseConanLock } from './parse-conan-lock.ts'
import { parseDepsJson } from './parse-deps-json.ts'
import { parseDpkgList } from './parse-dpkg-list.ts'
import { parseGemfileLock } from './parse-gemfile-lock.ts'
import { parseGoMod } from './parse-go-mod.ts'
import { parseGradleLockfile } from './parse-gradle-lockfile.ts'
import { parsePackageLock } from './parse-package-lock.ts'
import { parsePackagesLock } from './parse-packages-lock.ts'
import { parsePdmLock } from './parse-pdm-lock.ts'
import { parsePipfileLock } from './parse-pipfile-lock.ts'
import { parsePnpmLock } from './parse-pnpm-lock.ts'
import { parsePoetryLock } from './parse-poetry-lock.ts'
import { parsePom } from './parse-pom.ts'
import { parseProjectAssets } from './parse-project-assets.ts'
import { parsePylock } from './parse-pylock.ts'
import { parseRequirements } from './parse-requirements.ts'
import { parseSbom } from './parse-sbom.ts'
import { parseUvLock } from './parse-uv-lock.ts'
import { parseYarnLock } from './parse-yarn-lock.ts'
import { pipConfigurations } from './python/read-pip-indexes.ts'
import { refuseBunLockb } from './refuse-bun-lockb.ts'

const npmFiles = oneOf('package.json', ...npmConfigurations)
const pythonFiles = oneOf('pyproject.toml')
/** `requirements.txt`, `requirements-dev.txt`, `test-requirements.txt`, and all below a folder `requirements`. */
const requirements = /(?:^|\/)(?:(?:[\w.-]*[._-])?requirements(?:[._-][\w.-]*)?|requirements\/[\w.-]+)\.txt$/
const constraints = /(?:^|\/)(?:[\w.-]*[._-])?constraints(?:[._-][\w.-]*)?\.txt$/

/** Every lockfile format that Headwater reads. */
export const lockfiles: readonly LockfileParser[] = [
  { ecosystem: 'cargo', matches: oneOf('Cargo.lock'), isManifest: oneOf('Cargo.toml'), parse: parseCargoLock },
  {
    ecosystem: 'npm',
    matches: oneOf('package-lock.json', 'npm-shrinkwrap.json'),
    isManifest: npmFiles,
    parse: parsePackageLock,
  },
  { ecosystem: 'npm', matches: oneOf('pnpm-lock.yaml'), isManifest: npmFiles, parse: parsePnpmLock },
  { ecosystem: 'npm', matches: oneOf('yarn.lock'), isManifest: npmFiles, parse: parseYarnLock },
  { ecosystem: 'npm', matches: oneOf('bun.lock'), isManifest: npmFiles, parse: parseBunLock },
  { ecosystem: 'npm', matches: oneOf('bun.lockb'), isManifest: oneOf('bun.lock'), parse: refuseBunLockb },
  {
    ecosystem: 'golang',
    matches: oneOf('go.mod'),
    isManifest: oneOf('go.env', 'go.work', 'go.mod'),
    parse: parseGoMod,
  },
  { ecosystem: 'pypi', matches: oneOf('uv.lock'), isManifest: pythonFiles, parse: parseUvLock },
  { ecosystem: 'pypi', matches: oneOf('poetry.lock'), isManifest: pythonFiles, parse: parsePoetryLock },
  { ecosystem: 'pypi', matches: oneOf('pdm.lock'), isManifest: pythonFiles, parse: parsePdmLock },
  { ecosystem: 'pypi', matches: basename(/^pylock(?:\.[^.]+)?\.toml$/), isManifest: pythonFiles, parse: parsePylock },
  {
    ecosystem: 'pypi',
    matches: oneOf('Pipfile.lock'),
    isManifest: oneOf('Pipfile', 'pyproject.toml'),
    parse: parsePipfileLock,
  },
  {
    ecosystem: 'pypi',
    declares: true,
    matches: (path) => requirements.test(path),
    isManifest: (path) =>
      pythonFiles(path) || oneOf(...pipConfigurations)(path) || requirements.test(path) || constraints.test(path),
    parse: parseRequirements,
  },
  {
    ecosystem: 'maven',
    matches: oneOf('gradle.lockfile'),
    isManifest: oneOf('pom.xml', ...gradleBuilds),
    parse: parseGradleLockfile,
  },
  {
    ecosystem: 'maven',
    declares: true,
    matches: oneOf('pom.xml'),
    isManifest: oneOf('pom.xml', 'settings.xml'),
    parse: parsePom,
  },
  {
    ecosystem: 'nuget',
    matches: oneOf('packages.lock.json'),
    isManifest: (path) => isProjectFile(path) || isNugetFile(path),
    parse: parsePackagesLock,
  },
  { ecosystem: 'nuget', matches: basename(/\.deps\.json$/), isManifest: isNugetFile, parse: parseDepsJson },
  { ecosystem: 'nuget', matches: oneOf('project.assets.json'), isManifest: isNugetFile, parse: parseProjectAssets },
  {
    ecosystem: 'gem',
    matches: oneOf('Gemfile.lock', 'gems.locked'),
    isManifest: basename(/\.gemspec$/),
    parse: parseGemfileLock,
  },
  {
    ecosystem: 'composer',
    matches: oneOf('composer.lock'),
    isManifest: oneOf('composer.json'),
    parse: parseComposerLock,
  },
  { ecosystem: 'conan', matches: oneOf('conan.lock'), isManifest: oneOf('conanfile.txt'), parse: parseConanLock },
  // dpkg writes to no file of its own choice: these are the names that people give its output.
  {
    ecosystem: 'deb',
    matches: basename(/^(?:dpkg|debian|ubuntu)-(?:packages|list|status)(?:\.txt)?$/),
    isManifest: none,
    parse: parseDpkgList,
  },
  // The names that CycloneDX and SPDX recommend, and what people call it beside.
  {
    ecosystem: 'generic',
    matches: basename(/^(?:bom|sbom|.+\.(?:cdx|spdx|bom|sbom))\.json$/),
    isManifest: none,
    parse: parseSbom,
  },
]

function basename(pattern: RegExp): (path: string) => boolean {
  return (path) => pattern.test(path.slice(path.lastIndexOf('/') + 1))
}

function oneOf(...names: readonly string[]): (path: string) => boolean {
  const known = new Set(names)
  return (path) => known.has(path.slice(path.lastIndexOf('/') + 1))
}

function isNugetFile(path: string): boolean {
  return isNugetConfig(path.slice(path.lastIndexOf('/') + 1))
}

function none(): boolean {
  return false
}
