import type { ProfileBuilder } from '../../profile-builder.ts'
import { definitionLine } from '../json/definition-line.ts'
import type { JsonChecks } from '../json/json-checks.ts'
import type { JsonObject } from '../json/read-json.ts'

/** One distinct stack in a row of equal ones. */
export interface StackprofStack {
  /** The leaf's node in the profile. */
  readonly node: number
  /** How many samples in a row had it. */
  readonly count: number
}

/** Functions by address. */
export function readStackprofFrames(
  frames: JsonObject,
  builder: ProfileBuilder,
  checks: JsonChecks,
): Map<string, number> {
  const indices = new Map<string, number>()
  for (const [address, value] of Object.entries(frames)) {
    const where = `frames.${address}`
    const frame = checks.object(value, where)
    const file = checks.text(frame.file ?? '', where, undefined, 'file')
    const index = builder.frame({
      name: checks.text(frame.name, where, undefined, 'name'),
      file: file === '' ? null : file,
      line: definitionLine(checks.number(frame.line ?? 0, where, undefined, 'line')),
      object: null,
      kind: null,
      inlined: false,
    })
    indices.set(address, index)
  }
  return indices
}

/**
 * The stacks of `raw`: how many frames, their addresses from the outermost on, how many samples in a row, and again.
 *
 * @throws HeadwaterError `profile-malformed`, naming the entry
 */
export function readStackprofStacks(
  raw: readonly unknown[],
  frames: ReadonlyMap<string, number>,
  builder: ProfileBuilder,
  checks: JsonChecks,
): StackprofStack[] {
  const stacks: StackprofStack[] = []
  for (let at = 0; at < raw.length; ) {
    const length = count(at)
    const end = at + 1 + length
    let node = 0
    for (let entry = at + 1; entry < end; entry++) {
      const frame = frames.get(String(raw[entry]))
      if (frame === undefined) {
        const shown = checks.shown(raw[entry])
        throw checks.fault(`raw[${entry}] refers to the frame ${shown}, which is missing; a complete file is accepted`)
      }
      node = builder.child(node, frame)
    }
    stacks.push({ node, count: count(end) })
    at = end + 1
  }
  return stacks

  function count(index: number): number {
    const value = checks.number(raw[index], 'raw', index)
    if (Number.isInteger(value) && value >= 0 && value <= raw.length * MOST_EQUAL_STACKS) return value
    throw checks.fault(`raw[${index}] is ${value}, no count; a complete file is accepted`)
  }
}

/** A run of equal stacks is no longer than a day at 1,000 Hz; the bound keeps sums exact. */
const MOST_EQUAL_STACKS = 86_400_000
