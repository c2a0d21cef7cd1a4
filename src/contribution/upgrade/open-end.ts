import type { StepOutcome, StepScene } from './types.ts'

/** A step that edits nothing: the package manager has to do it. */
export function leaveToCommand({ step }: StepScene, reason: string): StepOutcome {
  return { files: new Map(), edits: [], open: { reason, command: step.command } }
}

/** Why a package whose parent is not locked yet cannot be locked. */
export function afterItsParent(scene: StepScene): StepOutcome {
  return leaveToCommand(scene, `${scene.name} moves once what asks for it is locked`)
}
