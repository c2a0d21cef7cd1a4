export type { Site } from './allowed-places.ts'
export { type CollectLimits, type CollectOptions, collectLimits, collectProfiles } from './collect-profiles.ts'
export { fetchFor } from './fetch-for.ts'
export { type FindOptions, findInTexts, findProfiles } from './find-profiles.ts'
export { type GatherSourcesOptions, gatherSources, type Sourced } from './gather-sources.ts'
export { incidentBranch } from './incident-branch.ts'
export { type OpenedProfile, openProfiles } from './open-profiles.ts'
export { parseMarkdown, type Token } from './parse-markdown.ts'
export { profileFile } from './profile-file.ts'
export { type IncidentFacts, readIncident } from './read-incident.ts'
export { findCrateFolders, type InstalledMetadata, readInstalledMetadata } from './read-installed-metadata.ts'
export { readServiceAt, type ServiceAt, type ServiceAtOptions } from './read-service-at.ts'
export { readServiceFolder } from './read-service-folder.ts'
export { readServiceSourceAt } from './read-service-source-at.ts'
export { readInstalledSource, readServiceSource } from './read-source-folder.ts'
export { readSourceMaps } from './read-source-maps.ts'
export { readSourceMapsAt } from './read-source-maps-at.ts'
export { readText } from './read-text.ts'
export type { ServiceAddress } from './recognise-link.ts'
export { largestMaps } from './source-map-bounds.ts'
export type {
  ByteSource,
  CollectedProfile,
  Fetch,
  Folder,
  IncidentText,
  InstalledPackage,
  ProfileReference,
  ProfileReport,
  RepositoryName,
  RepositoryReader,
  ServiceFile,
  Tree,
  TreeFile,
} from './types.ts'
