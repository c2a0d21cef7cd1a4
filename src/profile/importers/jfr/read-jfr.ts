import { ProfileBuilder } from '../../profile-builder.ts'
import type { ImportedFile, Profile, ProfileNote } from '../../types.ts'
import { JavaSamples } from './java-samples.ts'
import { type JfrRest, jfrChunks } from './jfr-chunks.ts'
import { JfrRecording } from './jfr-recording.ts'

/** Reads the whole file, as `import-jfr.ts` says. */
export async function readJfr(file: ImportedFile): Promise<Profile> {
  const { name } = file
  const builder = new ProfileBuilder(file.limits)
  const samples = new JavaSamples(builder, false)
  const recording = new JfrRecording(builder, samples, name)
  const chunks = jfrChunks(file)
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
