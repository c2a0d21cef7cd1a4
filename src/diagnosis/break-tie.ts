import type { OwnedProfile } from '../ownership/index.ts'
import type { Lead } from './rank-suspects.ts'

/** Leads whose strengths are no further apart than this are equally strong for all that samples can tell. */
const tie = 0.02

/**
 * Where the strongest leads are equally strong, the one package that the incident's text names comes first. People's words are
 * weak evidence (some point the wrong way): they break ties and decide nothing else.
 *
 * @param leads strongest first
 * @param text what people wrote about the incident
 */
export function breakTie(leads: readonly Lead[], { owners, graph }: OwnedProfile, text: string): readonly Lead[] {
  const [first] = leads
  if (first === undefined || text === '') return leads
  const words = new Set(
    text
      .toLowerCase()
      .split(/[^a-z0-9@/_.-]+/)
      .map((word) => word.replace(/[.]+$/, '')),
  )
  const isNamed = ({ owner }: Lead): boolean => {
    const name = graph.packages[owners[owner]?.package ?? -1]?.name.toLowerCase()
    return name !== undefined && words.has(name)
  }
  const [named, another] = leads.filter((lead) => lead.strength >= first.strength - tie && isNamed(lead))
  if (named === undefined || another !== undefined || named === first) return leads
  const chosen = { ...named, reasons: [...named.reasons, 'as strong as the next one; the incident’s text names it'] }
  return [chosen, ...leads.filter((lead) => lead !== named)]
}
