import type { ProfileNote } from '../../types.ts'
import type { V8Recording } from './add-v8-recording.ts'

/** What is to be said of recordings of V8's, of one or of several threads. */
export function noteV8Recording({ samples, lost, moved }: Omit<V8Recording, 'durationSeconds'>): ProfileNote[] {
  const notes: ProfileNote[] = []
  if (samples > 0 && lost > 0) {
    const text = `${lost} of ${samples} samples have no time, or belong to nodes that the file lacks.`
    notes.push({ code: 'skipped-lines', text })
  }
  if (moved > 0) {
    const text = `${moved} samples were given to functions that V8 had inlined into their callers, as their source lines prove.`
    notes.push({ code: 'inlined-code', text })
  }
  return notes
}
