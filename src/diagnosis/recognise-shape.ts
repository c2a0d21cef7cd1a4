import { findSubject } from './find-subject.ts'
import type { Facts } from './gather-facts.ts'
import { percent } from './percent.ts'
import { type ShapeRule, shapes } from './shapes/index.ts'
import type { Shape } from './types.ts'

/** Below it a shape is not claimed. */
const leastConfidence = 0.4
/** From so many samples on, the number of samples lowers nothing (Brendan Gregg's and vendors' rule of thumb: a few hundred). */
const enoughSamples = 200

interface Reading {
  readonly confidence: number
  readonly evidence: readonly string[]
}

/**
 * The shape of a profile: the first rule of the table that its numbers carry, else `unknown` with the nearest one's numbers.
 */
export function recogniseShape(facts: Facts, rules: readonly ShapeRule[] = shapes): Shape {
  let nearest: Reading = { confidence: 0, evidence: ['no rule on shapes found what it looks for'] }
  for (const rule of rules) {
    const reading = readRule(rule, facts)
    if (reading.confidence >= leastConfidence) {
      return withSubject(
        { kind: rule.kind, subject: null, ...reading, meaning: rule.meaning, mitigation: rule.mitigation },
        facts,
      )
    }
    if (reading.confidence > nearest.confidence) nearest = reading
  }
  return {
    kind: 'unknown',
    subject: null,
    confidence: 1 - nearest.confidence,
    evidence: nearest.evidence,
    meaning: 'The numbers carry none of the known shapes.',
    mitigation: 'Record the profile again while the trouble lasts, and longer.',
  }
}

/** Hot work is of some kind; the other shapes say by themselves what is wrong. */
function withSubject(shape: Shape, { measures }: Facts): Shape {
  const found = shape.kind === 'hot-work' ? findSubject(measures) : null
  if (found === null) return shape
  const evidence = [...shape.evidence, `${percent(found.share)} of the stacks name ${found.subject}`]
  return { ...shape, subject: found.subject, evidence }
}

function readRule(rule: ShapeRule, facts: Facts): Reading {
  const evidence: string[] = []
  let confidence = 0
  for (const signal of rule.signals) {
    const value = signal.measure(facts)
    if (value < signal.threshold) continue
    const strength = 0.7 + 0.3 * ramp(value, signal.threshold, signal.sure)
    confidence = Math.max(confidence, strength)
    evidence.push(signal.says(value, facts))
  }
  if (confidence === 0) return { confidence, evidence }
  for (const counter of rule.counterSignals) {
    const value = counter.measure(facts)
    const against = counter.weight * ramp(value, counter.from, counter.to)
    if (against <= 0) continue
    confidence *= 1 - against
    evidence.push(`against it: ${counter.says(value, facts)}`)
  }
  const few = 1 - 0.5 * (1 - ramp(facts.measures.samples, 0, enoughSamples))
  if (few < 1) evidence.push(`only ${facts.measures.samples} samples on the CPU (${percent(1 - few)} less sure)`)
  return { confidence: confidence * few, evidence }
}

/** 0 at `from` and below, 1 at `to` and above, straight between them. */
function ramp(value: number, from: number, to: number): number {
  return Math.min(1, Math.max(0, (value - from) / (to - from)))
}
