import type { Package } from '../ownership/index.ts'
import { isCalled } from './describe-words.ts'
import type { Study } from './study-incident.ts'

/**
 * The package that an incident is about: the one that a person names, else the diagnosis's culprit.
 *
 * @returns null where there is none, or the person names one that the service does not have
 */
export function culpritOf({ words, diagnosed }: Pick<Study, 'words' | 'diagnosed'>): Package | null {
  const { graph, culpritPackage, diagnosis } = diagnosed
  if (words.suspect === null) return culpritPackage === null ? null : (graph.packages[culpritPackage] ?? null)
  const called = words.suspect.what
  // Of several versions, the one that took the time.
  const suspect = diagnosis.suspects.find(({ purl }) => isCalled(purl, called))
  return graph.packages.find(({ purl }) => (suspect ? purl === suspect.purl : isCalled(purl, called))) ?? null
}
