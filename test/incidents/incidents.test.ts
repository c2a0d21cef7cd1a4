import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { diagnoseIncident, incidentIds, incidentPath, readTruth } from './read-incident.ts'

describe('every recorded incident gets the answer that is known to be right', () => {
  for (const id of incidentIds()) {
    const truth = readTruth(id)
    const profiles = readdirSync(incidentPath(id)).filter((name) => name.startsWith('profile.'))
    for (const profile of profiles) {
      it(`${id}, ${profile}`, async () => {
        const { diagnosis } = await diagnoseIncident(id, profile)
        const mayBeInconclusive = truth.recordings[profile]?.acceptInconclusive === true
        const verdicts = [truth.verdict, ...truth.acceptableVerdicts, ...(mayBeInconclusive ? ['inconclusive'] : [])]
        expect(verdicts).toContain(diagnosis.verdict)
        if (diagnosis.verdict === 'dependency')
          expect([truth.culprit?.purl, ...truth.acceptable]).toContain(diagnosis.culprit?.purl)
        else expect(diagnosis.culprit).toBeNull()
        if (diagnosis.verdict === 'inconclusive') {
          expect(diagnosis.confidence).toBeLessThanOrEqual(0.5)
          expect(diagnosis.needs.length + diagnosis.next.length).toBeGreaterThan(0)
        } else expect([truth.shape, ...truth.acceptableShapes]).toContain(diagnosis.shape.kind)
      })
    }
  }
})

describe('the canonical incident', () => {
  const id = 'rust-tokio-rustls-close-notify-spin'

  it.for(['profile.script.gz', 'profile.nodemangle.script.gz'])('%s: tokio-rustls, not tracing', async (profile) => {
    const { diagnosis } = await diagnoseIncident(id, profile)
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
