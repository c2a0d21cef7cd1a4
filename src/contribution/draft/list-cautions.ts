import { demands, type HouseRule, houseRules } from './house-rules.ts'
import type { HouseRules, Quote } from './judge-rules.ts'
import { quoteRule } from './quote-rule.ts'
import type { DraftKind } from './types.ts'

/** What upstream's rules ask of the person who sends a draft, one sentence or two each. */
export function listCautions(rules: HouseRules, kind: DraftKind): string[] {
  const said = demands.flatMap((demand) => {
    const { act }: HouseRule = houseRules[demand]
    const told = rules[demand]
    if (told === null || act.does !== 'say' || !act.kinds.includes(kind)) return []
    return [`Upstream wants ${act.wants}: ${quoteRule(told)}${linkIn(told)} ${act.so}`]
  })
  return [
    ...said,
    ...ofDoors(rules, kind),
    ...(rules.isCut ? ['Upstream has more files than GitHub lists: it may have rules that were not read.'] : []),
    ...(rules.read.length === 0 ? ['No rules of upstream for contributions were found: look for yourself.'] : []),
  ]
}

/** Who may open what, as far as a person may be one of them. */
function ofDoors({ doors, refusesBlankIssues }: HouseRules, kind: DraftKind): string[] {
  const { limit, pullRequests } = doors
  const cautions: string[] = []
  if (limit !== null) {
    const until = limit.until === null ? '' : ` until ${limit.until}`
    cautions.push(`Upstream lets only ${limit.to} comment or open anything${until}: who sends this has to be one.`)
  }
  if (kind === 'pr' && pullRequests === 'collaborators') {
    cautions.push('Upstream lets only its collaborators open pull requests: ask one, or draft an issue.')
  }
  if (kind === 'issue' && refusesBlankIssues !== null) {
    cautions.push(
      `Issues start from a form there: ${quoteRule(refusesBlankIssues)} Choose the form, and fill it from the draft.`,
    )
  }
  return cautions
}

/** Where a sentence of upstream's sends the reader, as a name that links to nothing. */
function linkIn({ text }: Quote): string {
  const link = /https:\/\/[\w.-]{1,100}(?:\/[\w./?=&%#+-]{0,200})?/.exec(text)?.[0]
  return link === undefined ? '' : ` See \`${link.replace(/[.?]+$/, '')}\`.`
}
