export { type CarrierRule, carrierRules } from './carrier-rules.ts'
export { type Carrier, findCarriers } from './carriers.ts'
export { compareRuns } from './compare-runs.ts'
export { describeChange } from './comparison/describe-change.ts'
export { describeRate } from './comparison/describe-rate.ts'
export type { Amount, Change, CompareOptions, Comparison, Outcome, RunSummary, Trigger } from './comparison/types.ts'
export { type DiagnoseOptions, diagnoseRecordings, type Recording, type Result } from './diagnose-recordings.ts'
export { type Measures, measureOwners, type OwnerShares } from './measure-owners.ts'
export { neededPackages, packageSources } from './needed-packages.ts'
export { percent } from './percent.ts'
export type {
  CarrierRole,
  Diagnosis,
  HotFrame,
  Need,
  PackageSource,
  PackageSources,
  SetAside,
  Shape,
  ShapeKind,
  SourceFile,
  Subject,
  Suspect,
  Verdict,
} from './types.ts'
