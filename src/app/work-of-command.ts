import type { Work, WorkBase } from './jobs.ts'
import type { Command } from './read-commands.ts'

/** The work that a command asks for; null where it is answered at once. */
export function workOfCommand(command: Command, base: WorkBase): Work | null {
  switch (command.verb) {
    case 'diagnose':
    // What these say stands in their comment, from where every work reads it.
    case 'suspect':
    case 'link':
    case 'target':
      return { ...base, kind: 'diagnose' }
    case 'draft':
      return { ...base, kind: 'draft', as: command.as }
    case 'approve':
      return { ...base, kind: 'approve', hash: command.hash, awaited: null }
    case 'upgrade':
      return { ...base, kind: 'upgrade' }
    case 'validate':
      return { ...base, kind: 'validate', trigger: command.trigger }
    case 'instrument':
      return { ...base, kind: 'instrument' }
    case 'withdraw':
      return { ...base, kind: 'withdraw' }
    case 'help':
    case 'unknown':
      return null
  }
}
