import { definitionLine } from '../json/definition-line.ts'
import type { JsonChecks } from '../json/json-checks.ts'
import { isJsonObject, type JsonObject } from '../json/read-json.ts'

/** A node of V8's call tree. */
export interface V8Node {
  readonly id: number
  readonly functionName: string
  readonly url: string
  readonly line: number | null
  /** From 1; 0 where there is none. */
  readonly column: number
  /** How many samples had this node as their leaf. */
  readonly hitCount: number
  /** The source lines, counted from 1, on which its samples fell, where V8 noted them. */
  readonly ticks: readonly { readonly line: number; readonly ticks: number }[]
  /** The caller's index in the list; -1 for the root. */
  readonly parent: number
}

/** V8's call tree, flat. Callers may stand behind the functions that they call. */
export interface V8Tree {
  readonly nodes: readonly V8Node[]
  readonly indexOf: ReadonlyMap<unknown, number>
}

/**
 * The call tree of a `.cpuprofile`, whichever of its two shapes it has.
 *
 * @returns null where the file has neither shape, and so is no `.cpuprofile`
 * @throws HeadwaterError `profile-malformed`, naming the node
 */
export function readV8Tree(file: JsonObject, checks: JsonChecks): V8Tree | null {
  const { nodes, head } = file
  if (Array.isArray(nodes) && isJsonObject(nodes[0]) && 'callFrame' in nodes[0]) return readFlatNodes(nodes, checks)
  // V8's heap profiles have a head too, but keep its name in a callFrame.
  if (isJsonObject(head) && 'functionName' in head) return readNestedNodes(head, checks)
  return null
}

/** Since 2016: a list of nodes, each with its children's ids (V8) or its caller's (copied out of a Chrome trace). */
function readFlatNodes(values: readonly unknown[], checks: JsonChecks): V8Tree {
  const objects = values.map((value, index) => checks.object(value, 'nodes', index))
  const indexOf = indexById(objects, checks)
  const parents = new Int32Array(objects.length).fill(-1)
  objects.forEach(({ id, parent, children }, index) => {
    if (typeof parent === 'number') adopt(parent, id)
    for (const child of checks.list(children ?? [], 'nodes', index, 'children')) adopt(id, child)
  })
  const nodes = objects.map((object, index) => {
    const callFrame = checks.object(object.callFrame, 'nodes', index, 'callFrame')
    // Lines count from 0 in this shape, and from 1 in the older one.
    return readNode(object, callFrame, 1, parents[index] as number, checks)
  })
  return { nodes, indexOf }

  function adopt(parentId: unknown, childId: unknown): void {
    const parent = indexOf.get(parentId)
    const child = indexOf.get(childId)
    if (parent === undefined || child === undefined) {
      const missing = checks.shown(parent === undefined ? parentId : childId)
      throw checks.fault(`a node refers to node ${missing}, which the file lacks; a complete tree is accepted`)
    }
    if (parents[child] !== -1 && parents[child] !== parent) {
      throw checks.fault(`node ${childId} has two callers; a tree is accepted`)
    }
    parents[child] = parent
  }
}

/** Before 2016, and from v8-profiler: nodes inside nodes, to any depth. */
function readNestedNodes(head: JsonObject, checks: JsonChecks): V8Tree {
  const objects: JsonObject[] = []
  const parents: number[] = []
  const waiting: { object: JsonObject; parent: number }[] = [{ object: head, parent: -1 }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const parent = objects.push(next.object) - 1
    parents.push(next.parent)
    const id = checks.number(next.object.id, 'node', parent, 'id')
    const children = checks.list(next.object.children ?? [], 'node', id, 'children')
    for (const child of children.toReversed()) {
      waiting.push({ object: checks.object(child, 'node', id, 'children'), parent })
    }
  }
  const indexOf = indexById(objects, checks)
  const nodes = objects.map((object, index) => readNode(object, object, 0, parents[index] as number, checks))
  return { nodes, indexOf }
}

/** @param lineOffset what to add to the file's lines, to count them from 1 */
function readNode(
  node: JsonObject,
  callFrame: JsonObject,
  lineOffset: number,
  parent: number,
  checks: JsonChecks,
): V8Node {
  const id = node.id as number
  const hitCount = checks.number(node.hitCount ?? 0, 'node', id, 'hitCount')
  if (hitCount < 0) throw checks.fault(`node ${id} has a hitCount of ${hitCount}; 0 and more are accepted`)
  return {
    id,
    functionName: checks.text(callFrame.functionName, 'node', id, 'functionName'),
    url: checks.text(callFrame.url ?? '', 'node', id, 'url'),
    line: definitionLine(lineOffset + checks.number(callFrame.lineNumber ?? -1, 'node', id, 'lineNumber')),
    column: lineOffset + checks.number(callFrame.columnNumber ?? -1, 'node', id, 'columnNumber'),
    hitCount,
    ticks: hitCount > 0 ? readTicks(node, id, checks) : [],
    parent,
  }
}

function readTicks({ positionTicks }: JsonObject, id: number, checks: JsonChecks): V8Node['ticks'] {
  return checks.list(positionTicks ?? [], 'nodes', id, 'positionTicks').map((value) => {
    const tick = checks.object(value, 'nodes', id, 'positionTicks')
    return {
      line: checks.number(tick.line, 'nodes', id, 'positionTicks'),
      ticks: checks.number(tick.ticks, 'nodes', id, 'positionTicks'),
    }
  })
}

function indexById(objects: readonly JsonObject[], checks: JsonChecks): Map<unknown, number> {
  const indices = new Map<unknown, number>()
  objects.forEach((object, index) => {
    const id = checks.number(object.id, 'nodes', index, 'id')
    if (indices.has(id)) throw checks.fault(`two nodes have the id ${id}; ids that come once are accepted`)
    indices.set(id, index)
  })
  return indices
}
