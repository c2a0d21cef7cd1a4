import type { ServiceFile } from '../../types.ts'
import { goModVerbs } from './go-workspace.ts'
import { readGoStatements } from './read-go-statements.ts'

/** What a go.mod requires. */
export interface GoRequirement {
  readonly path: string
  readonly version: string
}

/**
 * The modules that a go.mod requires, in its order; not those that it excludes, replaces or retracts.
 *
 * @throws HeadwaterError `lockfile-malformed` with the line
 */
export function readGoRequirements(file: ServiceFile): GoRequirement[] {
  return readGoStatements(file, goModVerbs).flatMap(({ verb, words: [path, version] }) =>
    verb === 'require' && path !== undefined && version !== undefined ? { path, version } : [],
  )
}
