/*
 * Reads what `jfr print --json` writes of Java Flight Recorder's files (JDK 11 and later), with any events. Stacks are cut at five
 * frames unless it was called with `--stack-depth 64`.
 * There is no specification but the writer: JSONWriter in
 * https://github.com/openjdk/jdk/tree/master/src/jdk.jfr/share/classes/jdk/jfr/internal/tool.
 */
import type { Importer } from '../types.ts'
import { couldBeJsonWith } from './json/could-be-json-with.ts'

export const importJfrJson: Importer = {
  format: 'jfr-json',
  couldBe: (head) => couldBeJsonWith(head, ['recording']),
  read: async (file) => (await import('./jfr/read-jfr-json.ts')).readJfrJson(file),
}
