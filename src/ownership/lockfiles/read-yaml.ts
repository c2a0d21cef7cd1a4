import { FAILSAFE_SCHEMA, loadAll, YAMLException } from 'js-yaml'
import type { ServiceFile } from '../types.ts'
import { type Fields, isFields } from './fields.ts'
import { malformed } from './malformed.ts'

/**
 * Reads the documents of a YAML file. Every scalar stays text, so that a version `1.10` does not become 1.1; aliases are
 * refused, since lockfiles have none and a few lines of them stand for billions of nodes.
 *
 * @returns the documents that are mappings
 * @throws HeadwaterError `lockfile-malformed` with the line
 */
export function readYaml(file: ServiceFile): Fields[] {
  try {
    const documents: unknown[] = loadAll(file.text, { schema: FAILSAFE_SCHEMA, maxAliases: 0, maxDepth: 64 })
    return documents.filter(isFields)
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    // Some reasons quote the text, which may be a password.
    const reason = error.reason.replace(/\s*["<!*].*$/s, '')
    throw malformed(file.path, (error.mark?.line ?? 0) + 1, `not valid YAML (${reason})`, error)
  }
}
