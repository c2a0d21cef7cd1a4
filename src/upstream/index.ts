export { factsOf, type StatedFacts } from './facts-of.ts'
export { findRepository, type RepositorySources } from './find-repository.ts'
export { investigateUpstream, type UpstreamQuestion, type UpstreamTools } from './investigate-upstream.ts'
export { normaliseRepositoryUrl } from './normalise-repository-url.ts'
export { chooseNeighbours, type HotPath } from './related/choose-neighbours.ts'
export { collectHotSymbols } from './related/collect-hot-symbols.ts'
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
