import type { Description, Operation } from './read-description.ts'

export interface FoundOperation {
  readonly operation: Operation
  readonly parameters: Readonly<Record<string, string>>
}

/** Parameters that stand for a run of segments where they come last. */
const runs = new Set(['path', 'ref', 'basehead', 'branch', 'dir'])

const byMethod = new WeakMap<Description, Map<string, Operation[]>>()

/**
 * The operation that a request means, and the values in its path.
 * @returns undefined where GitHub describes no such operation.
 */
export function findOperation(description: Description, method: string, path: string): FoundOperation | undefined {
  const segments = path.split('/').slice(1)
  let best: FoundOperation | undefined
  let bestRank = -1
  for (const operation of operationsOf(description, method)) {
    const match = matchTemplate(operation.template.split('/').slice(1), segments)
    if (!match || match.rank <= bestRank) continue
    best = { operation, parameters: match.parameters }
    bestRank = match.rank
  }
  return best
}

function operationsOf(description: Description, method: string): readonly Operation[] {
  let table = byMethod.get(description)
  if (!table) {
    table = new Map()
    for (const operation of description.operations) {
      table.set(operation.method, [...(table.get(operation.method) ?? []), operation])
    }
    byMethod.set(description, table)
  }
  return table.get(method) ?? []
}

/** Literal segments outrank parameters, so `/issues/comments` is never an issue's number. */
function matchTemplate(template: readonly string[], segments: readonly string[]) {
  const parameters: Record<string, string> = {}
  let rank = 0
  for (const [index, part] of template.entries()) {
    const name = /^\{(.+)\}$/.exec(part)?.[1]
    const segment = segments[index]
    if (segment === undefined) return undefined
    if (name === undefined) {
      if (part !== segment) return undefined
      rank += 2
      continue
    }
    rank += 1
    const isRun = runs.has(name) && index === template.length - 1
    const value = isRun ? segments.slice(index).join('/') : segment
    if (value === '' && name !== 'path') return undefined
    parameters[name] = decode(value)
    if (isRun) return { parameters, rank }
  }
  return template.length === segments.length ? { parameters, rank } : undefined
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
