export type {
  CommentContext,
  CommentInput,
  LockfileSource,
  Overruling,
  Picture,
  ProfileLine,
} from './comment-input.ts'
export { type DiagnosisDocument, diagnosisDocument, diagnosisSchema } from './diagnosis-document.ts'
export { type Flavour, terminalFlavour } from './flavour.ts'
export { makeDocument, nothingKnown, type UpstreamFacts } from './make-document.ts'
export { printDocument } from './print-document.ts'
export { renderComment } from './render-comment.ts'
export { type ReportInput, renderReport } from './render-report.ts'
