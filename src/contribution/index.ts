import type * as house from './draft/read-house-rules.ts'

// What asks GitHub is loaded with the first question: who only reads a profile, as the App's children do, starts sooner.
export const readHouseRules: typeof house.readHouseRules = async (...asked) =>
  (await import('./draft/read-house-rules.ts')).readHouseRules(...asked)

export { cleanText, shorten } from './clean-text.ts'
export { type BranchNames, branchNames, branchPrefixes, isBranchOf, type Origin } from './draft/branch-names.ts'
export { type Composition, composePublished } from './draft/compose-published.ts'
export { drawEvidence, type Evidence } from './draft/draw-evidence.ts'
export { plainLine } from './draft/fill-file.ts'
export { type HandOver, handOver } from './draft/hand-over.ts'
export { hashPublished, namesHash, shownDigits } from './draft/hash-published.ts'
export { type HouseRules, judgeRules, noRules, type RuleFile } from './draft/judge-rules.ts'
export {
  type ContributionPlan,
  type DraftPlan,
  type Knowledge,
  planContribution,
  type RefusedPlan,
} from './draft/plan-contribution.ts'
export {
  type CommitAuthor,
  type DraftKind,
  draftKinds,
  type PublishedBranch,
  type PublishedFile,
  type PublishedSet,
} from './draft/types.ts'
export { foldForPublic, type Marked, type PublicProfile } from './fold-for-public.ts'
export {
  type BlockPart,
  type Cell,
  type GateContext,
  type LinkPart,
  mostCharacters,
  type NamePart,
  type Part,
  type PicturePart,
  passGate,
  type TablePart,
  type Value,
  type View,
} from './gate.ts'
export { hideRedacted } from './hide-redacted.ts'
export { type Instrumentation, type InstrumentationQuestion, planInstrumentation } from './instrument/index.ts'
export { type Marker, type MarkerContent, type MarkerPlace, readMarker, signMarker } from './marker.ts'
export { type ProposalText, renderProposal } from './propose/render-proposal.ts'
export { collectPublishedNames, type PublishedNames } from './published-names.ts'
export { readTemplate } from './read-template.ts'
export { redactComment, redactForPublic } from './redact-for-public.ts'
export { ourService } from './redaction-rules.ts'
export { makeRedactor, type Redact, redactPublicName } from './redactor.ts'
export {
  type GatheredReleases,
  gatherReleases,
  planUpgrade,
  type ReleasePair,
  type Upgrade,
  type UpgradeQuestion,
} from './upgrade/index.ts'
