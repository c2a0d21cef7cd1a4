import type { Work } from './jobs.ts'
import type { Tools } from './tools.ts'
import { approveContribution } from './works/approve-contribution.ts'
import { diagnoseIncident } from './works/diagnose-incident.ts'
import { draftContribution } from './works/draft-contribution.ts'
import { instrumentService } from './works/instrument-service.ts'
import { upgradeService } from './works/upgrade-service.ts'
import { validateFix } from './works/validate-fix.ts'
import { withdrawContribution } from './works/withdraw-contribution.ts'

/** Does one job of an incident. Each can be done again: one that was interrupted begins anew and ends in the same. */
export async function doWork(work: Work, tools: Tools): Promise<void> {
  switch (work.kind) {
    case 'diagnose':
      return diagnoseIncident(work, tools)
    case 'draft':
      return draftContribution(work, tools)
    case 'approve':
      return approveContribution(work, tools)
    case 'upgrade':
      return upgradeService(work, tools)
    case 'validate':
      return validateFix(work, tools)
    case 'instrument':
      return instrumentService(work, tools)
    case 'withdraw':
      return withdrawContribution(work, tools)
  }
}
