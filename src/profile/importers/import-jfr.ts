/*
 * Reads Java Flight Recorder's files of version 2: those of JDK 9 and later, of OpenJDK 8 from 8u262 on, and of async-profiler.
 * The format has no specification. It is that of jdk.jfr.internal.consumer (ChunkHeader, MetadataReader, ChunkParser) in
 * https://github.com/openjdk/jdk/tree/master/src/jdk.jfr/share/classes/jdk/jfr/internal/consumer, and of what writes it in
 * src/hotspot/share/jfr there.
 *
 * Where oracles disagree: speedscope counts each `jdk.ExecutionSample` twice; `jfr summary` counts as is done here.
 */
import { ProfileBuilder } from '../profile-builder.ts'
import type { Importer, Profile, ProfileNote } from '../types.ts'
import { JavaSamples } from './jfr/java-samples.ts'
import { isJfr, type JfrRest, jfrChunks, jfrVersion } from './jfr/jfr-chunks.ts'
import { JfrRecording } from './jfr/jfr-recording.ts'

const VERSION = 2

export const importJfr: Importer = {
  format: 'jfr',
  couldBe: (head) => isJfr(head) && jfrVersion(head) === VERSION,
  read: readJfr,
}

async function readJfr(bytes: AsyncIterable<Uint8Array>, name: string): Promise<Profile> {
  const builder = new ProfileBuilder()
  const samples = new JavaSamples(builder, false)
  const recording = new JfrRecording(builder, samples, name)
  const chunks = jfrChunks(bytes, name)
  let step = await chunks.next()
  while (!step.done) {
    recording.readChunk(step.value)
    step = await chunks.next()
  }
  return builder.finish({
    format: 'jfr',
    durationSeconds: recording.durationSeconds,
    understood: recording.understoodShare,
    notes: [...cutOff(step.value), ...samples.notes()],
  })
}

function cutOff({ cutBytes }: JfrRest): ProfileNote[] {
  if (cutBytes === 0) return []
  const text = `The last ${cutBytes} bytes are of a chunk that breaks off and were not read: the recorded process died, or the file was copied while it was written.`
  return [{ code: 'truncated', text }]
}
