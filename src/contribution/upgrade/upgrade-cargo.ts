import { editCargoLock } from './edit-cargo-lock.ts'
import { editCargoToml } from './edit-cargo-toml.ts'
import { fitsLocked } from './fits-locked.ts'
import { afterItsParent, leaveToCommand } from './open-end.ts'
import type { Upgrader } from './types.ts'

/** Cargo: the lockfile's entry where the requirements allow the release, else the manifest. */
export const upgradeCargo: Upgrader = (scene) => {
  const { step, name, copies, graph, release, files, isSettled } = scene
  const { manifest, requirement, from, to } = step
  if (manifest !== null) {
    const wanted = requirement ?? to
    const edited = editCargoToml(files.get(manifest) ?? '', name, wanted)
    if (edited === null) return leaveToCommand(scene, `${manifest} states no requirement of ${name} that can be edited`)
    return {
      files: new Map([[manifest, edited]]),
      edits: [`\`${manifest}\` asks for \`${name}\` ${wanted}`],
      open: {
        reason: `\`Cargo.lock\` still has \`${name}\` ${from ?? 'as before'}`,
        command: `cargo update -p ${name}`,
      },
    }
  }
  if (!isSettled) return afterItsParent(scene)
  const [copy] = copies
  if (!copy || from === null) return leaveToCommand(scene, `\`${name}\` ${from ?? ''} is not in the lockfile`)
  const fitting = fitsLocked(copy, release, graph)
  if (typeof fitting === 'string') return leaveToCommand(scene, fitting)
  const edited = editCargoLock(files.get(copy.lockfile) ?? '', { name, from, to, checksum: fitting.checksum })
  if (edited === null) {
    return leaveToCommand(scene, `\`${copy.lockfile}\` has several versions of \`${name}\`, or none from a registry`)
  }
  return {
    files: new Map([[copy.lockfile, edited]]),
    edits: [`\`${copy.lockfile}\` locks \`${name}\` ${to} in place of ${from}`],
    open: null,
  }
}
