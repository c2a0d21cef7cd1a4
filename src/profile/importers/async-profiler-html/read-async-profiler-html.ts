import { HeadwaterError } from '../../../errors.ts'
import type { ImportedFile, MetricKind, Profile, ProfileNote } from '../../types.ts'
import { gatherBytes } from '../bytes/gather-bytes.ts'
import { buildNamedProfile } from '../named-stacks/build-named-profile.ts'
import { NamedStacks } from '../named-stacks/named-stacks.ts'
import type { WeightMeaning } from '../named-stacks/weight-tally.ts'
import { type HtmlBox, type HtmlFrames, readHtmlFrames } from './read-html-frames.ts'

/** Reads the whole file, as `import-async-profiler-html.ts` says. */
export async function readAsyncProfilerHtml(file: ImportedFile): Promise<Profile> {
  const { name } = file
  const lines = new TextDecoder().decode(await gatherBytes(file)).split(/\r?\n/)
  refuseOtherDrawings(lines, name)
  const frames = readHtmlFrames(lines, name)
  const { stacks, names } = stackBoxes(frames.boxes, file)
  return buildNamedProfile(
    { stacks, name: (index) => names[index] ?? '', dialect: 'plain', meaning: meaningOf(lines) },
    {
      format: 'async-profiler-html',
      durationSeconds: null,
      understood:
        frames.boxes.length === 0 ? 0 : frames.understoodBytes / (frames.understoodBytes + frames.skippedBytes),
      notes: noteSkipped(frames),
    },
    file.limits,
  )
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
function stackBoxes(
  boxes: readonly HtmlBox[],
  { name: fileName, limits }: ImportedFile,
): { stacks: NamedStacks; names: string[] } {
  const stacks = new NamedStacks(limits)
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
