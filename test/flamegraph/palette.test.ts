import { describe, expect, it } from 'vitest'
import { palettes } from '../../src/flamegraph/palette.ts'
import type { ChangeStep } from '../../src/flamegraph/types.ts'

type Colour = readonly [number, number, number]
type Matrix = readonly [Colour, Colour, Colour]

/** Machado, Oliveira and Fernandes 2009, severity 1; on linear RGB. */
const sights: Readonly<Record<string, Matrix>> = {
  'normal sight': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

const toLms: Matrix = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
]
const toOklab: Matrix = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
]

function map(colour: Colour, change: (channel: number) => number): Colour {
  return [change(colour[0]), change(colour[1]), change(colour[2])]
}

function multiply(matrix: Matrix, [a, b, c]: Colour): Colour {
  const row = (index: 0 | 1 | 2): number => matrix[index][0] * a + matrix[index][1] * b + matrix[index][2] * c
  return [row(0), row(1), row(2)]
}

function linear(hex: string): Colour {
  const channel = (from: number): number => Number.parseInt(hex.slice(from, from + 2), 16) / 255
  return map([channel(1), channel(3), channel(5)], (value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  )
}

/** By the Web Content Accessibility Guidelines. */
function contrast(one: string, other: string): number {
  const luminance = (hex: string): number => {
    const [red, green, blue] = linear(hex)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

/** In OKLab, as an eye with that sight sees the two. */
function distance(one: string, other: string, sight: Matrix): number {
  const lab = (hex: string): Colour => {
    const seen = map(multiply(sight, linear(hex)), (channel) => Math.min(1, Math.max(0, channel)))
    return multiply(toOklab, map(multiply(toLms, seen), Math.cbrt))
  }
  const [a, b] = [lab(one), lab(other)]
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
}

for (const [theme, palette] of Object.entries(palettes)) {
  describe(`the ${theme} palette`, () => {
    it('keeps every label readable on its frame, stripes included', () => {
      const fills = { ...palette.categories, ...palette.changes, stripe: palette.stripe }
      for (const [name, fill] of Object.entries(fills)) {
        expect(contrast(fill, palette.ink), name).toBeGreaterThanOrEqual(4.5)
      }
      expect(contrast(palette.root, palette.text)).toBeGreaterThanOrEqual(4.5)
    })

    it('keeps every text beside the frames readable', () => {
      expect(contrast(palette.background, palette.text)).toBeGreaterThanOrEqual(7)
      expect(contrast(palette.background, palette.faintText)).toBeGreaterThanOrEqual(4.5)
    })

    for (const [sight, matrix] of Object.entries(sights)) {
      it(`tells any two categories apart with ${sight}`, () => {
        const categories = Object.entries(palette.categories)
        for (const [index, [name, colour]] of categories.entries()) {
          for (const [otherName, otherColour] of categories.slice(index + 1)) {
            expect(distance(colour, otherColour, matrix), `${name}, ${otherName}`).toBeGreaterThanOrEqual(0.08)
          }
        }
      })

      it(`tells more from less with ${sight}`, () => {
        const { changes } = palette
        for (const step of [1, 2, 3] as const) {
          expect(distance(changes[step], changes[-step as ChangeStep], matrix), `step ${step}`).toBeGreaterThanOrEqual(
            0.07,
          )
          expect(distance(changes[0], changes[step], matrix)).toBeGreaterThanOrEqual(0.04)
        }
      })
    }
  })
}
