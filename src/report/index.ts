export type {
  CommentContext,
  CommentInput,
  LockfileSource,
  OutcomeComment,
  PersonsWord,
  Picture,
  ProfileLine,
  ReportComment,
  TroubleComment,
} from './comment-input.ts'
export {
  type ComparisonDocument,
  comparisonDocument,
  comparisonSchema,
  makeComparisonDocument,
} from './comparison-document.ts'
export { type DiagnosisDocument, diagnosisDocument, diagnosisSchema } from './diagnosis-document.ts'
export { type Flavour, terminalFlavour } from './flavour.ts'
export { listNotes } from './list-notes.ts'
export { makeCompared, makeDocument, nothingKnown, type UpstreamFacts } from './make-document.ts'
export { outcomeLine } from './outcome-line.ts'
export { printDocument } from './print-document.ts'
export { renderComment } from './render-comment.ts'
export { renderChanges, renderComparison } from './render-comparison.ts'
export { type ReportInput, renderReport } from './render-report.ts'
export { makeStarted } from './started-document.ts'
