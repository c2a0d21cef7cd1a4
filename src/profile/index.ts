export { type MetricTotals, measureMetric, totalWeight } from './measure-metric.ts'
export { pickMetric } from './pick-metric.ts'
export { ProfileBuilder, type ProfileClosing, type SampleOptions } from './profile-builder.ts'
export { readProfile } from './read-profile.ts'
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
