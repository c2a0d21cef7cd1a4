import type { Owner } from '../ownership/index.ts'
import type { Category, Highlight } from './types.ts'

/** @param index the owner's index in `OwnedProfile.owners` */
export function categoryOf(owner: Owner, index: number, highlight: Highlight): Category {
  if (index === highlight.culprit) return 'culprit'
  if (owner.kind === 'own') return 'own'
  if (highlight.carriers.has(index)) return 'carrier'
  switch (owner.kind) {
    case 'dependency':
    case 'kernel':
    case 'standard-library':
      return owner.kind
    case 'runtime':
      return 'standard-library'
    case 'native':
    case 'unknown':
      return 'other'
  }
}
