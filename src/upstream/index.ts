import type * as repository from './find-repository.ts'
import type * as investigation from './investigate-upstream.ts'
import type * as started from './started/find-started.ts'

// What asks outside is loaded with the first question: who only reads a profile, as the App's children do, starts sooner.
export const investigateUpstream: typeof investigation.investigateUpstream = async (...asked) =>
  (await import('./investigate-upstream.ts')).investigateUpstream(...asked)
export const findRepository: typeof repository.findRepository = async (...asked) =>
  (await import('./find-repository.ts')).findRepository(...asked)
export const findStarted: typeof started.findStarted = async (...asked) =>
  (await import('./started/find-started.ts')).findStarted(...asked)

export { factsOf, type StatedFacts } from './facts-of.ts'
export type { RepositorySources } from './find-repository.ts'
export type { UpstreamQuestion, UpstreamTools } from './investigate-upstream.ts'
export { normaliseRepositoryUrl } from './normalise-repository-url.ts'
export { chooseNeighbours, type HotPath } from './related/choose-neighbours.ts'
export { collectHotSymbols, type RedactName } from './related/collect-hot-symbols.ts'
export { shownRelated } from './related/shown-related.ts'
export { collectHotFiles } from './started/collect-hot-files.ts'
export type { StartedQuestion } from './started/find-started.ts'
export type { HotFile, OwnChange, ServiceHistory, Started, UpstreamStretch, VersionChange } from './started/types.ts'
export type {
  Fix,
  FixChange,
  FixStatus,
  GithubName,
  HotSymbol,
  KnownRepository,
  RelatedThread,
  Remedy,
  RemedyStep,
  Repository,
  RepositoryAddress,
  RepositoryAnswer,
  UpstreamFindings,
} from './types.ts'
export { type VersionRules, versionRules } from './versions/index.ts'
