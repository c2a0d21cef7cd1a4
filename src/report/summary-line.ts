import { percent } from '../diagnosis/index.ts'
import type { DiagnosisDocument } from './diagnosis-document.ts'

/** What the leading recording holds, in one sentence. */
export function summaryLine({ profile }: DiagnosisDocument): string {
  const unit = profile.total.unit === 'seconds' ? 'CPU seconds' : profile.total.unit
  const total = `${Number(profile.total.value.toFixed(2)).toLocaleString('en')} ${unit}`
  const duration = profile.durationSeconds === null ? '' : ` in ${profile.durationSeconds.toFixed(1)} s`
  const idle = profile.idle > 0 ? `; ${percent(profile.idle)} of the samples wait` : ''
  return `${profile.format}: ${profile.samples.toLocaleString('en')} samples, ${total}${duration}; ${percent(profile.owned)} of the time has an owner${idle}`
}
