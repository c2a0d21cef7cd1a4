export { KERNEL_ENTRY } from './importers/frames/kernel-entry.ts'
export { pathFromUrl } from './importers/json/path-from-url.ts'
export { LIMITS, type Limits, readLimits } from './limits.ts'
export { type MetricTotals, measureMetric, totalWeight } from './measure-metric.ts'
export { pickMetric } from './pick-metric.ts'
export { ProfileBuilder, type ProfileClosing, type SampleOptions } from './profile-builder.ts'
export { readProfile } from './read-profile.ts'
export { StackTreeBuilder } from './stack-tree-builder.ts'
export type {
  ByteSource,
  Frame,
  FrameKind,
  Importer,
  Metric,
  MetricKind,
  MetricUnit,
  Profile,
  ProfileFormat,
  ProfileNote,
  SampleTable,
  StackTree,
  Thread,
} from './types.ts'
