import { callPaths } from './call-paths.ts'
import { numbersFrom, skewed } from './random.ts'
import { writePieces } from './write-pieces.ts'

const FUNCTIONS = 3000
const PATHS = 10_000
const TRUNK = 6
/** Of an id and a delta, about. */
const SAMPLE_BYTES = 8.3
const PACKAGES = 300
const FILES = 20

interface Node {
  readonly id: number
  readonly functionIndex: number
  readonly children: Map<number, Node>
}

/** Writes a `.cpuprofile`, most of which are its samples and their times, as in every long recording. */
export async function writeCpuprofile(path: string, bytes: number): Promise<void> {
  const { nodes, leaves } = callTree()
  const listed = `"nodes":[${nodes.map(nodeJson).join(',')}]`
  const sampleCount = Math.floor((bytes - listed.length) / SAMPLE_BYTES)
  const random = numbersFrom(6)
  const ids = Array.from({ length: sampleCount }, () => leaves[skewed(random, leaves.length)] ?? 1)
  const deltas = Array.from({ length: sampleCount }, () => 100 + random(60))
  const span = deltas.reduce((sum, delta) => sum + delta, 0)
  const text = `{${listed},"startTime":0,"endTime":${span},"samples":[${ids.join()}],"timeDeltas":[${deltas.join()}]}`
  await writePieces(path, text.length, [text])
}

function callTree(): { nodes: Node[]; leaves: number[] } {
  const nodes: Node[] = [{ id: 1, functionIndex: -1, children: new Map() }]
  const leaves = callPaths(5, FUNCTIONS, PATHS, TRUNK).map((path) => {
    let node = nodes[0] as Node
    for (const functionIndex of path) {
      const known = node.children.get(functionIndex)
      const child: Node = known ?? { id: nodes.length + 1, functionIndex, children: new Map() }
      if (known === undefined) nodes.push(child)
      node.children.set(functionIndex, child)
      node = child
    }
    return node.id
  })
  return { nodes, leaves }
}

function nodeJson({ id, functionIndex, children }: Node): string {
  const isRoot = functionIndex === -1
  const url = `file:///srv/checkout/node_modules/package-${functionIndex % PACKAGES}/lib/file-${functionIndex % FILES}.js`
  return JSON.stringify({
    id,
    callFrame: {
      functionName: isRoot ? '(root)' : `method${functionIndex}`,
      scriptId: isRoot ? '0' : String(functionIndex % 977),
      url: isRoot ? '' : url,
      lineNumber: functionIndex,
      columnNumber: isRoot ? -1 : 17,
    },
    hitCount: 0,
    children: [...children.values()].map((child) => child.id),
  })
}
