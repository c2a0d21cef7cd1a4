import { describeNode, describePicture, describeRecordings } from './describe-layout.ts'
import { escapeText } from './escape-text.ts'
import { clipText, fitLabel } from './fit-text.ts'
import { svgLegend } from './svg-legend.ts'
import { svgScript } from './svg-script.ts'
import { changeClass, markClass, stripesId, svgStyle, type ThemeChoice } from './svg-style.ts'
import type { FlamegraphLayout, FlamegraphNode } from './types.ts'

/** @property interactive whether the script is in it (default true) */
export interface SvgOptions {
  readonly theme?: ThemeChoice
  readonly interactive?: boolean
}

/** No picture is larger, in UTF-8. */
export const maxSvgBytes = 3_000_000

const width = 1200
const margin = 10
const rowHeight = 18
/** Left and right of a label, within its frame. */
const padding = 3
/** A monospaced character at 11 pixels. */
const cell = 6.63
/** Narrower marks have their colour only: an outline would hide it. */
const outlined = 5
const noteHeight = 17
/** Of a name in a tooltip, in cells; the shorter, the more hostile names would make the picture too large. */
const longestName = 400
const shortestName = 12

/**
 * Draws a flamegraph: a picture for itself, and where a browser opens it and runs its script, one to explore.
 * @returns a whole SVG document, at most `maxSvgBytes` long
 */
export function renderSvg(layout: FlamegraphLayout, options: SvgOptions = {}): string {
  let nameCells = longestName
  let svg = drawPicture(layout, options, nameCells)
  while (Buffer.byteLength(svg) > maxSvgBytes && nameCells > shortestName) {
    nameCells /= 2
    svg = drawPicture(layout, options, nameCells)
  }
  return svg
}

function drawPicture(
  layout: FlamegraphLayout,
  { theme = 'auto', interactive = true }: SvgOptions,
  nameCells: number,
): string {
  const recordings = describeRecordings(layout)
  const legend = svgLegend(layout, margin, width - margin, 42 + 18 * recordings.length)
  const detailsY = 42 + 18 * recordings.length + legend.height + 14
  const top = detailsY + 8
  const bottom = top + layout.levels * rowHeight
  const height = bottom + 22 + layout.notes.length * noteHeight
  const text = (x: number, y: number, content: string, cssClass = ''): string =>
    `<text${cssClass === '' ? '' : ` class="${cssClass}"`} x="${x}" y="${y}">${escapeText(content)}</text>`

  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="flamegraph" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`,
    ` role="img" aria-label="${escapeText(clipText(describePicture(layout), 1000))}"`,
    ` data-margin="${margin}" data-padding="${padding}" data-cell="${cell}" data-outlined="${outlined}">\n`,
    `<title>${escapeText(clipText(layout.title, 200))}</title>\n`,
    `<style>\n${svgStyle(theme, interactive)}\n</style>\n`,
    drawStripes(),
    '<rect class="ground" width="100%" height="100%"/>\n',
    `${text(margin, 28, clipText(layout.title, 80), 'title')}\n`,
    ...recordings.map((line, index) => `${text(margin, 48 + 18 * index, clipText(line, 170), 'faint')}\n`),
    `${legend.markup}\n`,
    `<g class="frames">\n${layout.nodes.map((node) => drawFrame(node, layout, bottom, nameCells)).join('\n')}\n</g>\n`,
    `<g class="strip strips">\n${drawStrip(layout, bottom + 3)}\n</g>\n`,
    ...layout.notes.map(
      (note, index) => `${text(margin, bottom + 27 + index * noteHeight, clipText(note, 185), 'faint')}\n`,
    ),
    interactive ? drawControls(detailsY) : '',
    '</svg>\n',
  ].join('')
}

function drawStripes(): string {
  const path = '<path d="M0 0V7" stroke-width="5"/>'
  return (
    `<defs><pattern id="${stripesId}" class="stripes" width="7" height="7" patternUnits="userSpaceOnUse" ` +
    `patternTransform="rotate(45)"><rect width="7" height="7"/>${path}</pattern></defs>\n`
  )
}

/** Empty places that the script fills, and the script. */
function drawControls(detailsY: number): string {
  return (
    `<text class="details" x="${margin}" y="${detailsY}" aria-live="polite"></text>\n` +
    `<text class="found" x="${width - margin}" y="56" text-anchor="end" aria-live="polite"></text>\n` +
    `<script><![CDATA[${svgScript}]]></script>\n`
  )
}

function drawFrame(node: FlamegraphNode, layout: FlamegraphLayout, bottom: number, nameCells: number): string {
  const span = spanOf(node, layout)
  const y = bottom - (node.depth + 1) * rowHeight
  const shorten = (name: string): string => clipText(name, nameCells)
  const symbol = shorten(node.symbol)
  const functionName = shorten(node.functionName)
  const ownerLabel = shorten(node.ownerLabel)
  const label = fitLabel({ symbol, functionName, ownerLabel }, Math.floor((span.wide - 2 * padding) / cell))
  const tooltip = [symbol, ...describeNode({ ...node, ownerName: shorten(node.ownerName) }, layout)]
    .map(escapeText)
    .join('\n')
  return [
    `<g class="${classesOf(node, span.wide)}" data-d="${node.depth}"${span.data}`,
    functionName === symbol ? '' : ` data-f="${escapeText(functionName)}"`,
    ownerLabel === '' ? '' : ` data-o="${escapeText(ownerLabel)}"`,
    `><title>${tooltip}</title><rect${span.place} y="${y}" height="${rowHeight - 1}"/>`,
    label === '' ? '' : `<text x="${round(span.x + padding)}" y="${y + 12.5}">${escapeText(label)}</text>`,
    '</g>',
  ].join('')
}

function classesOf({ category, change, mark }: FlamegraphNode, wide: number): string {
  const colour = change === null ? (category ?? 'root') : changeClass(change.step)
  if (mark === null) return colour
  return `${colour} ${markClass[mark]}${wide < outlined ? ' thin' : ''}`
}

/** Under the root, what stands on the culprit or names it: the outermost such frames. */
function drawStrip(layout: FlamegraphLayout, y: number): string {
  const covered = new Uint8Array(layout.nodes.length)
  const rects: string[] = []
  for (const [index, node] of layout.nodes.entries()) {
    covered[index] = covered[node.parent] ?? 0
    if (covered[index] === 1 || node.mark === null) continue
    covered[index] = 1
    const span = spanOf(node, layout)
    rects.push(`<rect${span.data}${span.place} y="${y}" height="5"/>`)
  }
  return rects.join('\n')
}

/** Where a node stands from left to right: as shares for the script, and as pixels with a gap to its right neighbour. */
function spanOf(node: FlamegraphNode, layout: FlamegraphLayout) {
  const whole = layout.weight === 0 ? 1 : layout.weight
  const x = margin + (node.start / whole) * (width - 2 * margin)
  const wide = (node.weight / whole) * (width - 2 * margin)
  return {
    x,
    wide,
    data: ` data-s="${round(node.start / whole, 1e7)}" data-w="${round(node.weight / whole, 1e7)}"`,
    place: ` x="${round(x)}" width="${round(wide - Math.min(0.7, 0.15 * wide))}"`,
  }
}

function round(value: number, precision = 100): number {
  return Math.round(value * precision) / precision
}
