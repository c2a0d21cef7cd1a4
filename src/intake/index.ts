export { profileFile } from './profile-file.ts'
export { findCrateFolders, type InstalledMetadata, readInstalledMetadata } from './read-installed-metadata.ts'
export { readServiceFolder } from './read-service-folder.ts'
