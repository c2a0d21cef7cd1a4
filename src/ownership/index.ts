export { chooseLockfiles } from './choose-lockfiles.ts'
export { listUnknown, type UnknownWork } from './list-unknown.ts'
export { listUnresolved, type UnresolvedWork } from './list-unresolved.ts'
export { entriesOf, field, fieldsOf, textOf } from './lockfiles/fields.ts'
export { type GoRequirement, readGoRequirements } from './lockfiles/go/read-go-requirements.ts'
export { matchesGlob } from './lockfiles/match-glob.ts'
export { pythonName } from './lockfiles/python/python-name.ts'
export { readXml } from './lockfiles/read-xml.ts'
export { markPackages, type PackagePatterns } from './mark-packages.ts'
export { ownProfile } from './own-profile.ts'
export { createPackageIndex } from './package-index.ts'
export { isLockfile, isManifest, isServiceFile, readDependencyGraph } from './read-lockfiles.ts'
export { mayHoldSourceMap, sourceMapUrl } from './source-maps/map-of-script.ts'
export { placeInSources, scriptsToPlace } from './source-maps/place-in-sources.ts'
export {
  type DependencyGraph,
  type Ecosystem,
  ecosystems,
  type FrameReading,
  type Grammar,
  type LockfileParser,
  type Mention,
  type OwnedFrame,
  type OwnedProfile,
  type Owner,
  type OwnerKind,
  type Package,
  type PackageIndex,
  type ServiceFile,
  type Visibility,
} from './types.ts'
export { unversioned } from './unversioned.ts'
