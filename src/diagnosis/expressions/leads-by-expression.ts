import type { Facts } from '../gather-facts.ts'
import { percent } from '../percent.ts'
import type { Lead } from '../rank-suspects.ts'

/** Who wrote the hot expression, then who runs it. */
export function leadsByExpression({ expression, measures }: Facts): Lead[] {
  if (expression === null) return []
  const { author, runner, share, certainty, reasons } = expression
  const ran = `runs regular expressions for ${percent(share)} of the time`
  if (author === runner) return [{ owner: author, strength: share, reasons: [ran, ...reasons] }]
  const wrote = `its expressions take ${percent(share)} of the time, though it need not be on the stack`
  const name = measures.owned.owners[author]?.name ?? ''
  return [
    { owner: author, strength: share, reasons: [wrote, ...reasons], runner },
    { owner: runner, strength: share * (1 - certainty), reasons: [`${ran}; they were written by ${name}`] },
  ]
}
