import { describe, expect, it } from 'vitest'
import { layoutFlamegraph, renderPng } from '../../src/flamegraph/index.ts'
import { highlightOf, ownedProfile } from './helpers.ts'

function pictureOf(symbol: string, theme?: 'light' | 'dark'): Promise<Uint8Array> {
  const owned = ownedProfile([{ frames: ['own edge|main', `serde|${symbol}`], weight: 1 }])
  return renderPng(layoutFlamegraph(owned, highlightOf(owned, 'serde')), theme)
}

describe('the PNG', () => {
  it('has two pixels for each of the SVG', async () => {
    const png = Buffer.from(await pictureOf('parse'))
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    expect(png.readUInt32BE(16)).toBe(2400)
  })

  it('shows the labels, with the fonts that come along', async () => {
    expect(await pictureOf('parse')).not.toEqual(await pictureOf('print'))
  })

  it('is the same for the same profile, light unless asked to be dark', async () => {
    const picture = await pictureOf('parse')
    expect(picture).toEqual(await pictureOf('parse', 'light'))
    expect(picture).not.toEqual(await pictureOf('parse', 'dark'))
  })
})
