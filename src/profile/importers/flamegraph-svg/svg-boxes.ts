/** A box of a flame graph as its picture has it. */
export interface SvgBox {
  readonly name: string
  /** What the box stands for. */
  readonly count: number
  /** Vertical place, growing downwards. */
  readonly y: number
  /** Horizontal place, in pixels, percent, or counts. */
  readonly start: number
  readonly end: number
}

/** What was found in a picture. */
export interface SvgBoxes {
  readonly boxes: readonly SvgBox[]
  /** The word behind the numbers: `samples` unless somebody gave another one. */
  readonly unit: string
  /** The boxes' counts are multiplied by this to be in `unit`. */
  readonly factor: number
  /** How many titled rectangles are no boxes, and where the first one begins, in characters; -1 where there is none. */
  readonly strange: number
  readonly firstStrange: number
  /** Where the first box begins whose title shows a change, as those of a differential flame graph do; -1 where there is none. */
  readonly firstChange: number
}

/** Tags are shorter; what has no end within this is none. */
const LONGEST_TAG = 4096
const LONGEST_LABEL = 200
const TOKEN = new RegExp(
  `<title\\b[^<>]{0,${LONGEST_TAG}}>|<rect\\b[^<>]{0,${LONGEST_TAG}}>|<script\\b|<style\\b|<!--|<!\\[CDATA\\[`,
  'g',
)
const SKIPPED_UNTIL: Readonly<Record<string, string>> = {
  '<script': '</script',
  '<style': '</style',
  '<!--': '-->',
  '<![CDATA[': ']]>',
}
const ATTRIBUTE = /([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

/** Finds titles and the rectangles that follow them; scripts, styles and comments are skipped, nothing is executed. */
export function readSvgBoxes(svg: string): SvgBoxes {
  const boxes: DrawnBox[] = []
  let strange = 0
  let firstStrange = -1
  let firstChange = -1
  let title: string | null = null
  let titleAt = 0
  const tokens = new RegExp(TOKEN)
  for (let token = tokens.exec(svg); token !== null; token = tokens.exec(svg)) {
    const [tag] = token
    const end = SKIPPED_UNTIL[tag]
    if (end !== undefined) {
      tokens.lastIndex = endOf(svg, end, tokens.lastIndex)
    } else if (tag.startsWith('<title')) {
      const close = svg.indexOf('<', tokens.lastIndex)
      title = svg.slice(tokens.lastIndex, close === -1 ? svg.length : close)
      titleAt = token.index
      tokens.lastIndex += title.length
    } else if (title !== null) {
      const box = readBox(title, tag)
      title = null
      if (box === null) {
        if (strange++ === 0) firstStrange = titleAt
        continue
      }
      boxes.push(box)
      if (box.hasChange && firstChange === -1) firstChange = titleAt
    }
  }
  return { ...withExactPlaces(boxes), strange, firstStrange, firstChange }
}

function endOf(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from)
  return at === -1 ? text.length : at + mark.length
}

interface DrawnBox extends SvgBox {
  readonly unit: string
  readonly hasChange: boolean
  /** inferno's `fg:x` and `fg:w`: the place in counts, not rounded to what can be drawn; null where it is not given. */
  readonly exact: { readonly start: number; readonly end: number } | null
}

/** Takes the exact places where all boxes have them. They are as recorded: `--factor` has changed the titles alone. */
function withExactPlaces(drawn: readonly DrawnBox[]): Pick<SvgBoxes, 'boxes' | 'unit' | 'factor'> {
  const unit = drawn[0]?.unit ?? 'samples'
  const boxes: SvgBox[] = []
  let largestTitled = 0
  let largestRecorded = 0
  for (const { name, y, count: titled, exact } of drawn) {
    if (exact === null) return { boxes: drawn, unit, factor: 1 }
    const recorded = exact.end - exact.start
    boxes.push({ name, y, ...exact, count: recorded })
    if (titled > largestTitled) {
      largestTitled = titled
      largestRecorded = recorded
    }
  }
  return { boxes, unit, factor: largestRecorded > 0 ? largestTitled / largestRecorded : 1 }
}

function readBox(title: string, rect: string): DrawnBox | null {
  const label = readTitle(decodeEntities(title))
  const attributes = new Map(
    [...rect.matchAll(ATTRIBUTE)].map(([, key, double, single]) => [key, double ?? single ?? '']),
  )
  const number = (key: string) => Number.parseFloat(attributes.get(key) ?? '')
  const start = number('x')
  const end = start + number('width')
  const y = number('y')
  if (label === null || !Number.isFinite(end) || !Number.isFinite(y)) return null
  const exactStart = number('fg:x')
  const exactEnd = exactStart + number('fg:w')
  const exact = Number.isFinite(exactEnd) ? { start: exactStart, end: exactEnd } : null
  return { ...label, y, start, end, exact }
}

/** `name (1,234 samples, 5.60%)`, and `; +0.12%` behind it where the picture shows a difference. The name can be empty. */
function readTitle(text: string): Pick<DrawnBox, 'name' | 'count' | 'unit' | 'hasChange'> | null {
  const open = text.lastIndexOf(' (')
  if (open === -1 || text.length - open > LONGEST_LABEL) return null
  const [, count, unit, change] =
    /^ \(([\d,]+(?:\.\d+)?) ([^,;]+)(?:, [\d.]+%)?(; ?[+-]?[\d.]+%)?\)\s*$/.exec(text.slice(open)) ?? []
  if (count === undefined || unit === undefined) return null
  return { name: text.slice(0, open), count: Number(count.replaceAll(',', '')), unit, hasChange: change !== undefined }
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (entity, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? entity
    const codePoint = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
    return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : entity
  })
}
