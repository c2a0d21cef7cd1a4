import type { FileChange } from '../../github/index.ts'
import { type Package, readDependencyGraph, unversioned } from '../../ownership/index.ts'
import { attempt } from '../attempt.ts'
import { isShortlyBefore, windowDays } from './shortly-before.ts'
import type { ServiceHistory, VersionChange } from './types.ts'

const mostCommits = 30
/** States of a lockfile that are read, for all packages together. */
const mostTexts = 12

export interface VersionQuestion {
  readonly lockfile: string
  /** The culprit first. */
  readonly packages: readonly Package[]
  /** ISO time up to which changes count. */
  readonly until: string
}

export interface VersionAnswer {
  readonly changes: readonly Omit<VersionChange, 'upstream'>[]
  /** A sentence; null where there is nothing to say. */
  readonly note: string | null
}

/** By `ecosystem/name`, the versions that a lockfile states. */
type Locked = ReadonlyMap<string, ReadonlySet<string>>

/**
 * The last change of each package's locked version in the 45 days before the incident, by the history of the lockfile. States in
 * between are read by halving, so that of 30 commits five are read for a package.
 */
export async function findVersionChanges(
  { lockfile, packages, until }: VersionQuestion,
  history: ServiceHistory,
): Promise<VersionAnswer> {
  const commits = await history.changes(lockfile, until, mostCommits)
  if (commits === null) return { changes: [], note: null }
  const recent = commits.filter(({ at }) => isShortlyBefore(at, until))
  const [newest] = recent
  if (newest === undefined)
    return { changes: [], note: `${lockfile} was not changed in the ${windowDays} days before.` }
  const before = commits[recent.length]
  const stretch = before === undefined ? recent : [...recent, before]
  const lockedAt = makeReader(lockfile, stretch, history)
  const changes: Omit<VersionChange, 'upstream'>[] = []
  for (const one of packages) {
    const found = await lastChange(one, stretch, lockedAt)
    if (found !== null) changes.push(found)
  }
  const [culprit] = packages
  const isChanged = changes.some(({ purl }) => purl === unversioned(culprit?.purl ?? ''))
  const note = isChanged || culprit === undefined ? null : unchanged(culprit, lockfile, stretch)
  return { changes, note: (await lockedAt(0)) === null ? `The history of ${lockfile} could not be read.` : note }
}

function unchanged({ name }: Package, lockfile: string, stretch: readonly FileChange[]): string {
  return stretch.length < mostCommits
    ? `The locked version of ${name} was not changed in the ${windowDays} days before.`
    : `The locked version of ${name} was not changed by the last ${mostCommits} commits to ${lockfile}.`
}

type Reader = (index: number) => Promise<Locked | null>

/** Reads each state once, and no more than a few; null for what is beyond, or cannot be read. */
function makeReader(lockfile: string, stretch: readonly FileChange[], history: ServiceHistory): Reader {
  const states = new Map<number, Promise<Locked | null>>()
  const read = async (index: number): Promise<Locked | null> => {
    const commit = stretch[index]
    const text = commit === undefined ? null : await history.textAt(lockfile, commit.sha)
    return text === null ? null : attempt(() => lockedIn(lockfile, text))
  }
  return (index) => {
    const known = states.get(index)
    if (known !== undefined) return known
    if (states.size >= mostTexts) return Promise.resolve(null)
    const state = read(index)
    states.set(index, state)
    return state
  }
}

function lockedIn(path: string, text: string): Locked {
  const locked = new Map<string, Set<string>>()
  for (const one of readDependencyGraph([{ path, text }]).packages) {
    const versions = locked.get(keyOf(one)) ?? new Set()
    locked.set(keyOf(one), versions.add(one.version ?? ''))
  }
  return locked
}

/** Null where the version was the same all the time, or that cannot be told. */
async function lastChange(
  one: Package,
  stretch: readonly FileChange[],
  lockedAt: Reader,
): Promise<Omit<VersionChange, 'upstream'> | null> {
  const key = keyOf(one)
  const now = (await lockedAt(0))?.get(key)
  if (now === undefined) return null
  const isSame = async (index: number): Promise<boolean | null> => {
    const state = await lockedAt(index)
    return state && isEqual(state.get(key), now)
  }
  let same = 0
  let other = stretch.length - 1
  const oldest = await isSame(other)
  if (oldest !== false) return null
  while (other - same > 1) {
    const middle = (same + other) >> 1
    const answer = await isSame(middle)
    if (answer === null) return null
    if (answer) same = middle
    else other = middle
  }
  const change = stretch[same]
  const then = (await lockedAt(other))?.get(key) ?? new Set<string>()
  const from = [...then].find((version) => !now.has(version)) ?? null
  const to = one.version !== null && now.has(one.version) ? one.version : ([...now][0] ?? null)
  return change === undefined || from === to ? null : { purl: unversioned(one.purl), from, to, change }
}

function keyOf({ ecosystem, name }: Pick<Package, 'ecosystem' | 'name'>): string {
  return `${ecosystem}/${name}`
}

function isEqual(a: ReadonlySet<string> | undefined, b: ReadonlySet<string>): boolean {
  return a?.size === b.size && [...b].every((version) => a.has(version))
}
