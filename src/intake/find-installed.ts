/*
 * Where package managers install below a service's folder, and how the tree says which version it holds: npm's node_modules with the
 * package's own package.json; Composer's vendor folder with vendor/composer/installed.json (2.x, and 1.x without `packages`,
 * https://getcomposer.org/doc/06-config.md#vendor-dir); Bundler's vendor/bundle, where a folder is called by name and version
 * (https://bundler.io/man/bundle-config.1.html, `path`); a virtual environment's site-packages with the RECORD of a wheel
 * (https://packaging.python.org/en/latest/specifications/recording-installed-packages/).
 */

import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, posix, relative } from 'node:path'
import type { InstalledPackage } from './types.ts'

/** The files of one installed package. */
export interface InstalledPlace {
  readonly folder: string
  /** Those within the folder that are the package's; null where all of it is. */
  readonly paths: readonly string[] | null
}

const largestManifest = 4 * 1024 * 1024
const environments = ['.venv', 'venv', 'env']

/** @returns null where the wanted version is not installed below `root`, symbolic links followed */
export async function findInstalled(root: string, wanted: InstalledPackage): Promise<InstalledPlace | null> {
  const base = posix.dirname(wanted.lockfile)
  switch (wanted.ecosystem) {
    case 'npm': {
      const folders = wanted.installPaths.length > 0 ? wanted.installPaths : [`node_modules/${wanted.name}`]
      for (const path of folders) {
        const folder = await folderWithin(root, posix.join(base, path))
        if (folder !== null && states(await readJson(join(folder, 'package.json')), wanted))
          return { folder, paths: null }
      }
      return null
    }
    case 'composer': {
      const folder = await folderWithin(root, posix.join(base, 'vendor', wanted.name))
      const vendor = await folderWithin(root, posix.join(base, 'vendor/composer'))
      if (folder === null || vendor === null) return null
      const installed = await readJson(join(vendor, 'installed.json'))
      const list = isRecord(installed) ? installed.packages : installed
      return Array.isArray(list) && list.some((entry) => states(entry, wanted)) ? { folder, paths: null } : null
    }
    case 'gem': {
      const path = `gems/${wanted.name}-${wanted.version}`
      const folder = await firstBelow(root, posix.join(base, 'vendor/bundle/ruby'), path)
      return folder === null ? null : { folder, paths: null }
    }
    case 'pypi':
      return findWheel(root, base, wanted)
    default:
      return null
  }
}

async function findWheel(
  root: string,
  base: string,
  { name, version }: InstalledPackage,
): Promise<InstalledPlace | null> {
  const wanted = `${spelled(name)}-${version}.dist-info`
  for (const environment of environments) {
    const folder = await firstBelow(root, posix.join(base, environment, 'lib'), 'site-packages')
    if (folder === null) continue
    const entries = await readdir(folder).catch(() => [])
    const found = entries.find((entry) => entry.endsWith('.dist-info') && spelled(entry) === spelled(wanted))
    const record = found === undefined ? null : await readText(join(folder, found, 'RECORD'))
    if (record === null) continue
    // A path with a comma stands in quotes; no module's name has one.
    const paths = record.split(/\r?\n/).map((line) => line.split(',', 1)[0] ?? '')
    const real = paths.filter((path) => !path.split('/').includes('..') && !isAbsolute(path))
    return { folder, paths: await onlyWithin(folder, real) }
  }
  return null
}

/** Files that a symbolic link leads out of the folder are left out. */
async function onlyWithin(folder: string, paths: readonly string[]): Promise<string[]> {
  const kept: string[] = []
  for (const path of paths) {
    if (!path.endsWith('.py')) continue
    const full = await realpath(join(folder, path)).catch(() => null)
    if (full !== null && isWithin(folder, full)) kept.push(path)
  }
  return kept
}

/** As PEP 503 normalises names. */
function spelled(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-')
}

/** The first folder `FOLDER/*\/PATH`, as languages keep one for each of their versions. */
async function firstBelow(root: string, folder: string, path: string): Promise<string | null> {
  const versions = await readdir(join(root, folder)).catch(() => [])
  for (const version of versions.sort()) {
    const found = await folderWithin(root, posix.join(folder, version, path))
    if (found !== null) return found
  }
  return null
}

/** A lockfile's path may lead anywhere; what it leads to must lie below the service's folder, symbolic links followed. */
async function folderWithin(root: string, path: string): Promise<string | null> {
  try {
    const full = await realpath(join(root, path))
    return isWithin(await realpath(root), full) ? full : null
  } catch {
    return null
  }
}

function isWithin(folder: string, full: string): boolean {
  const within = relative(folder, full)
  return !within.startsWith('..') && !isAbsolute(within)
}

/** The tree may be of another commit than the lockfile. */
function states(entry: unknown, { name, version }: InstalledPackage): boolean {
  if (!isRecord(entry) || entry.name !== name || typeof entry.version !== 'string') return false
  return entry.version === version || entry.version.replace(/^v/, '') === version?.replace(/^v/, '')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

async function readJson(file: string): Promise<unknown> {
  const text = await readText(file)
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}

async function readText(file: string): Promise<string | null> {
  const { size } = await stat(file).catch(() => ({ size: Number.POSITIVE_INFINITY }))
  return size > largestManifest ? null : readFile(file, 'utf8').catch(() => null)
}
