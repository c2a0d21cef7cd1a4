import { type PublishedNames, signMarker } from '../../src/contribution/index.ts'
import type { Diagnosis } from '../../src/diagnosis/index.ts'
import type { CommentContext, ReportComment } from '../../src/report/comment-input.ts'
import type { DiagnosisDocument } from '../../src/report/index.ts'
import type { UpstreamFindings } from '../../src/upstream/index.ts'

/** Gives a text its name; a test that wants to harm returns something else. */
export type Naming = (name: string) => string

export const key = 'a secret of the App, long enough'

export function contextOf(names: PublishedNames | null = null): CommentContext {
  return {
    repository: 'acme/checkout',
    webOrigin: 'https://github.com',
    marker: signMarker({ repositoryId: 4711, incident: 7, kind: 'status', id: null }, key),
    names,
  }
}

const share = { self: 0.004, charged: 0.0084, total: 0.04, mentioned: 0.36 }

/** A diagnosis in which every foreign text is given by `naming`. */
export function sampleReport(naming: Naming = (name) => name): ReportComment {
  const codec = naming('pkg:cargo/codec-tls@0.23.4')
  const symbol = naming('<codec_tls::Stream<checkout::conn::Metered> as tokio::AsyncRead>::poll_read')
  const culprit = {
    owner: 3,
    purl: codec,
    lockfile: naming('Cargo.lock'),
    confidence: 0.96,
    share,
    wrappers: [naming('pkg:cargo/checkout@1.8.2'), naming('pkg:cargo/checkout-io@0.4.0')],
    reasons: [`24 of 24 samples inside a self-called waker come from it, from \`${symbol}\``],
  }
  const diagnosis: Diagnosis = {
    shape: {
      kind: 'busy-loop',
      subject: null,
      confidence: 0.99,
      evidence: [
        'carriers (executor, tracing, allocator and their like) are charged with 84 % of the time',
        `against it: ${naming('kernel')} has 15 %`,
      ],
      meaning: 'Tasks are polled again and again without getting anything done.',
      mitigation:
        'Restart the process or close the connections that spin; both end the loop until its trigger returns.',
    },
    verdict: 'dependency',
    confidence: 0.96,
    reasons: [`${codec} wakes its own task from within its poll`],
    culprit,
    suspects: [culprit],
    own: [
      { name: naming('pkg:cargo/checkout@1.8.2'), share },
      { name: naming('pkg:cargo/checkout-io@0.4.0'), share },
    ],
    carriers: [
      {
        owner: 5,
        name: naming('pkg:cargo/tracing-subscriber@0.3.16'),
        role: 'tracing',
        rule: `only ${naming('tracing')} (tracing) depends on it`,
        share: { self: 0.54, charged: 0.6, total: 0.7, mentioned: 0 },
      },
    ],
    hotFrames: [
      {
        symbol: naming('<tracing_subscriber::registry::Registry>::clone_span'),
        owner: naming('pkg:cargo/tracing-subscriber@0.3.16'),
        self: 0.12,
        total: 0.2,
      },
      { symbol, owner: codec, self: 0.004, total: 0.04 },
      { symbol: naming('checkout::conn::drive'), owner: naming('pkg:cargo/checkout@1.8.2'), self: 0.002, total: 0.9 },
    ],
    needs: [],
    next: [`Look for a known endless wake-up in ${codec} and its neighbours, and for a release that cures it.`],
  }
  return {
    kind: 'report',
    diagnosis,
    document: documentOf(naming),
    profiles: [
      {
        name: naming('profile.script.gz'),
        source: naming('attached to the issue'),
        bytes: 151_234,
        format: 'perf-script',
        samples: 2747,
        error: null,
      },
      {
        name: naming('cpu.pprof'),
        source: naming('workflow artifact'),
        bytes: 20,
        format: null,
        samples: null,
        error: `${naming('cpu.pprof')}: ends early, at byte 20; accepted: a whole gzip file`,
      },
    ],
    lockfiles: {
      at: 'deployed',
      commit: '3f2a91c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2',
      ref: naming('v1.8.2'),
      files: [naming('Cargo.lock')],
      notFound: null,
    },
    picture: { url: 'https://github.com/acme/checkout/raw/3f2a91c/incidents/7/flamegraph.png' },
    notes: [`some symbols are cut, for instance \`${symbol}\``],
    upstream: findingsOf(naming),
    words: [],
    notice: null,
  }
}

/** As of a host that is not linked to: which addresses are links is tested elsewhere. */
function findingsOf(naming: Naming): UpstreamFindings {
  const thread = {
    url: naming('https://git.example.com/codec/codec-tls/issues/72'),
    owner: 'codec',
    repo: 'codec-tls',
    number: 72,
    kind: 'issue',
    title: naming('Endless wake-ups after close_notify'),
    state: 'closed',
    locked: false,
    openedAt: '2024-05-15T10:00:00Z',
    pinned: false,
    same: true,
    weak: false,
    reasons: [`its title says ${naming('wake')}`],
  } as const
  return {
    repository: {
      url: naming('https://git.example.com/codec/codec-tls'),
      directory: naming('codec-tls'),
      github: null,
      tracker: null,
      provenance: naming('an index'),
      believed: naming('codec-tls/Cargo.toml'),
      archived: false,
      forkOf: null,
      mirrorOf: null,
      renamedFrom: naming('codec/tls'),
      defaultBranch: 'main',
    },
    related: [thread],
    fix: {
      status: 'upgrade',
      purl: naming('pkg:cargo/codec'),
      version: naming('0.23.7'),
      release: naming('https://git.example.com/codec/codec/releases/tag/v0.23.7'),
      issue: thread.url,
      changes: [],
      reasons: [],
    },
    remedy: {
      command: naming('cargo update -p codec --precise 0.23.7'),
      parent: naming('pkg:cargo/codec-tls@0.26.0'),
      steps: [],
      reasons: [naming('codec-tls 0.23.4 wants codec 0.20')],
    },
    notes: [naming('The releases of codec-tls could not be read.')],
    askedAt: '2025-02-11T05:46:00Z',
    askAgainAt: null,
  }
}

function documentOf(naming: Naming): DiagnosisDocument {
  return {
    schema: 'headwater/diagnosis@1',
    profile: {
      format: 'perf-script',
      samples: 2747,
      total: { value: 5.505, unit: 'seconds' },
      durationSeconds: 4.998,
      understood: 1,
      owned: 0.998,
      idle: 0,
      metrics: [naming('cpu-clock')],
    },
    hotFrames: [],
    shape: { kind: 'busy-loop', subject: null, confidence: 0.99, evidence: [] },
    verdict: 'dependency',
    confidence: 0.96,
    culprit: null,
    suspects: [],
    carriers: [],
    needs: [],
    next: [],
    upstream: null,
    fix: null,
    related: [],
    remedy: null,
  }
}
