export { factsOf, type StatedFacts } from './facts-of.ts'
export { findRepository, type RepositorySources } from './find-repository.ts'
export { investigateUpstream, type UpstreamQuestion, type UpstreamTools } from './investigate-upstream.ts'
export { normaliseRepositoryUrl } from './normalise-repository-url.ts'
export { chooseNeighbours, type HotPath } from './related/choose-neighbours.ts'
export { collectHotSymbols, type RedactName } from './related/collect-hot-symbols.ts'
export { shownRelated } from './related/shown-related.ts'
export { collectHotFiles } from './started/collect-hot-files.ts'
export { findStarted, type StartedQuestion } from './started/find-started.ts'
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
