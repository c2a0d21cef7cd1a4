import type { ProfileNote, SampleTable } from './types.ts'

/** Where fewer of the samples run, hardly anything can be said of CPU time. */
const NOTEWORTHY_RUNNING_SHARE = 0.01

/** The note that a recording is one of waits. */
export function onlyWaits({ length, idle, count }: SampleTable): ProfileNote[] {
  let waiting = 0
  let all = 0
  for (let row = 0; row < length; row++) {
    all += count[row] as number
    if (idle[row] === 1) waiting += count[row] as number
  }
  const running = all - waiting
  if (waiting === 0 || !(running < NOTEWORTHY_RUNNING_SHARE * all)) return []
  const what = running === 0 ? `All ${all}` : `All but ${running} of ${all}`
  return [{ code: 'only-waits', text: `${what} samples wait: this is a recording of waits, not of CPU time.` }]
}
