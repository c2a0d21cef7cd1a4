/*
 * Reads what `jfr print` writes of Java Flight Recorder's files (JDK 11 and later), with any events. Stacks are cut at five frames
 * unless it was called with `--stack-depth 64`.
 * There is no specification but the writer: PrettyWriter in
 * https://github.com/openjdk/jdk/tree/master/src/jdk.jfr/share/classes/jdk/jfr/internal/tool.
 */
import type { Importer } from '../types.ts'
import { headLines } from './bytes/head-lines.ts'

/** The line that begins an event. Names of events have dots, or are classes of the service. */
const EVENT = /^[\w.$]+ \{$/

export const importJfrPrint: Importer = {
  format: 'jfr-print',
  couldBe: (head) => {
    const [first] = headLines(head)
    return first !== undefined && EVENT.test(new TextDecoder().decode(head.subarray(first.start, first.end)))
  },
  read: async (file) => (await import('./jfr/read-jfr-print.ts')).readJfrPrint(file),
}
