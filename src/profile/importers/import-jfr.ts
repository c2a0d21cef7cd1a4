/*
 * Reads Java Flight Recorder's files of version 2: those of JDK 9 and later, of OpenJDK 8 from 8u262 on, and of async-profiler.
 * The format has no specification. It is that of jdk.jfr.internal.consumer (ChunkHeader, MetadataReader, ChunkParser) in
 * https://github.com/openjdk/jdk/tree/master/src/jdk.jfr/share/classes/jdk/jfr/internal/consumer, and of what writes it in
 * src/hotspot/share/jfr there.
 *
 * Where oracles disagree: speedscope counts each `jdk.ExecutionSample` twice; `jfr summary` counts as is done here.
 */
import type { Importer } from '../types.ts'
import { isJfr, jfrVersion } from './jfr/jfr-chunks.ts'

const VERSION = 2

export const importJfr: Importer = {
  format: 'jfr',
  couldBe: (head) => isJfr(head) && jfrVersion(head) === VERSION,
  read: async (file) => (await import('./jfr/read-jfr.ts')).readJfr(file),
}
