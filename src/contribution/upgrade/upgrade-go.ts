import { posix } from 'node:path'
import { editGoMod, editGoSum } from './edit-go-mod.ts'
import { fitsLocked } from './fits-locked.ts'
import { leaveToCommand } from './open-end.ts'
import type { Upgrader } from './types.ts'

/** Go: go.mod is the list of versions itself; go.sum where the checksums are known and nothing else has to move. */
export const upgradeGo: Upgrader = (scene) => {
  const { step, name, copies, graph, release, files } = scene
  const [copy] = copies
  if (!copy || step.from === null) return leaveToCommand(scene, `\`${name}\` is not in go.mod`)
  const edited = editGoMod(files.get(copy.lockfile) ?? '', name, step.from, step.to)
  if (edited === null) {
    return leaveToCommand(scene, `\`${copy.lockfile}\` does not require \`${name}\` ${step.from}, or replaces it`)
  }
  const sums = posix.join(posix.dirname(copy.lockfile), 'go.sum')
  const fitting = fitsLocked(copy, release, graph)
  const sum = typeof fitting === 'string' ? null : editGoSum(files.get(sums) ?? '', name, step.from, fitting)
  const edits = [`\`${copy.lockfile}\` requires \`${name}\` ${step.to}`]
  if (sum === null) {
    const reason = typeof fitting === 'string' ? fitting : `\`${sums}\` has no lines of \`${name}\` ${step.from}`
    return { files: new Map([[copy.lockfile, edited]]), edits, open: { reason, command: 'go mod tidy' } }
  }
  return {
    files: new Map([
      [copy.lockfile, edited],
      [sums, sum],
    ]),
    edits: [...edits, `\`${sums}\` has its checksums`],
    open: null,
  }
}
