import { posix } from 'node:path'
import type { Package } from '../../ownership/index.ts'
import { editPackageJson } from './edit-package-json.ts'
import { editPackageLock } from './edit-package-lock.ts'
import { fitsLocked } from './fits-locked.ts'
import { afterItsParent, leaveToCommand } from './open-end.ts'
import type { StepOutcome, StepScene, Upgrader } from './types.ts'

/** How each package manager brings its lockfile up to date with the manifests. */
const installs: Readonly<Record<string, string>> = {
  'package-lock.json': 'npm install',
  'npm-shrinkwrap.json': 'npm install',
  'pnpm-lock.yaml': 'pnpm install --no-frozen-lockfile',
  'yarn.lock': 'yarn install',
  'bun.lock': 'bun install',
}

/** npm and its kin: the manifest where the range must change, and npm's own lockfile where the release fits into it. */
export const upgradeNpm: Upgrader = (scene) => {
  const [copy] = scene.copies
  if (!copy) return leaveToCommand(scene, `\`${scene.name}\` is not in the lockfile`)
  const { manifest } = scene.step
  if (manifest === null) return scene.isSettled ? lock(scene, copy, null) : afterItsParent(scene)
  const edited = editPackageJson(scene.files.get(manifest) ?? '', scene.name, scene.step.requirement ?? scene.step.to)
  if (edited === null) return leaveToCommand(scene, `${manifest} states no range of ${scene.name} that can be edited`)
  const folder = posix.relative(posix.dirname(copy.lockfile), posix.dirname(manifest))
  const locked = scene.isSettled ? lock(scene, copy, { folder, range: edited.range }) : afterItsParent(scene)
  const command = installs[posix.basename(copy.lockfile)] ?? scene.step.command
  return {
    files: new Map([[manifest, edited.text], ...locked.files]),
    edits: [`\`${manifest}\` asks for \`${scene.name}\` ${edited.range}`, ...locked.edits],
    open: locked.open && { ...locked.open, command },
  }
}

function lock(
  scene: StepScene,
  copy: Package,
  manifest: { readonly folder: string; readonly range: string } | null,
): StepOutcome {
  const { step, name, copies, graph, release, files } = scene
  const base = posix.basename(copy.lockfile)
  if (base !== 'package-lock.json' && base !== 'npm-shrinkwrap.json') {
    return leaveToCommand(scene, `\`${copy.lockfile}\` is left to its package manager`)
  }
  if (step.from === null) return leaveToCommand(scene, `which version of \`${name}\` is locked is not known`)
  for (const one of copies) {
    const fitting = fitsLocked(one, release, graph)
    if (typeof fitting === 'string') return leaveToCommand(scene, fitting)
  }
  if (release.to === null) return leaveToCommand(scene, `the index does not know ${name} ${step.to}`)
  const places = copies.filter(({ lockfile }) => lockfile === copy.lockfile).flatMap(({ installPaths }) => installPaths)
  const edited = editPackageLock(files.get(copy.lockfile) ?? '', {
    name,
    from: step.from,
    release: release.to,
    places,
    manifest,
  })
  if (typeof edited === 'string') return leaveToCommand(scene, edited)
  return {
    files: new Map([[copy.lockfile, edited.text]]),
    edits: [`\`${copy.lockfile}\` locks \`${name}\` ${step.to} in place of ${step.from}`],
    open: null,
  }
}
