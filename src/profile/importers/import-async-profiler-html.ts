/*
 * Reads the flame graphs that async-profiler (`-o flamegraph`, from version 2.0 on) and its `jfrconv` write as HTML pages; nothing
 * in them is run. Boxes are calls with a level and a width, in versions before 3.0 with a title each, since then with titles in a
 * pool. Specified by what writes them: https://github.com/async-profiler/async-profiler/blob/v2.9/src/flameGraph.cpp and
 * https://github.com/async-profiler/async-profiler/blob/v4.0/src/converter/one/convert/FlameGraph.java
 * Boxes below the page's least width are not in the file: their weight stays with their callers.
 */
import { HeadwaterError } from '../../errors.ts'
import type { Importer, MetricKind, ProfileNote } from '../types.ts'
import { type HtmlBox, type HtmlFrames, readHtmlFrames } from './async-profiler-html/read-html-frames.ts'
import { gatherBytes } from './bytes/gather-bytes.ts'
import { buildNamedProfile } from './named-stacks/build-named-profile.ts'
import { NamedStacks } from './named-stacks/named-stacks.ts'
import type { WeightMeaning } from './named-stacks/weight-tally.ts'

export const importAsyncProfilerHtml: Importer = {
  format: 'async-profiler-html',

  couldBe(head) {
    const text = new TextDecoder('latin1').decode(head)
    return /<html/i.test(text) && /async-profiler|^const cpool = \[|^f\(0,0,/m.test(text)
  },

  async read(bytes, name) {
    const lines = new TextDecoder().decode(await gatherBytes(bytes, name)).split(/\r?\n/)
    refuseOtherDrawings(lines, name)
    const frames = readHtmlFrames(lines, name)
    const { stacks, names } = stackBoxes(frames.boxes, name)
    return buildNamedProfile(
      { stacks, name: (index) => names[index] ?? '', dialect: 'plain', meaning: meaningOf(lines) },
      {
        format: 'async-profiler-html',
        durationSeconds: null,
        understood:
          frames.boxes.length === 0 ? 0 : frames.understoodBytes / (frames.understoodBytes + frames.skippedBytes),
        notes: noteSkipped(frames),
      },
    )
  },
}

function refuseOtherDrawings(lines: readonly string[], name: string): void {
  const inverted = lines.findIndex((line) => /^\s*(?:let inverted|var reverse|const reverse) = true;$/.test(line))
  if (inverted !== -1) {
    const text = `${name}: line ${inverted + 1}: an inverted flame graph, which does not tell callers from callees for sure; draw it without --reverse and --inverted`
    throw new HeadwaterError('profile-malformed', text)
  }
  const change = lines.findIndex((line) => /^d=/.test(line) || /^\s*const maxdiff = (?!-1;)/.test(line))
  if (change !== -1) {
    const text = `${name}: line ${change + 1}: a differential flame graph; give the two recordings themselves`
    throw new HeadwaterError('profile-malformed', text)
  }
}

/** The box at level 0 is all of them, and no function. */
function stackBoxes(boxes: readonly HtmlBox[], fileName: string): { stacks: NamedStacks; names: string[] } {
  const stacks = new NamedStacks()
  const names = new Map<string, number>()
  const path: { node: number; remaining: number }[] = []
  for (const { name, level, width } of boxes) {
    if (level > path.length) {
      const text = `${fileName}: a box of level ${level} stands upon none of level ${level - 1}; a whole page is accepted`
      throw new HeadwaterError('profile-malformed', text)
    }
    closeFrom(level)
    const caller = path.at(-1)
    const index = names.get(name) ?? names.size
    names.set(name, index)
    if (caller === undefined) path.push({ node: 0, remaining: width })
    else {
      caller.remaining -= width
      path.push({ node: stacks.tree.child(caller.node, index), remaining: width })
    }
  }
  closeFrom(0)
  return { stacks, names: [...names.keys()] }

  /** What the boxes upon a box have not taken is its own. */
  function closeFrom(level: number): void {
    while (path.length > level) {
      const { node, remaining } = path.pop() as { node: number; remaining: number }
      if (remaining > 0) stacks.add(node, remaining)
    }
  }
}

/** The page's heading, unless somebody gave another one, tells what was recorded. */
const KINDS: readonly (readonly [RegExp, MetricKind])[] = [
  [/\bwall/i, 'wall'],
  [/\b(?:alloc|lock|heap|memory|object|class)/i, 'other'],
]

function meaningOf(lines: readonly string[]): WeightMeaning {
  const heading = lines.map((line) => /^<h1[^>]*>(.*)<\/h1>$/.exec(line)?.[1]).find((text) => text !== undefined) ?? ''
  const kind = KINDS.find(([pattern]) => pattern.test(heading))?.[1] ?? 'cpu'
  const unit =
    lines.map((line) => /^\s*const units = '(\w*)';$/.exec(line)?.[1]).find((text) => text !== undefined) ?? 'samples'
  const onePerStack = (_: number, entries: number) => entries
  if (unit === 'samples') {
    return { metric: { name: 'samples', unit: 'samples', kind }, factor: 1, samples: (weight) => weight }
  }
  if (unit === 'ns' || unit === 'nanoseconds') {
    return { metric: { name: 'time', unit: 'nanoseconds', kind }, factor: 1, samples: onePerStack }
  }
  return {
    metric: { name: unit, unit: unit === 'bytes' ? 'bytes' : 'events', kind: 'other' },
    factor: 1,
    samples: onePerStack,
  }
}

function noteSkipped({ skippedBytes, firstSkipped }: HtmlFrames): ProfileNote[] {
  if (skippedBytes === 0) return []
  return [
    { code: 'skipped-lines', text: `Lines among the boxes were not understood; the first is line ${firstSkipped}.` },
  ]
}
