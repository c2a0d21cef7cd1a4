// The commands by which each package manager moves a package, by the lockfile that it keeps. Specified by the managers' own manuals:
// https://doc.rust-lang.org/cargo/commands/cargo-update.html and cargo-add, https://docs.npmjs.com/cli/v11/commands/npm-install,
// https://pnpm.io/cli/update, https://classic.yarnpkg.com/lang/en/docs/cli/upgrade/, https://yarnpkg.com/cli/up,
// https://bun.com/docs/pm/cli/update, https://go.dev/ref/mod#go-get.

import { posix } from 'node:path'
import type { Package, ServiceFile } from '../../ownership/index.ts'

/** One move of one package. */
export interface Move {
  readonly name: string
  readonly to: string
  /** The version that moves, where the lockfile holds several of the package. */
  readonly from: string | null
  /** Asked for by own code. */
  readonly direct: boolean
}

/** A package manager's commands. */
export interface PackageManager {
  readonly name: string
  /** Moves a package within the ranges that are stated. */
  move(move: Move): string
  /** Changes what an own package asks for, and moves. */
  raise(move: Move, own: { readonly name: string; readonly isWorkspace: boolean }): string
  /** Moves a package to the newest version that the ranges allow, after its parent moved. */
  follow(name: string): string
}

const cargo: PackageManager = {
  name: 'cargo',
  move: ({ name, to, from }) => `cargo update -p ${from === null ? name : `${name}@${from}`} --precise ${to}`,
  raise: ({ name, to }, own) => `cargo add ${own.isWorkspace ? `--package ${own.name} ` : ''}${name}@${to}`,
  follow: (name) => `cargo update -p ${name}`,
}

const npm: PackageManager = {
  name: 'npm',
  // A package that own code does not ask for moves within its parents' ranges only.
  move: ({ name, to, direct }) => (direct ? `npm install ${name}@${to}` : `npm update ${name}`),
  raise: ({ name, to }, own) => `npm install ${name}@${to}${own.isWorkspace ? ` --workspace ${own.name}` : ''}`,
  follow: (name) => `npm update ${name}`,
}

const pnpm: PackageManager = {
  name: 'pnpm',
  move: ({ name, to, direct }) => (direct ? `pnpm update ${name}@${to}` : `pnpm update --depth Infinity ${name}`),
  raise: ({ name, to }, own) => `pnpm ${own.isWorkspace ? `--filter ${own.name} ` : ''}add ${name}@${to}`,
  follow: (name) => `pnpm update --depth Infinity ${name}`,
}

const yarnClassic: PackageManager = {
  name: 'yarn',
  move: ({ name, to }) => `yarn upgrade ${name}@${to}`,
  raise: ({ name, to }, own) => `yarn ${own.isWorkspace ? `workspace ${own.name} ` : ''}add ${name}@${to}`,
  follow: (name) => `yarn upgrade ${name}`,
}

const yarnBerry: PackageManager = {
  name: 'yarn',
  move: ({ name, to, direct }) => (direct ? `yarn up ${name}@${to}` : `yarn up --recursive ${name}`),
  raise: ({ name, to }, own) => `yarn ${own.isWorkspace ? `workspace ${own.name} ` : ''}add ${name}@${to}`,
  follow: (name) => `yarn up --recursive ${name}`,
}

const bun: PackageManager = {
  name: 'bun',
  move: ({ name, to, direct }) => (direct ? `bun add ${name}@${to}` : `bun update ${name}`),
  raise: ({ name, to }, own) => `bun add ${own.isWorkspace ? `--filter ${own.name} ` : ''}${name}@${to}`,
  follow: (name) => `bun update ${name}`,
}

const go: PackageManager = {
  name: 'go',
  move: ({ name, to }) => `go get ${name}@${to}`,
  raise: ({ name, to }) => `go get ${name}@${to}`,
  follow: (name) => `go get ${name}`,
}

const byLockfile: Readonly<Record<string, (lockfile: string) => PackageManager>> = {
  'Cargo.lock': () => cargo,
  'package-lock.json': () => npm,
  'npm-shrinkwrap.json': () => npm,
  'pnpm-lock.yaml': () => pnpm,
  'yarn.lock': (text) => (/^__metadata:/m.test(text) ? yarnBerry : yarnClassic),
  'bun.lock': () => bun,
  'go.mod': () => go,
}

/** The package manager that keeps the lockfile of a package; null where it is none that we know to drive. */
export function packageManagerOf(one: Package, files: readonly ServiceFile[]): PackageManager | null {
  const name = posix.basename(one.lockfile)
  if (!Object.hasOwn(byLockfile, name)) return null
  const text = files.find(({ path }) => path === one.lockfile)?.text ?? ''
  return byLockfile[name]?.(text) ?? null
}

/** Whether a name and a version may stand in a line that people copy into a shell. */
export function isShellSafe(text: string): boolean {
  return /^[\w@][\w@./+~^-]{0,255}$/.test(text)
}
