import { percent } from '../diagnosis/index.ts'
import type { DiagnosisDocument } from './diagnosis-document.ts'

/**
 * What the leading recording holds, in one sentence.
 *
 * @param isPublic leaves out how long it took: with the weight it tells how many cores there are
 */
export function summaryLine({ profile }: DiagnosisDocument, isPublic = false): string {
  const owned = `${percent(profile.owned)} of the time has an owner`
  const idle = profile.idle > 0 ? `; ${percent(profile.idle)} of the samples wait` : ''
  if (isPublic) return `${profile.format}: ${owned}${idle}`
  const unit = profile.total.unit === 'seconds' ? 'CPU seconds' : profile.total.unit
  const total = `${Number(profile.total.value.toFixed(2)).toLocaleString('en')} ${unit}`
  const duration = profile.durationSeconds === null ? '' : ` in ${profile.durationSeconds.toFixed(1)} s`
  return `${profile.format}: ${profile.samples.toLocaleString('en')} samples, ${total}${duration}; ${owned}${idle}`
}
