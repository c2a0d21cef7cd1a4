import type { VersionRules } from './types.ts'

/** One condition on a version. */
export interface Bound {
  readonly operator: '<' | '<=' | '>' | '>=' | '=' | '!='
  readonly version: string
}

/** Whether a version meets all conditions. */
export function meets(version: string, bounds: readonly Bound[], compare: VersionRules['compare']): boolean {
  return bounds.every((bound) => holds(bound.operator, compare(version, bound.version)))
}

/** @param order of the version and the bound, as `compare` gives it */
function holds(operator: Bound['operator'], order: number): boolean {
  switch (operator) {
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
    case '=':
      return order === 0
    case '!=':
      return order !== 0
  }
}

/**
 * The next version of which only some leading numbers are kept: `1.2.3` to two numbers is `1.3`.
 *
 * @param numbers runs of digits, at least one
 * @param kept how many, at least one; fewer where there are fewer
 */
export function nextOf(numbers: readonly string[], kept: number): string {
  const head = numbers.slice(0, Math.max(1, kept))
  const last = head.pop() ?? '0'
  return [...head, String(BigInt(last) + 1n)].join('.')
}

/** How many numbers a caret keeps: up to the first one that is not zero, or all where all are. */
export function keptByCaret(numbers: readonly string[]): number {
  const first = numbers.findIndex((digits) => !/^0+$/.test(digits))
  return first < 0 ? numbers.length : first + 1
}
