import { betterRecording } from '../better-recording.ts'
import { type Decision, inconclusive } from '../decision.ts'
import type { Facts } from '../gather-facts.ts'
import { percent } from '../percent.ts'
import type { Need, Shape } from '../types.ts'

/** Above this share of the expressions' time with functions of nobody in between, the runner is not known. */
const mostHidden = 0.5

/**
 * A hot expression is laid at the door of whoever wrote it: own code, or a dependency.
 *
 * @returns null where own code does more besides than the expression takes, or there is no such expression
 */
export function decideExpression({ expression, measures }: Facts, shape: Shape): Decision | null {
  if (expression === null) return null
  const { owned } = measures
  const { author, runner, share, hidden, found, reasons, needs } = expression
  const besides = owned.owners.reduce((sum, owner, index) => {
    const charged = owner.kind === 'own' ? (measures.owners[index]?.charged ?? 0) : 0
    return sum + (index === runner ? Math.max(0, charged - share) : charged)
  }, 0)
  if (besides > share) return null
  if (hidden > mostHidden && !found) {
    const reason = `between the expressions and ${owned.owners[runner]?.name ?? ''}, the nearest caller that is known, stand functions without an owner`
    return inconclusive(0.4, reason, needs[0] ?? betterRecording(owned, 'symbols', reason))
  }
  const confidence = expression.certainty * shape.confidence ** 0.25
  const name = owned.owners[author]?.name ?? ''
  const ran = author === runner ? '' : `, run by ${owned.owners[runner]?.name ?? ''}`
  const took = `regular expressions of ${name}${ran} take ${percent(share)} of the time`
  if (owned.owners[author]?.kind === 'own') {
    return {
      verdict: 'own-code',
      confidence,
      reasons: [took, ...reasons],
      needs,
      next: [
        'Rewrite the expression so that no text can be matched by it in two ways, or bound the length of the text.',
      ],
    }
  }
  return {
    verdict: 'dependency',
    confidence,
    reasons: [took],
    needs,
    next: [
      ...lookInto(needs),
      `Look for a known expression that backtracks (ReDoS) in ${name}, and for a release that cures it.`,
    ],
  }
}

function lookInto(needs: readonly Need[]): string[] {
  const [first, ...others] = needs.map(({ what }) => what)
  if (first === undefined) return []
  const more = others.length > 0 ? ` (and of ${others.length} more)` : ''
  return needs[0]?.kind === 'package-source'
    ? [
        `Who wrote the expression is open: diagnose again where the code of ${first}${more} can be had, installed beside the service or from its registry.`,
      ]
    : [`Who wrote the expression is open: record again with ${first}.`]
}
