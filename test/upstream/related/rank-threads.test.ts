import { describe, expect, it } from 'vitest'
import { rankThreads } from '../../../src/upstream/related/rank-threads.ts'
import { symbolWords, symptomWords } from '../../../src/upstream/related/search-words.ts'
import { shownRelated } from '../../../src/upstream/related/shown-related.ts'
import { functionWords, typeWords } from '../../../src/upstream/related/symbol-words.ts'
import { writePlainQuery, writeQuery } from '../../../src/upstream/related/write-query.ts'
import type { RelatedThread } from '../../../src/upstream/types.ts'
import { makeThread } from '../fix/make-thread.ts'
import { makePackage } from '../make-package.ts'

const unknownDate = { releasedAt: null }
const trouble = {
  shape: 'busy-loop' as const,
  symbols: ['TlsStream::poll_read', 'poll_read'],
  packageName: 'acme-tls',
  version: '1.2.3',
  releasedAt: '2024-12-01T00:00:00Z',
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
    const [first] = rankThreads([known], { ...trouble, ...unknownDate })
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

describe('what else speaks for a thread', () => {
  const bare = { number: 1, kind: 'issue' as const, title: 'An endless loop', openedAt: '2020-01-01T00:00:00Z' }
  const boosted: readonly (readonly [what: string, otherwise: Parameters<typeof makeThread>[0], reason: string])[] = [
    ['a label', { labels: ['C-bug'] }, 'labelled `C-bug`'],
    ['a merged pull request', { hasMergedPull: true }, 'a merged pull request closed it'],
    ['its date, after the release', { openedAt: '2025-01-02T00:00:00Z' }, 'opened after 1.2.3 came out'],
    ['its date, before the release', { openedAt: '2024-11-01T00:00:00Z' }, 'opened shortly before 1.2.3 came out'],
    ['reactions', { reactions: 3 }, '3 reactions'],
  ]
  const rated = (otherwise: Parameters<typeof makeThread>[0]) =>
    rankThreads([makeThread({ ...bare, ...otherwise })], trouble)[0]
  for (const [what, otherwise, reason] of boosted) {
    it(`is ${what}, with the reason on its row`, () => {
      expect(rated({})?.reasons).toEqual(['the title says `endless`'])
      expect(rated(otherwise)?.reasons).toEqual(['the title says `endless`', reason])
      expect(rated(otherwise)?.score).toBeGreaterThan(rated({})?.score ?? 0)
    })
  }

  it('is no reason to show one that tells of nothing alike', () => {
    const [first] = rankThreads([makeThread({ title: 'Document shutdown', labels: ['bug'], reactions: 9 })], trouble)
    expect(first?.reasons).toEqual([])
  })

  it('makes it none of this very trouble, however much of it there is', () => {
    const all = Object.assign({}, ...boosted.map(([, otherwise]) => otherwise))
    expect(rated(all)).toMatchObject({ same: false, weak: true })
  })
})

describe('the rows that a person is shown', () => {
  const row = (number: number, otherwise: Partial<RelatedThread>): RelatedThread => {
    const { url, owner, repo, kind, title, state, locked, openedAt } = makeThread({ number })
    const thread = { url, owner, repo, number, kind, title, state, locked, openedAt }
    return { ...thread, pinned: false, same: false, weak: false, reasons: ['x'], ...otherwise }
  }
  const numbers = (rows: readonly RelatedThread[]) => shownRelated(rows).map(({ number }) => number)

  it('are five at most, the pinned one first', () => {
    const others = [2, 3, 4, 5, 6, 7].map((number) => row(number, {}))
    expect(numbers([row(1, { pinned: true, same: true }), ...others])).toEqual([1, 2, 3, 4, 5])
  })

  it('are without those that are only a little like it, unless there is nothing else', () => {
    const weak = [row(1, { weak: true }), row(2, { weak: true })]
    expect(numbers(weak)).toEqual([1, 2])
    expect(numbers([...weak, row(3, {})])).toEqual([3])
  })

  it('takes a symbol alone, or one word of the symptom alone, for a little', () => {
    const threads = [
      makeThread({ number: 1, kind: 'issue', title: 'Infinite wakeups in poll_read' }),
      makeThread({ number: 2, kind: 'issue', title: 'TlsStream::poll_read reports EOF' }),
      makeThread({ number: 3, kind: 'issue', title: 'The example loops in an infinite loop' }),
    ]
    const weak = rankThreads(threads, trouble).filter((rated) => rated.weak)
    expect(weak.map(({ thread }) => thread.number).sort()).toEqual([2, 3])
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

  it('is plain words where it goes by meaning: nothing that GitHub would fall back from', () => {
    const words = ['busy loop', 'O(n^2)', 'TlsStream::poll_read', '"NOT" repo:x/y', 'w'.repeat(250)]
    expect(writePlainQuery({ owner: 'acme', repo: 'lib' }, words)).toBe(
      'repo:acme/lib is:issue busy loop o n 2 tlsstream poll_read not repo x y',
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
