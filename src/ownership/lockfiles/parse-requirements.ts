// requirements.txt, as pip reads it and pip-compile, uv, Poetry and PDM export it: one requirement a line. Only `==` names the
// version that runs. The comments in which pip-compile and uv say who asks for a line (`# via flask`) are the edges.
// Specified by https://pip.pypa.io/en/stable/reference/requirements-file-format/.

import { posix } from 'node:path'
import { folderOf } from '../folder-of.ts'
import type { Package, ServiceFile } from '../types.ts'
import { malformed, tooLarge } from './malformed.ts'
import { ownName } from './own-name.ts'
import { perManifests } from './per-manifests.ts'
import { visibilityOf } from './public-sources.ts'
import { pythonName } from './python/python-name.ts'
import { type PythonEntry, pythonPackages } from './python/python-packages.ts'
import { isUrl, readPipIndexes } from './python/read-pip-indexes.ts'
import { type PythonProject, readPyproject } from './python/read-pyproject.ts'
import { readRequirement } from './python/read-requirement.ts'
import { type RequirementLine, requirementLines } from './python/requirement-lines.ts'
import { repositoryOfVcsUrl } from './repository-of-vcs-url.ts'
import { showText } from './show-text.ts'

/** Files that one requirements file may take in, over any number of levels. */
const mostIncluded = 100
/** Without its hashes. */
const longestTarget = 2_048

const byPath = perManifests(
  (manifests): ReadonlyMap<string, ServiceFile> => new Map(manifests.map((file) => [file.path, file])),
)

interface Reading {
  readonly manifests: ReadonlyMap<string, ServiceFile>
  readonly lines: RequirementLine[]
  readonly indexes: string[]
  readonly project: PythonProject
  readonly included: Set<string>
  /** Exact versions of constraints, by name. */
  readonly pins: Map<string, string>
}

/**
 * @param lockfile a requirements.txt, or another file of that format
 * @param manifests the files that it may take in by `-r` and `-c`, pyproject.toml and pip.conf files
 * @returns the project and its packages; what is asked for in a range has no version
 * @throws HeadwaterError `lockfile-malformed` with the line, `too-large` for too many files
 */
export function parseRequirements(lockfile: ServiceFile, manifests: readonly ServiceFile[]): Package[] {
  const project = readPyproject(lockfile, manifests)
  const reading: Reading = {
    manifests: byPath(manifests),
    lines: [],
    indexes: [...readPipIndexes(lockfile, manifests), ...project.indexes],
    project,
    included: new Set(),
    pins: new Map(),
  }
  include(lockfile, 'requirements', reading)
  const entries = reading.lines.map((line) => readEntry(line, reading))
  // Who is asked for by whom stands at the one that is asked for.
  const askers = new Map<string, string[]>()
  for (const [at, { via }] of reading.lines.entries()) {
    for (const asker of via) {
      const asked = askers.get(pythonName(asker)) ?? []
      asked.push(entries[at]?.name ?? '')
      askers.set(pythonName(asker), asked)
    }
  }
  const linked = entries.map((entry) => ({ ...entry, asks: askers.get(pythonName(entry.name)) ?? [] }))
  return pythonPackages(lockfile, linked, { ...project, asks: directNames(reading.lines, entries, project.asks) })
}

/** What no package asks for, or a file or the project itself; all where no comment says who asks. */
function directNames(
  lines: readonly RequirementLine[],
  entries: readonly PythonEntry[],
  asks: readonly string[] | null,
): string[] {
  const stated = new Set(asks ?? [])
  const listed = new Set(entries.map(({ name }) => pythonName(name)))
  return entries.flatMap(({ name }, at) => {
    const via = lines[at]?.via ?? []
    const byPackagesOnly = via.length > 0 && via.every((asker) => listed.has(pythonName(asker)))
    return byPackagesOnly && !stated.has(pythonName(name)) ? [] : [name]
  })
}

/** Follows `-r` and `-c` as far as the files are at hand. */
function include(file: ServiceFile, role: 'requirements' | 'constraints', reading: Reading): void {
  if (reading.included.has(file.path)) return
  reading.included.add(file.path)
  if (reading.included.size > mostIncluded) {
    throw tooLarge(file.path, `taken in after ${mostIncluded} others`, 'the requirements of one service')
  }
  for (const line of requirementLines(file)) {
    const [option, value = ''] = splitOption(line.text)
    if (option === null || option === '-e' || option === '--editable') addLine(line, role, reading)
    else if (/index-url$|^-i$/.test(option)) reading.indexes.push(value)
    else if (/^(?:--find-links|-f)$/.test(option) && isUrl(value)) reading.indexes.push(value)
    else if (/^(?:-r|--requirement|-c|--constraint)$/.test(option)) {
      const included = reading.manifests.get(posix.join(folderOf(file.path), value))
      const nextRole = /^-c|^--c/.test(option) ? 'constraints' : role
      if (included !== undefined) include(included, nextRole, reading)
    }
  }
}

/** A constraint asks for nothing, but its version is the one that runs where a requirement leaves it open. */
function addLine(line: RequirementLine, role: 'requirements' | 'constraints', reading: Reading): void {
  if (role === 'requirements') reading.lines.push(line)
  const pin = role === 'constraints' ? readRequirement(line.text) : null
  if (pin?.version != null) reading.pins.set(pin.name, pin.version)
}

/** `-r base.txt`, `-rbase.txt`, `--requirement=base.txt`; the option is null where the line is none. */
function splitOption(text: string): [option: string | null, value?: string] {
  const found = /^(--[a-z-]+|-[a-z])(?:\s*=\s*|\s+|)(.*)$/.exec(text)
  return found === null ? [null] : [found[1] ?? null, found[2]?.trim() ?? '']
}

function readEntry({ path, line, text }: RequirementLine, { indexes, pins, project }: Reading): PythonEntry {
  const [option, value = ''] = splitOption(text)
  const target = withoutOptions(option === null ? text : value)
  if (target.length > longestTarget)
    throw malformed(path, line, `a requirement longer than ${longestTarget} characters`)
  const read = isAddress(target) ? null : readRequirement(target)
  const url = read === null ? target : read.url
  const name = read?.name ?? nameOfAddress(path, target)
  if (name === null || (url !== null && !isAddress(url))) {
    throw malformed(path, line, `${showText(text)} is no requirement; accepted: NAME==VERSION, NAME @ URL, or -r FILE`)
  }
  const index = project.indexOf.get(pythonName(name))
  return {
    place: line,
    name,
    version: read === null ? null : (read.version ?? pins.get(read.name) ?? null),
    own: url !== null && !url.includes('://') && !isArchive(url),
    visibility: url === null ? visibilityOf('pypi', index === undefined ? indexes : [index]) : 'private',
    repository: url === null ? null : repositoryOfVcsUrl(url),
    asks: [],
  }
}

/** Without `--hash=...` and its like, which follow the requirement. */
function withoutOptions(text: string): string {
  const options = text.search(/\s--[a-z]/)
  return (options < 0 ? text : text.slice(0, options)).trim()
}

/** An address, or a path: pip tells them from names by the slash. */
function isAddress(target: string): boolean {
  return /^(?:[a-z+]+:\/\/|\.{0,2}\/|\.{1,2}$)/.test(target) || (target.includes('/') && !/[\s;@]/.test(target))
}

function isArchive(path: string): boolean {
  return /\.(?:whl|zip|tar\.\w+|tgz)$/.test(path)
}

/** `#egg=name` of an address, else its last part: a folder, `name.git`, or `name-1.0-py3-none-any.whl`. */
function nameOfAddress(lockfile: string, address: string): string | null {
  const egg = /[#&]egg=([\w.-]+)/.exec(address)?.[1]
  if (egg !== undefined) return egg
  const path = address.replace(/[\s;#?[].*$/s, '').replace(/\/+$/, '')
  if (/^\.{0,2}$/.test(path)) return ownName(lockfile, '')
  const last = path.slice(path.lastIndexOf('/') + 1).replace(/@.*$/, '')
  const name = /^[A-Za-z0-9][\w.]*(?:-[A-Za-z_][\w.]*)*/.exec(last)?.[0]
  return name?.replace(/\.(?:git|whl|zip|tar\.\w+|tgz)$/, '') ?? null
}
