import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellsOf, clipText, fitLabel } from '../../src/flamegraph/fit-text.ts'

const names = {
  symbol: '<tokio_rustls::server::TlsStream<T>>::poll_read',
  functionName: 'poll_read',
  ownerLabel: 'tokio-rustls',
}

describe('the label of a frame', () => {
  const labels = [
    { cells: 47, label: '<tokio_rustls::server::TlsStream<T>>::poll_read' },
    { cells: 46, label: 'tokio-rustls · poll_read' },
    { cells: 24, label: 'tokio-rustls · poll_read' },
    { cells: 23, label: 'poll_read' },
    { cells: 9, label: 'poll_read' },
    { cells: 8, label: 'poll_re…' },
    { cells: 5, label: 'poll…' },
    { cells: 4, label: '' },
    { cells: -1, label: '' },
  ]
  for (const { cells, label } of labels) {
    it(`is '${label}' in ${cells} cells`, () => {
      expect(fitLabel(names, cells)).toBe(label)
    })
  }

  it('never takes more room than there is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.nat(40), (symbol, functionName, cells) => {
        expect(cellsOf(fitLabel({ symbol, functionName, ownerLabel: 'serde' }, cells))).toBeLessThanOrEqual(cells)
      }),
    )
  })
})

describe('a cut text', () => {
  const cuts = [
    { text: 'checkout', cells: 8, cut: 'checkout' },
    { text: 'checkout', cells: 4, cut: 'che…' },
    { text: '決済サービス', cells: 12, cut: '決済サービス' },
    { text: '決済サービス', cells: 6, cut: '決済…' },
    { text: '🦀🦀🦀', cells: 5, cut: '🦀🦀…' },
    { text: '', cells: 5, cut: '' },
  ]
  for (const { text, cells, cut } of cuts) {
    it(`is '${cut}' of '${text}' in ${cells} cells`, () => {
      expect(clipText(text, cells)).toBe(cut)
    })
  }
})
