import type { JsonChecks } from '../json/json-checks.ts'
import { isJsonObject, type JsonObject } from '../json/read-json.ts'

/** One thread of a processed profile, its tables resolved: columns by name, all rows. */
export interface FirefoxTables {
  readonly stacks: JsonObject
  readonly frames: JsonObject
  readonly functions: JsonObject
  readonly resources: JsonObject
  /** In newer versions (seen in 68); in older ones, functions name their files themselves. */
  readonly sources: JsonObject | null
  readonly strings: readonly unknown[]
  readonly libraries: readonly unknown[]
}

/**
 * Finds a thread's tables where its version keeps them: in the thread, or, in newer versions (seen in 68), shared by all threads.
 *
 * @param where the thread's place in the file, for messages
 * @throws HeadwaterError `profile-malformed`, naming the table
 */
export function findTables(file: JsonObject, thread: JsonObject, where: string, checks: JsonChecks): FirefoxTables {
  const shared = isJsonObject(file.shared) ? file.shared : {}
  const table = (name: string) => checks.object(thread[name] ?? shared[name], `${where}.${name}`)
  const sources = thread.sources ?? shared.sources
  return {
    stacks: table('stackTable'),
    frames: table('frameTable'),
    functions: table('funcTable'),
    resources: table('resourceTable'),
    sources: isJsonObject(sources) ? sources : null,
    strings: readStrings(thread, shared, where, checks),
    libraries: checks.list(thread.libs ?? file.libs ?? [], `${where}.libs`),
  }
}

/** `stringArray`, in older versions `stringTable`. */
function readStrings(thread: JsonObject, shared: JsonObject, where: string, checks: JsonChecks): readonly unknown[] {
  const strings = thread.stringArray ?? shared.stringArray ?? thread.stringTable
  return checks.list(strings, `${where}.stringArray`)
}

/** Rows of one column of a table; none where the version does not have the column. */
export function columnOf(table: JsonObject, name: string, checks: JsonChecks): readonly unknown[] {
  return checks.list(table[name] ?? [], name)
}
