import { type Ecosystem, type Package, unversioned } from '../../ownership/index.ts'
import { type RemedyStep, versionRules } from '../../upstream/index.ts'
import type { Upgrade, UpgradeQuestion, Upgrader } from './types.ts'
import { upgradeCargo } from './upgrade-cargo.ts'
import { upgradeGo } from './upgrade-go.ts'
import { upgradeNpm } from './upgrade-npm.ts'

/** Which files are edited for an ecosystem's packages. */
const upgraders: Partial<Record<Ecosystem, Upgrader>> = { cargo: upgradeCargo, npm: upgradeNpm, golang: upgradeGo }

/** What a build that insists on the lockfile is called. */
const lockedBuilds: Partial<Record<Ecosystem, string>> = {
  cargo: 'a `--locked` build',
  npm: 'an install that insists on the lockfile (`npm ci`, `--frozen-lockfile`)',
  golang: 'a build with `-mod=readonly`, which is the default,',
}

/**
 * Moves a service to the release that has the fix by editing its manifests and lockfiles; no package manager is run. Outside of
 * the edited values, files stay byte for byte.
 *
 * @returns the edited files; whether a build that insists on the lockfile takes them; what a person has to run
 */
export function planUpgrade({ files, graph, steps, releases }: UpgradeQuestion): Upgrade {
  const texts = new Map(files.map(({ path, text }) => [path, text]))
  const edited = new Map<string, string>()
  const edits: string[] = []
  const commands: string[] = []
  const mind: string[] = []
  /** The builds that fail until the commands were run. */
  const red = new Set<string>()
  for (const step of steps) {
    const all = graph.packages.filter(({ purl }) => unversioned(purl) === step.purl)
    const [one] = all
    if (!one) {
      commands.push(step.command)
      mind.push(`The lockfile has no \`${step.purl}\`.`)
      continue
    }
    const outcome = upgraders[one.ecosystem]?.({
      step,
      name: one.name,
      copies: all.filter(({ version }) => version === step.from),
      graph,
      release: releases.get(step.purl) ?? { from: null, to: null },
      files: texts,
      isSettled: commands.length === 0,
    })
    for (const [path, text] of outcome?.files ?? []) {
      texts.set(path, text)
      edited.set(path, text)
    }
    edits.push(...(outcome?.edits ?? []))
    const open = outcome ? outcome.open : { reason: `no lockfile of this kind is edited`, command: step.command }
    if (open) {
      commands.push(open.command)
      mind.push(`${open.reason}: \`${open.command}\` is left to you.`)
      red.add(lockedBuilds[one.ecosystem] ?? 'a build')
    }
    mind.push(...apiMayChange(one, step))
  }
  return {
    files: [...edited].map(([path, text]) => ({ path, text })),
    edits,
    commands: [...new Set(commands)],
    locked: commands.length === 0 ? 'green' : 'red',
    mind: [commands.length === 0 ? agreed : untilRun([...red]), ...mind],
  }
}

const agreed =
  'Manifest and lockfile agree, so a build that insists on the lockfile takes this branch as it is. Whether the service builds and passes its tests is what its CI will tell.'

function untilRun(builds: readonly string[]): string {
  return `Until the commands below were run in this branch, ${builds.join(' and ') || 'a build'} is red.`
}

/** Of what own code calls: a package behind it is its parent's business. */
function apiMayChange({ ecosystem, name, direct }: Package, { from, to }: RemedyStep): string[] {
  const rules = versionRules(ecosystem)
  if (!direct || from === null || !rules || rules.isCompatible(from, to)) return []
  return [
    `\`${name}\` moves from ${from} to ${to}, which by its ecosystem's rules may break its callers: its API may have changed. Build, and read its changelog.`,
  ]
}
