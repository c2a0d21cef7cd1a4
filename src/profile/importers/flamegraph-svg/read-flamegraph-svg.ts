import { HeadwaterError } from '../../../errors.ts'
import type { ImportedFile, Profile, ProfileNote } from '../../types.ts'
import { gatherBytes } from '../bytes/gather-bytes.ts'
import { buildNamedProfile } from '../named-stacks/build-named-profile.ts'
import { tellDialect } from '../named-stacks/tell-dialect.ts'
import type { WeightMeaning } from '../named-stacks/weight-tally.ts'
import { type StackedBoxes, stackSvgBoxes } from './stack-svg-boxes.ts'
import { readSvgBoxes, type SvgBoxes } from './svg-boxes.ts'

/** Reads the whole file, as `import-flamegraph-svg.ts` says. */
export async function readFlamegraphSvg(file: ImportedFile): Promise<Profile> {
  const { name, limits } = file
  const svg = new TextDecoder().decode(await gatherBytes(file))
  const picture = readSvgBoxes(svg)
  if (picture.firstChange !== -1) {
    const text = `${name}: a differential flame graph: the box at character ${picture.firstChange} shows a change; give the two recordings themselves`
    throw new HeadwaterError('profile-malformed', text)
  }
  const stacked = stackSvgBoxes(picture.boxes, limits)
  const named = (index: number) => stacked.names[index] ?? ''
  const boxes = picture.boxes.length
  return buildNamedProfile(
    {
      stacks: stacked.stacks,
      name: named,
      dialect: tellDialect(stacked.stacks.tree, named),
      meaning: meaningOf(picture, stacked),
    },
    {
      format: 'flamegraph-svg',
      durationSeconds: null,
      understood: boxes === 0 ? 0 : (boxes - stacked.stray.length) / (boxes + picture.strange),
      notes: [...strangeNote(picture), ...missingNote(stacked)],
    },
    limits,
  )
}

const NOTEWORTHY_MISSING_SHARE = 0.001

/** The words that people give to `--countname` for time. */
const NANOSECONDS: Readonly<Record<string, number>> = {
  ns: 1,
  nanoseconds: 1,
  us: 1e3,
  µs: 1e3,
  microseconds: 1e3,
  ms: 1e6,
  milliseconds: 1e6,
  s: 1e9,
  seconds: 1e9,
}

/** Where the numbers are no samples, a box stands for one at least. */
function meaningOf({ unit, factor }: SvgBoxes, { weights }: StackedBoxes): WeightMeaning {
  const told = weights.meaning()
  if (unit === 'samples') return { ...told, factor: told.factor * factor }
  const samples = (_: number, entries: number) => entries
  const nanoseconds = NANOSECONDS[unit]
  if (nanoseconds !== undefined) {
    return { metric: { name: 'time', unit: 'nanoseconds', kind: 'other' }, factor: factor * nanoseconds, samples }
  }
  return { metric: { name: unit, unit: unit === 'bytes' ? 'bytes' : 'events', kind: 'other' }, factor, samples }
}

function strangeNote({ boxes, strange, firstStrange }: SvgBoxes): ProfileNote[] {
  if (boxes.length === 0) return [{ code: 'skipped-lines', text: 'no title of the picture is a box of a flame graph.' }]
  if (strange === 0) return []
  const text = `Titles that were not understood: ${strange} of ${boxes.length + strange}; the first begins at character ${firstStrange}.`
  return [{ code: 'skipped-lines', text }]
}

function missingNote({ total, missing, stray }: StackedBoxes): ProfileNote[] {
  const notes: string[] = []
  if (stray.length > 0)
    notes.push(`Boxes that stand upon no other: ${stray.length}; their weight was left with the callers below.`)
  if (Math.abs(missing) > NOTEWORTHY_MISSING_SHARE * total) {
    notes.push(`The boxes add up to ${total - missing}, not to the ${total} at the root.`)
  }
  return notes.length === 0 ? [] : [{ code: 'cut-stacks', text: notes.join(' ') }]
}
