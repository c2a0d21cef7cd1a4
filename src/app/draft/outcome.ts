import type { OutcomeComment } from '../../report/index.ts'

/** What came of a command, with as much beside it as there is. */
export function outcome(what: string, more: Partial<Omit<OutcomeComment, 'kind' | 'what'>> = {}): OutcomeComment {
  const { details = [], links = [], next = [], commands = [] } = more
  return { kind: 'outcome', what, details, links, next, commands }
}
