import type { Measures } from '../measure-owners.ts'
import type { Need, PackageSources } from '../types.ts'
import { isReadable, ownPackages, type Runner } from './find-runner.ts'
import type { Candidate } from './nearest-dependencies.ts'

/**
 * Whose code would tell who wrote the expressions and was not gathered: first the runner's and own code, which often answer; what
 * they ask for is known only then.
 */
export function whatToFetch(
  { owned }: Measures,
  runner: Runner,
  candidates: readonly Candidate[],
  sources: PackageSources,
): Need[] {
  const { packages } = owned.graph
  const need = (index: number, why: string): Need[] => {
    const wanted = packages[index]
    if (wanted === undefined || !isReadable(wanted.ecosystem) || sources.has(index)) return []
    return [{ kind: 'package-source', what: wanted.purl, why }]
  }
  if (runner.hottest.engine)
    return runner.packages.slice(0, 1).flatMap((index) => need(index, 'it runs the hot expression'))
  const own = ownPackages(packages)
  const ownIsKnown = own.some((index) => sources.has(index))
  const first = [...(ownIsKnown ? [] : own.slice(0, 1)), ...(runner.own ? [] : runner.packages)]
  const needs = first.flatMap((index) =>
    need(index, packages[index]?.own ? 'the hot expression may come from own code' : 'it runs the hot expression'),
  )
  if (sources.size === 0) return needs
  const why = `${runner.name} depends on it and may run an expression of its making`
  return [...needs, ...candidates.flatMap((candidate) => need(candidate.package, why))]
}
