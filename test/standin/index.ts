export type { Harshness } from './harsh/harshness.ts'
export type { Json, JsonObject } from './json.ts'
export { at, listAt, numberAt, textAt } from './json.ts'
export type { IssueReference, Person } from './person.ts'
export type { ArtifactSeed, AttachmentSeed, Content, Seed } from './seed.ts'
export { type Standin, type StandinOptions, type StandinRepository, startStandin } from './start-standin.ts'
export type {
  Actor,
  App,
  AttachmentAccess,
  Delivery,
  Fault,
  PendingFault,
  RateRefusal,
  RecordedRequest,
  Role,
  Violation,
} from './types.ts'
