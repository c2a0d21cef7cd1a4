/*
 * Finds what V8 inlined. A function that TurboFan inlined has no node of its own: its samples count as its caller's. But V8
 * notes the source line of every sample (`positionTicks`), and for inlined code that is a line of the inlined function's file.
 * A line before a function's first one cannot be its own, so that such ticks are proof.
 * Seen with Node 20 to 24; https://chromedevtools.github.io/devtools-protocol/tot/Profiler/#type-PositionTickInfo.
 */
import type { V8Node, V8Tree } from './read-v8-tree.ts'

/** A part of a node's samples that belongs to a function inlined there. */
export interface InlinedPart {
  /** A node of the function that was inlined. */
  readonly node: number
  /** How many of the node's samples fell on its lines. */
  readonly ticks: number
}

const noTicks: V8Node['ticks'] = []

/** Functions with less foreign code than this share of all samples stay as they are; it bounds the search, too. */
const leastShare = 0.01

/**
 * For nodes whose samples fell on lines that cannot be their own: the functions that they belong to. Such a function is reached
 * below the node's function, and is the only one there with samples on that line in its own name.
 */
export function findInlined({ nodes }: V8Tree): Map<number, InlinedPart[]> {
  const found = new Map<number, InlinedPart[]>()
  // Most recordings have none, and grouping takes a text for each node.
  if (nodes.every((node) => foreignTicks(node).length === 0)) return found
  const functions = groupByFunction(nodes)
  const children = listChildren(nodes)
  let hits = 0
  for (const node of nodes) hits += node.hitCount
  for (const members of functions.values()) {
    const foreign = members.flatMap((index) => foreignTicks(nodes[index] as V8Node))
    const ticks = foreign.reduce((sum, tick) => sum + tick.ticks, 0)
    if (ticks === 0 || ticks < leastShare * hits) continue
    const below = functionsByLine(nodes, children, members)
    for (const index of members) {
      const parts = partsOf(nodes[index] as V8Node, below)
      if (parts.length > 0) found.set(index, parts)
    }
  }
  return found
}

function partsOf(node: V8Node, below: ReadonlyMap<number, ReadonlyMap<string, number>>): InlinedPart[] {
  return foreignTicks(node).flatMap(({ line, ticks }) => {
    const [inlined, another] = below.get(line)?.values() ?? []
    return inlined === undefined || another !== undefined ? [] : [{ node: inlined, ticks }]
  })
}

/** Ticks before the function's first line; more of them than the node has samples are no ticks of it. */
function foreignTicks({ line, ticks, hitCount }: V8Node): V8Node['ticks'] {
  if (line === null || ticks.every((tick) => tick.line >= line)) return noTicks
  const foreign = ticks.filter((tick) => tick.line < line && tick.ticks > 0)
  return foreign.reduce((sum, tick) => sum + tick.ticks, 0) <= hitCount ? foreign : []
}

/** By line: the functions that are reached from some nodes and had samples there, each with one of its nodes. */
function functionsByLine(nodes: readonly V8Node[], children: readonly number[][], from: readonly number[]) {
  const lines = new Map<number, Map<string, number>>()
  const seen = new Set<number>(from)
  const waiting = [...from]
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    for (const child of children[index] ?? []) {
      if (seen.has(child)) continue
      seen.add(child)
      waiting.push(child)
      const node = nodes[child] as V8Node
      for (const { line } of node.ticks) {
        if (node.line === null || line < node.line) continue
        const functions = lines.get(line) ?? new Map<string, number>()
        functions.set(functionKey(node), functions.get(functionKey(node)) ?? child)
        lines.set(line, functions)
      }
    }
  }
  return lines
}

function groupByFunction(nodes: readonly V8Node[]): Map<string, number[]> {
  const groups = new Map<string, number[]>()
  for (const [index, node] of nodes.entries()) {
    const group = groups.get(functionKey(node))
    if (group) group.push(index)
    else groups.set(functionKey(node), [index])
  }
  return groups
}

function listChildren(nodes: readonly V8Node[]): number[][] {
  const children: number[][] = nodes.map(() => [])
  for (const [index, { parent }] of nodes.entries()) if (parent >= 0) children[parent]?.push(index)
  return children
}

function functionKey({ functionName, url, line }: V8Node): string {
  return `${line} ${url} ${functionName}`
}
