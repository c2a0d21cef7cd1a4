import { HeadwaterError } from '../../../errors.ts'
import { ProfileBuilder } from '../../profile-builder.ts'
import type { ImportedFile, Profile, ProfileNote } from '../../types.ts'
import { gatherBytes } from '../bytes/gather-bytes.ts'
import { JsonChecks } from '../json/json-checks.ts'
import { isJsonObject, type JsonObject, readJsonBytes } from '../json/read-json.ts'
import { isMarshal, readMarshal } from './read-marshal.ts'
import { readStackprofFrames, readStackprofStacks, type StackprofStack } from './stackprof-stacks.ts'

/** Reads the whole file, as `import-stackprof.ts` says. */
export async function readStackprof(file: ImportedFile): Promise<Profile> {
  const { name } = file
  const whole = await gatherBytes(file)
  const isDump = isMarshal(whole)
  const value = isDump ? readMarshal(whole, name) : readJsonBytes(whole, file)
  if (!isJsonObject(value) || !isJsonObject(value.frames) || !('mode' in value) || !('samples' in value)) {
    // Nothing else reads dumps.
    const code = isDump ? 'profile-malformed' : 'profile-unrecognised'
    const what = isDump ? "a Ruby dump, but none of StackProf's" : 'no mode, samples and frames'
    throw new HeadwaterError(code, `${name}: ${what}; accepted is what \`StackProf.run(raw: true, out: FILE)\` writes`)
  }
  return readRecording(value, value.frames, file)
}

const NANOSECONDS_PER_MICROSECOND = 1000

const NO_STACKS: ProfileNote = {
  code: 'cut-stacks',
  text: 'Recorded without stacks: only the time of functions themselves is known; `StackProf.run(raw: true)` records stacks.',
}

function readRecording(file: JsonObject, frames: JsonObject, { name, limits }: ImportedFile): Profile {
  const checks = new JsonChecks(name)
  const { mode } = file
  if (mode !== 'cpu' && mode !== 'wall') {
    throw checks.fault(
      `records ${checks.shown(mode)}, no time; recordings with \`mode: :cpu\` or \`mode: :wall\` are accepted`,
    )
  }
  const builder = new ProfileBuilder(limits)
  const metric = builder.metric(mode, 'nanoseconds', mode)
  const thread = builder.thread('', null, null)
  const indices = readStackprofFrames(frames, builder, checks)
  const isRaw = Array.isArray(file.raw)
  const stacks = isRaw
    ? readStackprofStacks(checks.list(file.raw, 'raw'), indices, builder, checks)
    : readSelfCounts(frames, indices, builder, checks)
  const weights = weighStacks(stacks, file, mode, checks)
  let samples = 0
  let duration = 0
  stacks.forEach(({ node, count }, index) => {
    const weight = weights[index] as number
    samples += count
    duration += weight
    if (count > 0) builder.add(node, thread, metric, weight, count)
  })
  return builder.finish({
    format: 'stackprof',
    durationSeconds: mode === 'wall' && duration > 0 ? duration / 1e9 : null,
    understood: understoodShare(samples, checks.number(file.samples, 'samples')),
    notes: isRaw || samples === 0 ? [] : [NO_STACKS],
  })
}

/** Where `raw` is missing: of each function, the samples that had it as their leaf. */
function readSelfCounts(
  frames: JsonObject,
  indices: ReadonlyMap<string, number>,
  builder: ProfileBuilder,
  checks: JsonChecks,
): StackprofStack[] {
  return [...indices].map(([address, index]) => {
    const frame = checks.object(frames[address], `frames.${address}`)
    const count = checks.number(frame.samples ?? 0, `frames.${address}`, undefined, 'samples')
    return { node: builder.child(0, index), count: Math.max(0, count) }
  })
}

/** @returns nanoseconds by stack */
function weighStacks(
  stacks: readonly StackprofStack[],
  file: JsonObject,
  mode: 'cpu' | 'wall',
  checks: JsonChecks,
): number[] {
  const interval = checks.number(file.interval, 'interval')
  if (interval < 0) throw checks.fault(`interval is ${interval}; microseconds are accepted`)
  const deltas = mode === 'wall' ? checks.list(file.raw_timestamp_deltas ?? [], 'raw_timestamp_deltas') : []
  const samples = stacks.reduce((sum, { count }) => sum + count, 0)
  if (deltas.length !== samples) return stacks.map(({ count }) => count * interval * NANOSECONDS_PER_MICROSECOND)
  let next = 0
  return stacks.map(({ count }) => {
    let weight = 0
    for (const end = next + count; next < end; next++) {
      weight += Math.max(0, checks.number(deltas[next], 'raw_timestamp_deltas', next))
    }
    return weight * NANOSECONDS_PER_MICROSECOND
  })
}

/** The file says how many samples it holds. */
function understoodShare(found: number, declared: number): number {
  if (found === declared) return 1
  return Math.max(0, Math.min(found, declared) / Math.max(found, declared))
}
