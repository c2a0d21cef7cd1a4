import type { LockfileParser } from '../types.ts'
import { npmConfigurations } from './npm-registries.ts'
import { parseBunLock } from './parse-bun-lock.ts'
import { parseCargoLock } from './parse-cargo-lock.ts'
import { parseConanLock } from './parse-conan-lock.ts'
import { parseDpkgList } from './parse-dpkg-list.ts'
import { parseGoMod } from './parse-go-mod.ts'
import { parsePackageLock } from './parse-package-lock.ts'
import { parsePnpmLock } from './parse-pnpm-lock.ts'
import { parseYarnLock } from './parse-yarn-lock.ts'
import { refuseBunLockb } from './refuse-bun-lockb.ts'

const npm = ['package.json', ...npmConfigurations]

/** Every lockfile format that Headwater reads. */
export const lockfiles: readonly LockfileParser[] = [
  { ecosystem: 'cargo', matches: named(/^Cargo\.lock$/), manifests: ['Cargo.toml'], parse: parseCargoLock },
  {
    ecosystem: 'npm',
    matches: named(/^(?:package-lock|npm-shrinkwrap)\.json$/),
    manifests: npm,
    parse: parsePackageLock,
  },
  { ecosystem: 'npm', matches: named(/^pnpm-lock\.yaml$/), manifests: npm, parse: parsePnpmLock },
  { ecosystem: 'npm', matches: named(/^yarn\.lock$/), manifests: npm, parse: parseYarnLock },
  { ecosystem: 'npm', matches: named(/^bun\.lock$/), manifests: npm, parse: parseBunLock },
  { ecosystem: 'npm', matches: named(/^bun\.lockb$/), manifests: ['bun.lock'], parse: refuseBunLockb },
  { ecosystem: 'golang', matches: named(/^go\.mod$/), manifests: ['go.env'], parse: parseGoMod },
  { ecosystem: 'conan', matches: named(/^conan\.lock$/), manifests: ['conanfile.txt'], parse: parseConanLock },
  // dpkg writes to no file of its own choice: these are the names that people give its output.
  {
    ecosystem: 'deb',
    matches: named(/^(?:dpkg|debian|ubuntu)-(?:packages|list|status)(?:\.txt)?$/),
    manifests: [],
    parse: parseDpkgList,
  },
]

function named(pattern: RegExp): (basename: string) => boolean {
  return (basename) => pattern.test(basename)
}
