import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { importJfr } from '../../../src/profile/importers/import-jfr.ts'
import { importJfrJson } from '../../../src/profile/importers/import-jfr-json.ts'
import { importJfrPrint } from '../../../src/profile/importers/import-jfr-print.ts'
import { measureMetric } from '../../../src/profile/index.ts'
import { expectProfileOrRefusal, importBytes, refusal, weightsByStack } from './import-bytes.ts'

/** What JDK 17 prints of samples/checkout.jfr.gz: all events with whole stacks; as JSON, jdk.ExecutionSample with five frames. */
const [printed, json, recording] = ['checkout.jfr.txt.gz', 'checkout.depth5.jfr.json.gz', 'checkout.jfr.gz'].map(
  (name) => gunzipSync(readFileSync(new URL(`samples/${name}`, import.meta.url))),
) as [Buffer, Buffer, Buffer]

const SAMPLE = `jdk.ExecutionSample {
  startTime = 23:59:59.500
  sampledThread = "worker" (javaThreadId = 15)
  state = "STATE_RUNNABLE"
  stackTrace = [
    com.acme.checkout.Cart.total(long[], Cart$Item) line: 12
    com.acme.checkout.Main.main(String[]) line: 5
  ]
}

`

describe('what jfr print writes', () => {
  it('has the samples of the recording, in pieces of any size', async () => {
    for (const pieceLength of [7, 65_536]) {
      const profile = await importBytes(importJfrPrint, printed, pieceLength)
      expect(measureMetric(profile, 0)).toEqual({ weight: 60, samples: 60, idleWeight: 75, idleSamples: 75 })
      expect(profile).toMatchObject({ format: 'jfr-print', understood: 1 })
    }
  })

  it('has the same stacks as the recording', async () => {
    const whole = weightsByStack(await importBytes(importJfr, recording))
    expect(weightsByStack(await importBytes(importJfrPrint, printed))).toEqual(whole)
  })

  it('names methods without parameters and lines', async () => {
    const profile = await importBytes(importJfrPrint, SAMPLE.repeat(3))
    expect(weightsByStack(profile)).toEqual({ 'com.acme.checkout.Main.main;com.acme.checkout.Cart.total': 3 })
    expect(profile.threads).toEqual([{ name: 'worker', pid: null, tid: null }])
  })

  it('may go over midnight', async () => {
    const later = SAMPLE.replace('23:59:59.500', '00:00:01.000 (2025-03-04)')
    expect((await importBytes(importJfrPrint, SAMPLE + later)).durationSeconds).toBe(1.5)
  })

  it('may hold other events, and texts of many lines', async () => {
    const dump =
      'jdk.ThreadDump {\n  startTime = 10:00:00.000\n  result = "Full thread dump\n}\nelements={\n}\nend\n"\n}\n\n'
    const profile = await importBytes(importJfrPrint, dump + SAMPLE + dump)
    expect(profile.understood).toBe(1)
    expect(measureMetric(profile, 0).samples).toBe(1)
  })

  it('was cut at five frames, and that is said', async () => {
    const cut = SAMPLE.replace('  ]\n', '    ...\n  ]\n')
    const { notes } = await importBytes(importJfrPrint, cut + SAMPLE)
    expect(notes.find(({ code }) => code === 'cut-stacks')?.text).toBe(
      '1 of 2 stacks are cut, most of them at 2 frames: their callers are missing; print with `jfr print --stack-depth 64`.',
    )
  })

  it('holds CPU time where it was sampled', async () => {
    const sample = SAMPLE.replace('ExecutionSample', 'CPUTimeSample').replace('sampledThread', 'eventThread')
    const profile = await importBytes(
      importJfrPrint,
      sample.replace('  state =', '  samplingPeriod = 10.0 ms\n  state ='),
    )
    expect(profile.metrics).toEqual([{ name: 'jdk.CPUTimeSample', unit: 'nanoseconds', kind: 'cpu' }])
    expect(measureMetric(profile, 0).weight).toBe(10_000_000)
  })

  it('is understood only as far as it is that', async () => {
    expect(
      (await importBytes(importJfrPrint, `${SAMPLE}${'and then it was slow\n'.repeat(30)}`)).understood,
    ).toBeLessThan(0.5)
  })
})

describe('what jfr print --json writes', () => {
  it('has the samples of the recording, and says that it was printed without --stack-depth', async () => {
    const profile = await importBytes(importJfrJson, json)
    expect(measureMetric(profile, 0)).toMatchObject({ samples: 60, idleSamples: 0 })
    expect(profile.notes.map(({ text }) => text)).toEqual([
      '29 of 60 stacks are cut, most of them at 5 frames: their callers are missing; print with `jfr print --stack-depth 64`.',
    ])
  })

  const event = (values: unknown) =>
    JSON.stringify({ recording: { events: [{ type: 'jdk.ExecutionSample', values }] } })
  const cases: [string, string, RegExp][] = [
    ['no recording', '{"recording":{}}', /no events of a recording; `jfr print --json` writes them/],
    ['an event that is none', '{"recording":{"events":[7]}}', /recording\.events\[0\] is missing or no object/],
    [
      'frames that are none',
      event({ stackTrace: { frames: [1] } }),
      /values\.stackTrace\.frames is missing or no object/,
    ],
    ['what is not JSON', '{"recording":{"events":[}', /is not JSON at byte 24/],
  ]
  it.each(cases)('is refused: %s', async (_, file, message) => {
    expect(await refusal(importJfrJson, file)).toMatch(message)
  })
})

describe('what jfr print writes, damaged', () => {
  it('ends in a profile or one line', async () => {
    for (let cut = 0; cut < SAMPLE.length; cut += 11) {
      const damaged = SAMPLE.slice(0, cut) + SAMPLE.slice(cut + 5)
      await expectProfileOrRefusal(importJfrPrint, Buffer.from(damaged))
    }
    for (let cut = 0; cut < json.length; cut += Math.ceil(json.length / 40)) {
      await expectProfileOrRefusal(importJfrJson, json.subarray(0, cut))
    }
  })
})
