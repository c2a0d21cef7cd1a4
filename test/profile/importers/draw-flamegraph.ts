/** How a flame graph is drawn. */
export interface Drawing {
  /** `pixels` as flamegraph.pl, `percent` as inferno, with exact places. */
  readonly places: 'pixels' | 'percent'
  readonly isInverted: boolean
  readonly unit?: string
  /** Pixels for each unit of weight, so many that no box is too narrow to tell. */
  readonly scale?: number
}

interface Box {
  readonly name: string
  weight: number
  readonly children: Map<string, Box>
}

const ROW_HEIGHT = 16
const MARGIN = 10

/** Draws stacks (`main;parse` to weight) in the way of flamegraph.pl or inferno, the boxes in no order. */
export function drawFlamegraph(stacks: Readonly<Record<string, number>>, drawing: Drawing): string {
  const root: Box = { name: 'all', weight: 0, children: new Map() }
  for (const [stack, weight] of Object.entries(stacks)) {
    let box = root
    box.weight += weight
    for (const name of stack.split(';')) {
      const child = box.children.get(name) ?? { name, weight: 0, children: new Map() }
      box.children.set(name, child)
      child.weight += weight
      box = child
    }
  }
  const boxes = drawBoxes(root, 0, 0, root.weight, drawing).reverse()
  return `<?xml version="1.0" standalone="no"?>
<svg version="1.1" width="1200" xmlns="http://www.w3.org/2000/svg" xmlns:fg="http://github.com/jonhoo/inferno">
<!-- <title>comment (1 samples, 1%)</title><rect x="0" y="0" width="1"/> -->
<style type="text/css"> text { font-size: 12px } </style>
<script type="text/ecmascript"><![CDATA[ var title = "<title>script (1 samples, 1%)</title><rect x='0' y='0' width='1'/>" ]]></script>
<rect x="0" y="0" width="1200.0" height="100.0" fill="url(#background)" />
<g id="frames">
${boxes.join('\n')}
</g>
</svg>
`
}

function drawBoxes(box: Box, depth: number, start: number, total: number, drawing: Drawing): string[] {
  const drawn = [drawBox(box, depth, start, total, drawing)]
  let childStart = start
  for (const child of box.children.values()) {
    drawn.push(...drawBoxes(child, depth + 1, childStart, total, drawing))
    childStart += child.weight
  }
  return drawn
}

function drawBox({ name, weight }: Box, depth: number, start: number, total: number, drawing: Drawing): string {
  const { places, isInverted, unit = 'samples', scale = 10 } = drawing
  const label = name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
  const title = `<title>${label} (${weight.toLocaleString('en-US')} ${unit}, ${((100 * weight) / total).toFixed(2)}%)</title>`
  const y = MARGIN + ROW_HEIGHT * (isInverted ? depth : 100 - depth)
  if (places === 'percent') {
    const percent = (part: number) => `${((100 * part) / total).toFixed(4)}%`
    return `<g>${title}<rect x="${percent(start)}" y="${y}" width="${percent(weight)}" height="15" fg:x="${start}" fg:w="${weight}"/></g>`
  }
  const x = MARGIN + start * scale
  const width = weight * scale
  return `<g >\n${title}<rect x="${x.toFixed(1)}" y="${y}" width="${width.toFixed(1)}" height="15.0" rx="2" ry="2" />\n</g>`
}
