import { type Frame, type Profile, ProfileBuilder } from '../../src/profile/index.ts'
import { randomFrom } from '../random-from.ts'

/** One row of a profile's samples, with its stack, outermost frame first. */
interface Row {
  readonly stack: readonly number[]
  readonly thread: number
  readonly metric: number
  readonly weight: number
  readonly count: number
  readonly atEntry: number
  readonly idle: boolean
}

/** The same samples, met in another order: frames, stacks and threads are numbered anew. */
export function shuffled(profile: Profile, seed: number): Profile {
  const random = randomFrom(seed)
  const rows = rowsOf(profile)
  for (let index = rows.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1))
    const row = rows[index] as Row
    rows[index] = rows[other] as Row
    rows[other] = row
  }
  return rebuild(profile, rows)
}

/** Each sample weighs ten times as much, as with a tenth of the frequency. */
export function tenfold(profile: Profile): Profile {
  return rebuild(
    profile,
    rowsOf(profile).map((row) => ({ ...row, weight: row.weight * 10 })),
  )
}

/** Each sample is kept or not, as a coin falls. */
export function halved(profile: Profile, seed: number): Profile {
  const random = randomFrom(seed)
  const rows = rowsOf(profile).flatMap((row): Row[] => {
    let count = 0
    let atEntry = 0
    for (let sample = 0; sample < row.count; sample += 1) {
      if (random() < 0.5) continue
      count += 1
      if (sample < row.atEntry) atEntry += 1
    }
    return count === 0 ? [] : [{ ...row, count, atEntry, weight: (row.weight * count) / row.count }]
  })
  return rebuild(profile, rows)
}

/** The busy samples of the leading metric as folded text, in the manner of stackcollapse. */
export function folded(profile: Profile): string {
  const lines = rowsOf(profile)
    .filter((row) => row.metric === 0 && !row.idle)
    .map(({ stack, count }) => {
      const names = stack.map((frame) => profile.frames[frame]?.name.replaceAll(';', ':') ?? '')
      return `${['checkout', ...names].join(';')} ${count}`
    })
  return lines.map((line) => `${line}\n`).join('')
}

/** The same samples, with every frame replaced. */
export function rebuildFrames(profile: Profile, replace: (frame: Frame) => Frame): Profile {
  return rebuild({ ...profile, frames: profile.frames.map(replace) }, rowsOf(profile))
}

function rowsOf({ tree, samples }: Profile): Row[] {
  return Array.from({ length: samples.length }, (_, row) => {
    const stack: number[] = []
    for (let node = samples.node[row] as number; node > 0; node = tree.parent[node] as number)
      stack.push(tree.frame[node] as number)
    return {
      stack: stack.reverse(),
      thread: samples.thread[row] as number,
      metric: samples.metric[row] as number,
      weight: samples.weight[row] as number,
      count: samples.count[row] as number,
      atEntry: samples.atEntry[row] as number,
      idle: samples.idle[row] === 1,
    }
  })
}

function rebuild(profile: Profile, rows: readonly Row[]): Profile {
  const builder = new ProfileBuilder()
  for (const { name, unit, kind } of profile.metrics) builder.metric(name, unit, kind)
  for (const { stack, thread, metric, weight, count, atEntry, idle } of rows) {
    let node = 0
    for (const frame of stack) {
      const known = profile.frames[frame]
      if (known) node = builder.child(node, builder.frame(known))
    }
    const { name, pid, tid } = profile.threads[thread] ?? { name: '', pid: null, tid: null }
    builder.add(node, builder.thread(name, pid, tid), metric, weight, count, { idle, atEntry })
  }
  const { format, durationSeconds, understood, notes } = profile
  return builder.finish({ format, durationSeconds, understood, notes })
}
