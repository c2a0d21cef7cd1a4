// The ranges by which installed packages ask for others, as lockfiles keep them: package-lock.json, yarn.lock, bun.lock, poetry.lock,
// Gemfile.lock, composer.lock. Others (Cargo.lock, pnpm-lock.yaml, uv.lock, gradle.lockfile) keep only what was chosen. Each format is
// specified where its parser is, in src/ownership/lockfiles.

import { posix } from 'node:path'
import { parse as parseJsonc } from 'jsonc-parser'
import { entriesOf, field, type Package, pythonName, type ServiceFile, textOf } from '../../ownership/index.ts'
import { readJson, readToml } from '../read-safely.ts'

type Reader = (text: string, parent: Package, dependency: string) => string | null

const readers: Readonly<Record<string, Reader>> = {
  'package-lock.json': inPackageLock,
  'npm-shrinkwrap.json': inPackageLock,
  'yarn.lock': inYarnLock,
  'bun.lock': inBunLock,
  'poetry.lock': inPoetryLock,
  'Gemfile.lock': inGemfileLock,
  'gems.locked': inGemfileLock,
  'composer.lock': inComposerLock,
}

/** The range by which an installed package asks for a dependency; null where its lockfile keeps none. */
export function lockedRange(files: readonly ServiceFile[], parent: Package, dependency: string): string | null {
  const name = posix.basename(parent.lockfile)
  const reader = Object.hasOwn(readers, name) ? readers[name] : undefined
  const lockfile = files.find(({ path }) => path === parent.lockfile)
  return reader === undefined || lockfile === undefined ? null : reader(lockfile.text, parent, dependency)
}

const npmTables = ['dependencies', 'optionalDependencies', 'peerDependencies']

function inPackageLock(text: string, parent: Package, dependency: string): string | null {
  const packages = field(readJson(text), 'packages')
  for (const place of parent.installPaths) {
    const found = inNpmTables(field(packages, place), dependency)
    if (found !== null) return found
  }
  return null
}

function inNpmTables(entry: unknown, dependency: string): string | null {
  for (const key of npmTables) {
    const stated = textOf(field(entry, key), dependency)
    if (stated !== null) return stated
  }
  return null
}

/** `"name": ["name@1.2.3", "", { "dependencies": { … } }, "sha512-…"]`. */
function inBunLock(text: string, { name, version }: Package, dependency: string): string | null {
  const packages: unknown = field(parseJsonc(text, [], { allowTrailingComma: true }), 'packages')
  const entry = entriesOf(packages).find(([, one]) => Array.isArray(one) && one[0] === `${name}@${version}`)?.[1]
  return Array.isArray(entry) ? inNpmTables(entry[2], dependency) : null
}

/** Both kinds: an entry begins at the margin, its `version` and its `dependencies` are indented by two, these by four. */
function inYarnLock(text: string, { name, version }: Package, dependency: string): string | null {
  for (const entry of text.split(/\n(?=\S)/)) {
    const [head = ''] = entry.split('\n', 1)
    if (!head.includes(`${name}@`) || !new RegExp(`^ {2}version:? "?${literally(version ?? '')}"?$`, 'm').test(entry))
      continue
    const asked = new RegExp(`^ {4}"?${literally(dependency)}"?:? "?([^"\\n]{1,256}?)"?$`, 'm').exec(entry)?.[1]
    if (asked !== undefined) return asked.replace(/^npm:/, '')
  }
  return null
}

function inPoetryLock(text: string, { name, version }: Package, dependency: string): string | null {
  const packages = field(readToml(text), 'package')
  const parent = Array.isArray(packages)
    ? packages.find(
        (one) => pythonName(textOf(one, 'name') ?? '') === pythonName(name) && textOf(one, 'version') === version,
      )
    : undefined
  for (const [key, stated] of entriesOf(field(parent, 'dependencies'))) {
    if (pythonName(key) !== pythonName(dependency)) continue
    return typeof stated === 'string' ? stated : textOf(stated, 'version')
  }
  return null
}

/** `    rack-session (1.0.2)`, and below it, by two further in, `      rack (< 3)`. */
function inGemfileLock(text: string, { name, version }: Package, dependency: string): string | null {
  const lines = text.split(/\r?\n/)
  const start = lines.indexOf(`    ${name} (${version ?? ''})`)
  if (start < 0) return null
  for (const line of lines.slice(start + 1)) {
    const [, asked, stated] = /^ {6}([\w.-]+)(?: \(([^)]*)\))?$/.exec(line) ?? []
    if (asked === undefined) return null
    if (asked === dependency) return stated ?? '>= 0'
  }
  return null
}

function inComposerLock(text: string, { name }: Package, dependency: string): string | null {
  const document = readJson(text)
  for (const one of [field(document, 'packages'), field(document, 'packages-dev')].flat()) {
    if (textOf(one, 'name') !== name) continue
    const found = entriesOf(field(one, 'require')).find(([key]) => key.toLowerCase() === dependency.toLowerCase())?.[1]
    if (typeof found === 'string') return found
  }
  return null
}

function literally(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}/-]/g, '\\$&')
}
