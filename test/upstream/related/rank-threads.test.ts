import { describe, expect, it } from 'vitest'
import { rankThreads } from '../../../src/upstream/related/rank-threads.ts'
import { symbolWords, symptomWords } from '../../../src/upstream/related/search-words.ts'
import { functionWords, typeWords } from '../../../src/upstream/related/symbol-words.ts'
import { writeQuery } from '../../../src/upstream/related/write-query.ts'
import { makeThread } from '../fix/make-thread.ts'
import { makePackage } from '../make-package.ts'

const trouble = {
  shape: 'busy-loop' as const,
  symbols: ['TlsStream::poll_read', 'poll_read'],
  packageName: 'acme-tls',
  version: '1.2.3',
  home: 'acme/lib',
}

describe('ranking threads', () => {
  const known = makeThread({
    number: 1,
    kind: 'issue',
    title: 'Infinite wakeups',
    body: 'A busy poll in `poll_read`, high CPU',
  })
  const elsewhere = makeThread({ number: 2, kind: 'issue', title: 'The example loops in an infinite loop' })
  const otherSymptom = makeThread({ number: 3, kind: 'issue', title: 'TlsStream::poll_read reports EOF' })
  const unrelated = makeThread({ number: 4, kind: 'issue', title: 'Document shutdown' })

  it('puts the one with symptom and symbol before the same symptom elsewhere and the same symbol with another symptom', () => {
    const ranked = rankThreads([unrelated, otherSymptom, elsewhere, known], trouble)
    expect(ranked.map(({ thread }) => thread.number).slice(0, 1)).toEqual([1])
    expect(ranked.filter(({ same }) => same).map(({ thread }) => thread.number)).toEqual([1])
    expect(ranked.at(-1)?.thread.number).toBe(4)
  })

  it('gives a reason for every row that it takes for the same', () => {
    const [first] = rankThreads([known], trouble)
    expect(first?.reasons).toEqual([
      'the title says `infinite`, `wakeup`',
      'the text says `busy poll`, `high CPU`',
      'names `poll_read`',
    ])
  })

  it('takes nothing for the same by vague words alone', () => {
    const vague = makeThread({
      title: 'Slow performance, memory leak',
      body: 'TlsStream::poll_read is slow',
      labels: ['performance'],
    })
    const [rated] = rankThreads([vague], { ...trouble, shape: 'hot-work' })
    expect(rated?.same).toBe(false)
  })
})

describe('what is searched for', () => {
  it('fits what GitHub takes: 256 characters, five operators', () => {
    const place = { owner: 'o'.repeat(39), repo: 'r'.repeat(100) }
    for (const words of [...symptomWords('busy-loop', 2), ['w'.repeat(60), 'x'.repeat(60), 'y'.repeat(60)]]) {
      const query = writeQuery(place, words) ?? ''
      expect(query.length).toBeLessThanOrEqual(256)
      expect(query.split(' OR ').length).toBeLessThanOrEqual(6)
    }
  })

  it('quotes every word, so that none is an operator or a qualifier', () => {
    expect(writeQuery({ owner: 'acme', repo: 'lib' }, ['a" OR repo:x/y', 'NOT', '"'])).toBe(
      'repo:acme/lib ("a  OR repo:x/y" OR "NOT")',
    )
  })

  it('takes pairs of segments first, then telling names, never names that every package has', () => {
    expect(symbolWords(['TlsStream::poll_read', 'parse', 'Reader.read'])).toEqual([
      'TlsStream::poll_read',
      'Reader.read',
      'TlsStream',
      'poll_read',
    ])
  })
})

describe('what a person would write of a symbol', () => {
  const crate = makePackage({ ecosystem: 'cargo', name: 'acme-tls', libraryNames: ['acme_tls'] })
  const functions: readonly (readonly [symbol: string, name: string, words: string | null])[] = [
    [
      '<acme_tls::server::TlsStream<own::Secret> as tokio::io::AsyncRead>::poll_read',
      'poll_read',
      'TlsStream::poll_read',
    ],
    ['acme_tls::common::handshake', 'handshake', 'common::handshake'],
    ['github.com/acme/tls.(*parser).inline', 'inline', 'parser.inline'],
    ['github.com/acme/tls.Map[go.shape.int]', 'Map', 'tls.Map'],
    ['parseRange', 'parseRange', 'parseRange'],
    ['(anonymous)', '(anonymous)', null],
    [`acme_tls::${'x::'.repeat(3_000)}y`, 'y', null],
  ]
  for (const [symbol, name, words] of functions) {
    it(symbol.slice(0, 60), () => {
      expect(functionWords({ symbol, function: name }, crate)).toBe(words)
    })
  }

  it('takes a type of the package out of a symbol of our own, and nothing of ours', () => {
    const symbol = '<own::Duplex<acme_tls::server::TlsStream<own::Metered<own::Socket>>> as Future>::poll'
    expect(typeWords({ symbol }, crate)).toBe('server::TlsStream')
  })
})
