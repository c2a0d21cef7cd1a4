// https://docs.npmjs.com/cli/v11/commands/npm-install, https://pnpm.io/cli/update, https://classic.yarnpkg.com/lang/en/docs/cli/upgrade/,
// https://yarnpkg.com/cli/up, https://bun.com/docs/pm/cli/update.

import type { PackageManager } from './types.ts'

export const npm: PackageManager = {
  name: 'npm',
  // A package that own code does not ask for moves within its parents' ranges only.
  move: ({ name, to, direct }) => (direct ? `npm install ${name}@${to}` : `npm update ${name}`),
  raise: ({ name, to }, own) => `npm install ${name}@${to}${own.isWorkspace ? ` --workspace ${own.name}` : ''}`,
  follow: (name) => `npm update ${name}`,
}

export const pnpm: PackageManager = {
  name: 'pnpm',
  move: ({ name, to, direct }) => (direct ? `pnpm update ${name}@${to}` : `pnpm update --depth Infinity ${name}`),
  raise: ({ name, to }, own) => `pnpm ${own.isWorkspace ? `--filter ${own.name} ` : ''}add ${name}@${to}`,
  follow: (name) => `pnpm update --depth Infinity ${name}`,
}

export const yarnClassic: PackageManager = {
  name: 'yarn',
  move: ({ name, to }) => `yarn upgrade ${name}@${to}`,
  raise: ({ name, to }, own) => `yarn ${own.isWorkspace ? `workspace ${own.name} ` : ''}add ${name}@${to}`,
  follow: (name) => `yarn upgrade ${name}`,
}

export const yarnBerry: PackageManager = {
  name: 'yarn',
  move: ({ name, to, direct }) => (direct ? `yarn up ${name}@${to}` : `yarn up --recursive ${name}`),
  raise: ({ name, to }, own) => `yarn ${own.isWorkspace ? `workspace ${own.name} ` : ''}add ${name}@${to}`,
  follow: (name) => `yarn up --recursive ${name}`,
}

export const bun: PackageManager = {
  name: 'bun',
  move: ({ name, to, direct }) => (direct ? `bun add ${name}@${to}` : `bun update ${name}`),
  raise: ({ name, to }, own) => `bun add ${own.isWorkspace ? `--filter ${own.name} ` : ''}${name}@${to}`,
  follow: (name) => `bun update ${name}`,
}
