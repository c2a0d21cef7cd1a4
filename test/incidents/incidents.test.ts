import { describe, expect, it } from 'vitest'
import type { Diagnosis } from '../../src/diagnosis/index.ts'
import { calibrate, type Judged } from './calibration.ts'
import { diagnoseIncident, incidentIds, isRight, readTruth, recordingsOf } from './read-incident.ts'

const diagnoses = new Map<string, Promise<Diagnosis>>()

function diagnosisOf(id: string, profile: string): Promise<Diagnosis> {
  const key = `${id}/${profile}`
  const diagnosis = diagnoses.get(key) ?? diagnoseIncident(id, profile).then((result) => result.diagnosis)
  diagnoses.set(key, diagnosis)
  return diagnosis
}

describe('every recorded incident gets the answer that is known to be right', () => {
  for (const id of incidentIds()) {
    const truth = readTruth(id)
    for (const profile of recordingsOf(id)) {
      it(`${id}, ${profile}`, async () => {
        const diagnosis = await diagnosisOf(id, profile)
        const { verdict, culprit, confidence, shape, needs, next } = diagnosis
        expect({ verdict, culprit: culprit?.purl, right: isRight(diagnosis, truth, profile) }).toMatchObject({
          right: true,
        })
        if (verdict === 'inconclusive') {
          expect(confidence).toBeLessThanOrEqual(0.5)
          expect(needs.length + next.length).toBeGreaterThan(0)
        } else expect([truth.shape, ...(truth.acceptableShapes ?? [])]).toContain(shape.kind)
      })
    }
  }
})

describe('the confidence of the answers', () => {
  it('says how often they are right: sure ones are, wrong ones are not sure, and most right ones are sure', async () => {
    const answers: Judged[] = []
    for (const id of incidentIds()) {
      const truth = readTruth(id)
      for (const profile of recordingsOf(id)) {
        const diagnosis = await diagnosisOf(id, profile)
        const { confidence, verdict } = diagnosis
        answers.push({
          confidence,
          right: isRight(diagnosis, truth, profile),
          decided: verdict !== 'inconclusive',
        })
      }
    }
    const { table, brier, sureAndRight, rightAndSure } = calibrate(answers)
    console.log(`${table}\nBrier score ${brier.toFixed(3)}`)
    expect(sureAndRight).toBeGreaterThanOrEqual(0.95)
    expect(rightAndSure).toBeGreaterThanOrEqual(0.6)
    expect(brier).toBeLessThan(0.1)
    expect(answers.filter(({ right, confidence }) => !right && confidence >= 0.9)).toEqual([])
  })
})

describe('the canonical incident', () => {
  const id = 'rust-tokio-rustls-close-notify-spin'

  it.for(['profile.script.gz', 'profile.nodemangle.script.gz'])('%s: tokio-rustls, not tracing', async (profile) => {
    const diagnosis = await diagnosisOf(id, profile)
    expect(diagnosis.verdict).toBe('dependency')
    expect(diagnosis.shape.kind).toBe('busy-loop')
    expect(diagnosis.culprit?.purl).toBe('pkg:cargo/tokio-rustls@0.23.4')
    expect(diagnosis.culprit?.share.self).toBeCloseTo(0.004, 3)
    expect(diagnosis.culprit?.wrappers).toEqual(['pkg:cargo/edge-proxy@1.8.2', 'pkg:cargo/edge-io@0.4.0'])
    const setAside = new Map(diagnosis.carriers.map((carrier) => [carrier.name, carrier.rule]))
    expect(setAside.get('pkg:cargo/tracing-subscriber@0.3.16')).toMatch(/^table of carriers, tracing/)
    expect(setAside.get('pkg:cargo/tokio@1.24.2')).toMatch(/^table of carriers, executor/)
    expect(setAside.get('pkg:cargo/sharded-slab@0.1.4')).toMatch(/^only tracing-subscriber/)
    expect(diagnosis.hotFrames[0]?.owner).toBe('pkg:cargo/tracing-subscriber@0.3.16')
  })
})
