import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readRecordings } from '../../src/cli/index.ts'
import { collectPublishedNames, readMarker } from '../../src/contribution/index.ts'
import { diagnoseRecordings } from '../../src/diagnosis/index.ts'
import { makeDocument, renderComment } from '../../src/report/index.ts'
import { findLive } from '../contribution/find-live.ts'
import { contextOf, key, sampleReport } from './sample-report.ts'

const picture = 'https://github.com/acme/checkout/raw/3f2a91c/incidents/7/flamegraph.png'
const at = (sample: string): string => fileURLToPath(new URL(`samples/${sample}.md`, import.meta.url))

describe('what a person reads in the incident', () => {
  it('names the culprit first, then what to do at once', async () => {
    await expect(renderComment(sampleReport(), contextOf())).toMatchFileSnapshot(at('culprit'))
  })

  it('says what is missing where the profiles cannot tell, and which versions were looked at', async () => {
    const report = sampleReport()
    const comment = renderComment(
      {
        ...report,
        diagnosis: {
          ...report.diagnosis,
          verdict: 'inconclusive',
          confidence: 0.4,
          culprit: null,
          suspects: [],
          reasons: ['no sample shows which poll wakes its own task, and a type that names a package is no guilt'],
          next: [
            'Build with `RUSTFLAGS="-C force-frame-pointers=yes -C symbol-mangling-version=v0"`; then `perf record -F 999 -g -p PID -- sleep 30`.',
          ],
        },
        lockfiles: {
          at: 'head',
          commit: '9d0c1f2e3b4a5968778695a4b3c2d1e0f9a8b7c6',
          ref: 'main',
          files: ['Cargo.lock', 'tools/Cargo.lock'],
          notFound: 'v1.9',
        },
        picture: null,
        upstream: null,
        words: [
          { about: 'suspect', by: 'kim', what: 'codec-tls', isSupported: false },
          { about: 'link', by: 'lee', what: 'codec/codec-tls#72' },
        ],
        notice: 'The configuration was passed over: .github/headwater.yml:2: unknown key lables; did you mean label?',
      },
      contextOf(),
    )
    await expect(comment).toMatchFileSnapshot(at('inconclusive'))
  })

  it('lists every profile with what became of it where none can be read', async () => {
    const comment = renderComment(
      {
        kind: 'trouble',
        what: 'no profile could be read',
        profiles: [
          {
            name: 'cpu.pprof.gz',
            source: 'https://github.com/user-attachments/files/1/cpu.pprof.gz',
            bytes: null,
            format: null,
            samples: null,
            error: 'GitHub answers 404: an App cannot read attachments of a private repository',
          },
          {
            name: 'notes.txt',
            source: 'attached to the issue',
            bytes: 1840,
            format: null,
            samples: null,
            error: 'notes.txt: is no profile; accepted: perf script, pprof, cpuprofile, speedscope, folded stacks',
          },
        ],
        next: ['Put the profile on the incident’s branch with your own credentials:'],
        commands: ['headwater attach cpu.pprof.gz --issue https://github.com/acme/checkout/issues/7'],
      },
      contextOf(),
    )
    await expect(comment).toMatchFileSnapshot(at('trouble'))
  })

  it('keeps to the length of a comment however much there is, and never loses the verdict', () => {
    const long = 'x::'.repeat(2_000)
    const report = sampleReport((name) => `${name} ${long} \`\`\`\`|${long}`)
    const many = <T>(list: readonly T[]): T[] => Array.from({ length: 500 }, () => list).flat()
    const { diagnosis } = report
    const comment = renderComment(
      {
        ...report,
        profiles: many(report.profiles),
        notes: many(report.notes),
        diagnosis: {
          ...diagnosis,
          reasons: many(diagnosis.reasons),
          suspects: many(diagnosis.suspects),
          own: many(diagnosis.own),
          carriers: many(diagnosis.carriers),
          hotFrames: many(diagnosis.hotFrames),
          next: many(diagnosis.next),
          shape: { ...diagnosis.shape, evidence: many(diagnosis.shape.evidence) },
          culprit: diagnosis.culprit && { ...diagnosis.culprit, wrappers: many(diagnosis.culprit.wrappers) },
        },
      },
      contextOf(),
    )
    expect(comment.length).toBeLessThan(60_000)
    expect(comment).toMatch(/^## The culprit is `.*codec-tls/)
    expect(comment).toContain('At once:')
    expect(comment).toMatch(/and \d+ more/)
    expect(findLive(comment, [picture])).toEqual([])
    expect(readMarker(comment, key, { repositoryId: 4711, incident: 7 })?.kind).toBe('status')
  })
})

describe('in a public service repository', () => {
  const incidents: readonly (readonly [string, string, readonly string[]])[] = [
    [
      'rust-tokio-rustls-close-notify-spin',
      'profile.nodemangle.script.gz',
      ['edge', 'trailer', 'Permitted', 'Metered', 'Peekable'],
    ],
    ['rust-tls-own-loop', 'profile.script.gz', ['broker']],
  ]
  for (const [incident, profile, words] of incidents) {
    it(`nothing of our own is named (${incident})`, async () => {
      const folder = fileURLToPath(new URL(`../incidents/${incident}/`, import.meta.url))
      const recordings = await readRecordings([`${folder}${profile}`], `${folder}service`)
      const { diagnosis, measures } = diagnoseRecordings(recordings)
      const own = measures.owned.graph.packages.filter((one) => one.own)
      expect(own.length).toBeGreaterThan(0)
      const comment = renderComment(
        { ...sampleReport(), document: makeDocument(diagnosis, measures), diagnosis, notes: [] },
        contextOf(collectPublishedNames(measures.owned)),
      )
      for (const word of [...words, ...own.flatMap((one) => [one.name, ...one.libraryNames])]) {
        expect(comment).not.toContain(word)
      }
      expect(comment).toContain('`your service`')
      if (diagnosis.culprit) expect(comment).toContain(diagnosis.culprit.purl)
    })
  }
})
