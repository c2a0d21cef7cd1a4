import type { Measures } from '../measure-owners.ts'
import type { PackageSources, SourceFile } from '../types.ts'
import type { Place } from './find-author.ts'
import { ownPackages, type Runner } from './find-runner.ts'
import type { Candidate } from './nearest-dependencies.ts'
import { searchSource } from './search-source.ts'

/** The runner's code, in two parts: the file that runs the hottest expression, and all files; none where it was not gathered. */
export function textsOfRunner({ owned }: Measures, runner: Runner, sources: PackageSources): string[][] {
  const files = filesOf(runner.packages, sources)
  if (files === null) return []
  const frame = owned.profile.frames[runner.patterns[0]?.caller ?? -1]
  const place = (frame?.file ?? frame?.name ?? '').replace(/(?::\d+){1,2}\)?$/, '').replaceAll('\\', '/')
  const running = files
    .filter(({ path }) => place === path || place.endsWith(`/${path}`))
    .reduce<SourceFile | null>((most, file) => (most && most.path.length >= file.path.length ? most : file), null)
  return [running ? [running.text] : [], files.map(({ text }) => text)]
}

/** The files of some packages together; null where none of them was gathered. */
export function filesOf(packages: readonly number[], sources: PackageSources): readonly SourceFile[] | null {
  const known = packages.flatMap((index) => sources.get(index) ?? [])
  return known.length === 0 ? null : known.flatMap(({ files }) => files)
}

/** Looks for expressions in all code that was gathered: the runner's, own code, the candidates', in this order. */
export function searchPlaces(
  { owned }: Measures,
  runner: Runner,
  candidates: readonly Candidate[],
  sources: PackageSources,
): Place[] {
  const patterns = runner.patterns.map(({ pattern }) => pattern)
  const search = (packages: readonly number[], place: Omit<Place, 'matches'>): Place[] => {
    const files = filesOf(packages, sources)
    return files === null ? [] : [{ ...place, matches: searchSource(files, patterns) }]
  }
  return [
    ...search(runner.packages, { package: runner.own ? null : (runner.packages[0] ?? null), distance: 0 }),
    ...(runner.own ? [] : search(ownPackages(owned.graph.packages), { package: null, distance: 1 })),
    ...candidates.flatMap((candidate) => search([candidate.package], candidate)),
  ]
}
