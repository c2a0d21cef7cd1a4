import { describe, expect, it } from 'vitest'
import { collectPublishedNames, makeRedactor, type PublishedNames } from '../../src/contribution/index.ts'
import { markPackages, type OwnedFrame, type Owner, type Package } from '../../src/ownership/index.ts'
import { renderComment } from '../../src/report/index.ts'
import { contextOf, sampleReport } from '../report/sample-report.ts'

function pack(purl: string, name: string, more: Partial<Package> = {}): Package {
  return {
    purl,
    ecosystem: 'cargo',
    name,
    version: '1.0.0',
    own: false,
    direct: true,
    visibility: 'unstated',
    repository: null,
    lockfile: 'Cargo.lock',
    libraryNames: [name.replaceAll('-', '_')],
    installPaths: [],
    dependencies: [],
    ...more,
  }
}

const frame = (symbol: string, owner: number): OwnedFrame => ({
  owner,
  reason: '',
  symbol,
  function: symbol.split('::').at(-1) ?? symbol,
  mentions: [],
  pattern: null,
})

const packages = [
  pack('pkg:cargo/acme-billing@1.0.0', 'acme-billing', { own: true }),
  pack('pkg:npm/%40acme/checkout@2.0.0', '@acme/checkout', { own: true, libraryNames: ['@acme/checkout'] }),
  pack('pkg:golang/github.com/acme/ledger@v1.0.0', 'github.com/acme/ledger', {
    own: true,
    libraryNames: ['github.com/acme/ledger'],
  }),
  pack('pkg:cargo/acme-secrets@3.1.0', 'acme-secrets', { visibility: 'private' }),
  pack('pkg:cargo/tokio@1.24.2', 'tokio'),
  pack('pkg:cargo/codec-tls@0.23.4', 'codec-tls'),
]
const owners: Owner[] = [
  ...packages.map((one, index): Owner => ({ kind: one.own ? 'own' : 'dependency', package: index, name: one.purl })),
  { kind: 'kernel', package: null, name: 'kernel' },
  { kind: 'native', package: null, name: 'libvault.so.1' },
  { kind: 'unknown', package: null, name: 'unknown' },
]
const frames = [
  frame('acme_billing::charge::Card', 0),
  frame('chargeCard', 1),
  frame('<codec_tls::Stream<acme_billing::Meter> as tokio::AsyncRead>::poll_read', 5),
  frame('schedule', 6),
  frame('unlock_vault', 7),
  frame('nobody_knows', 8),
]
const names: PublishedNames = collectPublishedNames({ graph: { packages, lockfiles: [] }, owners, frames }, [
  '*.internal.acme.example',
  'tenant-',
])
const redact = makeRedactor(names)

describe('in a sentence', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['pkg:cargo/acme-billing@1.0.0 wakes its own task', 'your service wakes its own task'],
    ['pkg:cargo/acme-billing@9.9.9 too, in any version.', 'your service too, in any version.'],
    ['pkg:cargo/acme-secrets@3.1.0 is charged with 36 %', 'your service is charged with 36 %'],
    ['pkg:cargo/tokio@1.24.2 is charged with 36 %', 'pkg:cargo/tokio@1.24.2 is charged with 36 %'],
    ['only acme-secrets (tracing) depends on it', 'only your service (tracing) depends on it'],
    ['called from @acme/checkout/lib/pay.js, twice', 'called from your service, twice'],
    ['called from github.com/acme/ledger/internal/post.Entry', 'called from your service'],
    ['in `acme_billing::charge::Card`, always', 'in `your service`, always'],
    ['in `chargeCard`', 'in `your service`'],
    ['in `unlock_vault` or `nobody_knows` or `schedule`', 'in `your service` or `your service` or `schedule`'],
    [
      'in /srv/billing/bin/billing or C:\\srv\\billing.exe or ../x/y',
      'in your service or your service or your service',
    ],
    ['at src/pay/card.rs:12', 'at your service'],
    ['host db1.internal.acme.example:5432 of TENANT-7', 'host your service of your service'],
    ['.github/headwater.yml:2: unknown key', '.github/headwater.yml:2: unknown key'],
    ['24 samples (0.9 %) are inside a waker', '24 samples (0.9 %) are inside a waker'],
  ]
  for (const [text, redacted] of cases) it(text, () => expect(redact(text)).toBe(redacted))
})

describe('in a symbol', () => {
  const cases: readonly (readonly [string, string])[] = [
    [
      '<codec_tls::Stream<acme_billing::Meter> as tokio::AsyncRead>::poll_read',
      '<codec_tls::Stream<…> as tokio::AsyncRead>::poll_read',
    ],
    ['<acme_billing::Meter<codec_tls::Stream> as tokio::AsyncRead>::poll_read', 'your service'],
    ['<&mut acme_billing::Meter as tokio::AsyncRead>::poll_read', 'your service'],
    ['tokio::spawn::<acme_billing::serve::{closure#0}>', 'tokio::spawn::<…>'],
    ['core::ptr::drop_in_place::<alloc::vec::Vec<u8>>', 'core::ptr::drop_in_place::<alloc::vec::Vec<u8>>'],
    [
      'std::vector<OrderBook*, std::allocator<OrderBook*> >::push_back(OrderBook* const&)',
      'std::vector<…*, std::allocator<…*> >::push_back(…* const&)',
    ],
    ['net/http.(*conn).serve', 'net/http.(*conn).serve'],
    ['github.com/acme/ledger.(*Book).Post', 'your service'],
    ['acme_secrets', 'your service'],
    ['finish_task_switch.isra.0', 'finish_task_switch.isra.0'],
  ]
  for (const [symbol, redacted] of cases) it(symbol, () => expect(redact(symbol, true)).toBe(redacted))
})

describe('where two rules disagree', () => {
  const hash = 'codec_tls::record::open::h0123456789abcdef'
  const cases: readonly (readonly [string, Partial<PublishedNames>, string, string])[] = [
    ['the hash of a Rust symbol looks like a token, and stays', {}, hash, hash],
    [
      'unless the configuration wants it kept back',
      { hiddenTexts: [{ pattern: 'h[0-9a-f]{16}' }] },
      hash,
      'your service',
    ],
    [
      'the exact name of a public symbol goes where the configuration says so',
      { hiddenTexts: ['tokio::spawn'] },
      'tokio::spawn',
      'your service',
    ],
    ['a public package that is called like a host stays', { shown: ['socket.io'] }, 'socket.io', 'socket.io'],
    ['a host that begins like a public package goes', { shown: ['redis'] }, 'redis.prod.acme.internal', '…'],
    ['a token within a public name goes', {}, `codec_tls::ghp_${'a1'.repeat(18)}`, 'codec_tls::…'],
    [
      'the symbol of a library stays, even where one of ours is called so',
      { hiddenSymbols: [] },
      'chargeCard',
      'chargeCard',
    ],
  ]
  it.each(cases)('%s', (_, more, symbol, redacted) => {
    expect(makeRedactor({ ...names, ...more })(symbol, true)).toBe(redacted)
  })
})

describe('what anybody might have written into a name or a sentence', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['by jane.doe@acme.example today', 'by … today'],
    ['as root@db1 on it', 'as … on it'],
    ['pkg:golang/github.com/lockside/codec@v0.4.2 is it', 'pkg:golang/github.com/lockside/codec@v0.4.2 is it'],
    [
      'pkg:golang/golang.org/x/net@v0.0.0-20231010123456-abcdef012345',
      'pkg:golang/golang.org/x/net@v0.0.0-20231010123456-abcdef012345',
    ],
    ['see https://wiki.acme.example/x?y=z', 'see …'],
    ['see https://github.com/rustls/rustls', 'see https://github.com/rustls/rustls'],
    ['says deps.dev (SLSA attestation)', 'says deps.dev (SLSA attestation)'],
    ['from postgres://me:secret@db/orders', 'from …'],
    ['on db1.eu.acme.internal:5432, twice', 'on …, twice'],
    ['on 10.1.22.3:5432 and fe80::1%eth0', 'on … and …%eth0'],
    ['in System.Net.Http 8.0.0', 'in System.Net.Http 8.0.0'],
    ['orders?tenant=7&x=y', 'orders…'],
    ['at 2026-11-24T14:20:11.5Z and 14:20:11', 'at … and …'],
    ['asked on 2026-11-24', 'asked on 2026-11-24'],
    ['on 16 cores, at 1.1 cores', 'on …, at …'],
    ['AKIAABCDEFGHIJKLMNOP and xoxb-1234567890-abc', '… and …'],
    ['password=hunter2 given', '… given'],
  ]
  it.each(cases)('%s', (text, redacted) => expect(redact(text)).toBe(redacted))
})

describe('what may be named', () => {
  it('is told by the owner: libraries that no lockfile explains and frames of nobody are not', () => {
    expect(names.hiddenSymbols).toEqual(expect.arrayContaining(['unlock_vault', 'nobody_knows', 'chargeCard']))
    expect(names.hiddenSymbols).not.toContain('schedule')
    expect(names.hidden).toContain('libvault.so.1')
  })

  it('is narrowed by the configuration', () => {
    const graph = { packages, lockfiles: [] }
    const marked = markPackages(graph, { own: ['codec-*'], private: ['tok?o', '@nobody/**'] })
    expect(marked.packages.filter((one) => one.own).map((one) => one.name)).toContain('codec-tls')
    expect(marked.packages.filter((one) => one.visibility === 'private').map((one) => one.name)).toEqual([
      'acme-secrets',
      'tokio',
    ])
    expect(makeRedactor(collectPublishedNames({ graph: marked, owners, frames }))('tokio::spawn', true)).toBe(
      'your service',
    )
  })
})

describe('a report that others may read', () => {
  it('counts a culprit of a private source as own code', () => {
    const report = sampleReport((name) =>
      name
        .replace('codec-tls', 'acme-secrets')
        .replace('codec_tls', 'acme_secrets')
        .replace('checkout', 'acme-billing'),
    )
    const text = renderComment(report, contextOf(names))
    expect(text).toContain('## It is our own code')
    expect(text).not.toMatch(/acme-secrets|acme_secrets|acme-billing|acme_billing/)
  })

  it('keeps the words of verdict and shape, whatever our packages are called', () => {
    const words = ['dependency', 'recording', 'tracing', 'culprit', 'code', 'server', 'time']
    const text = renderComment(sampleReport(), contextOf({ ...names, hidden: words }))
    expect(text).toContain('## The culprit is `codec-tls 0.23.4`')
    expect(text).toContain('This repository is public')
  })
})
