import { categoryNames, changeNames } from './describe-layout.ts'
import { escapeText } from './escape-text.ts'
import { clipText } from './fit-text.ts'
import { formatShare } from './format-weight.ts'
import { changeClass, markClass } from './svg-style.ts'
import type { ChangeStep, FlamegraphLayout } from './types.ts'

/** A legend, and the room that it takes. */
export interface Legend {
  readonly markup: string
  readonly height: number
}

interface Entry {
  /** Class of the swatch; null for a text alone. */
  readonly swatch: string | null
  readonly text: string
}

const lineHeight = 21
const swatchWidth = 16
const gap = 16

/** @param top upper edge, in pixels; left and right likewise */
export function svgLegend(layout: FlamegraphLayout, left: number, right: number, top: number): Legend {
  const groups = [colourEntries(layout), markEntries(layout)].filter((entries) => entries.length > 0)
  let y = top
  const parts: string[] = []
  for (const entries of groups) {
    let x = left
    for (const entry of entries) {
      const text = clipText(entry.text, 90)
      const width = (entry.swatch === null ? 0 : swatchWidth + 6) + widthOf(text)
      if (x > left && x + width > right) {
        x = left
        y += lineHeight
      }
      parts.push(drawEntry({ ...entry, text }, x, y))
      x += width + gap
    }
    y += lineHeight
  }
  return { markup: parts.join('\n'), height: y - top }
}

function drawEntry({ swatch, text }: Entry, x: number, y: number): string {
  if (swatch === null) return `<text x="${round(x)}" y="${y + 12}">${escapeText(text)}</text>`
  const height = swatch === 'strip' ? 5 : 15
  const rect = `<rect x="${round(x)}" y="${y + (15 - height) / 2}" width="${swatchWidth}" height="${height}"/>`
  return `<g class="${swatch}">${rect}</g><text x="${round(x + swatchWidth + 6)}" y="${y + 12}">${escapeText(text)}</text>`
}

function colourEntries(layout: FlamegraphLayout): Entry[] {
  const { comparison, culprit, legend } = layout
  if (comparison !== null) {
    const steps: readonly ChangeStep[] = [-3, -2, -1, 0, 1, 2, 3]
    const what = comparison.basis === 'per-second' ? 'Weight per second' : 'Share of the weight'
    const entries = steps.map((step) => ({ swatch: changeClass(step), text: changeNames[step] }))
    return [{ swatch: null, text: `${what}, against before:` }, ...entries]
  }
  const entries = legend.map(({ category, share }) => {
    const name = category === 'culprit' && culprit !== null ? `culprit ${culprit.label}` : categoryNames[category]
    return { swatch: category, text: `${name} ${formatShare(share)}` }
  })
  return entries.length === 0 ? [] : [{ swatch: null, text: 'Self:' }, ...entries]
}

/** What the outlines and the strip under the picture mean. */
function markEntries({ culprit, comparison }: FlamegraphLayout): Entry[] {
  if (culprit === null) return []
  const runs = `runs ${culprit.label}: ${formatShare(culprit.total)}`
  const names = `names ${culprit.label}: ${formatShare(culprit.named)}`
  const entries: Entry[] = [{ swatch: null, text: 'On the stack:' }]
  if (culprit.total > 0)
    entries.push({ swatch: `${comparison === null ? 'culprit' : 'root'} ${markClass.culprit}`, text: runs })
  if (culprit.named > 0) entries.push({ swatch: `root ${markClass.named}`, text: names })
  entries.push({ swatch: 'strip', text: 'these stacks, marked under the picture' })
  return entries
}

/** About how many pixels a text takes in a sans serif font of 12 pixels, on the wide side. */
function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += /[\s.,:'ijlfrtI]/.test(character) ? 4.4 : /[mwMW%@]/.test(character) ? 11 : 7.4
  return width
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10
}
