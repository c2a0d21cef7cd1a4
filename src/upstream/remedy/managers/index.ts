import { posix } from 'node:path'
import type { Package, ServiceFile } from '../../../ownership/index.ts'
import { bun, npm, pnpm, yarnBerry, yarnClassic } from './javascript.ts'
import { bundler, cargo, composer, conan, dotnet, go, gradle, maven } from './others.ts'
import { pdm, pip, pipCompile, pipenv, poetry, uv } from './python.ts'
import type { PackageManager } from './types.ts'

export type { Asking, Move, PackageManager } from './types.ts'

/** Which package manager keeps a lockfile, by its base name, and by its text where several share the name. */
const keepers: readonly (readonly [file: RegExp, keeper: (text: string) => PackageManager])[] = [
  [/^Cargo\.lock$/, () => cargo],
  [/^(?:package-lock|npm-shrinkwrap)\.json$/, () => npm],
  [/^pnpm-lock\.yaml$/, () => pnpm],
  [/^yarn\.lock$/, (text) => (/^__metadata:/m.test(text) ? yarnBerry : yarnClassic)],
  [/^bun\.lock$/, () => bun],
  [/^go\.mod$/, () => go],
  [/^poetry\.lock$/, () => poetry],
  [/^uv\.lock$/, () => uv],
  [/^pdm\.lock$/, () => pdm],
  [/^Pipfile\.lock$/, () => pipenv],
  // It writes the command that made the file into its first lines.
  [/\.txt$/, (text) => (/^# .*\bpip-compile\b/m.test(text.slice(0, 1_024)) ? pipCompile : pip)],
  [/^(?:Gemfile\.lock|gems\.locked)$/, () => bundler],
  [/^composer\.lock$/, () => composer],
  [/^pom\.xml$/, () => maven],
  [/^gradle\.lockfile$/, () => gradle],
  [/^(?:packages\.lock|project\.assets)\.json$|\.deps\.json$/, () => dotnet],
  [/^conan\.lock$/, () => conan],
]

/** The package manager that keeps the lockfile of a package; null where it is none that we know to drive. */
export function packageManagerOf(one: Package, files: readonly ServiceFile[]): PackageManager | null {
  const name = posix.basename(one.lockfile)
  // A list of what a distribution installed has the same ending as a list of requirements.
  if (one.ecosystem === 'deb' || one.ecosystem === 'generic') return null
  const keeper = keepers.find(([file]) => file.test(name))?.[1]
  if (keeper === undefined) return null
  return keeper(files.find(({ path }) => path === one.lockfile)?.text ?? '')
}
