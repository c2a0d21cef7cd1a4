export { matchesGlob } from './lockfiles/match-glob.ts'
export { markPackages, type PackagePatterns } from './mark-packages.ts'
export { ownProfile } from './own-profile.ts'
export { createPackageIndex } from './package-index.ts'
export { isLockfile, isManifest, isServiceFile, readDependencyGraph } from './read-lockfiles.ts'
export type {
  DependencyGraph,
  Ecosystem,
  FrameReading,
  Grammar,
  LockfileParser,
  Mention,
  OwnedFrame,
  OwnedProfile,
  Owner,
  OwnerKind,
  Package,
  PackageIndex,
  ServiceFile,
  Visibility,
} from './types.ts'
