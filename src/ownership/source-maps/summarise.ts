/** What came of the source map of one script. */
export interface Done {
  /** Path or URL. */
  readonly script: string
  /** One sentence that says why its map was not used; null where it was. */
  readonly refused: string | null
  /** How many of its functions the map placed. */
  readonly told: number
  readonly functions: number
}

const longestName = 80

/**
 * One sentence for the maps that were used, and one for each reason why others were not: a service can have hundreds of scripts.
 *
 * @param done at least one
 * @param weights of the samples in each script: where several scripts are alike, the one with most time is named
 */
export function summarise(done: readonly Done[], weights: ReadonlyMap<string, number>): string[] {
  const used = done.filter(({ refused }) => refused === null)
  const refusals = new Map<string, Done[]>()
  for (const one of done)
    if (one.refused !== null) refusals.set(one.refused, [...(refusals.get(one.refused) ?? []), one])
  const sentences = [...refusals].map(([reason, scripts]) =>
    scripts.length === 1
      ? reason
      : `${reason} So it is for ${scripts.length} scripts, above all ${heaviest(scripts, weights)}.`,
  )
  if (used.length === 0) return sentences
  const told = used.reduce((sum, one) => sum + one.told, 0)
  const functions = used.reduce((sum, one) => sum + one.functions, 0)
  const placed =
    used.length === 1
      ? `${told} of ${functions} functions of a script were placed in its sources by its source map.`
      : `${told} of ${functions} functions of ${used.length} scripts were placed in their sources by source maps; most time is in ${heaviest(used, weights)}.`
  return [placed, ...sentences]
}

function heaviest(scripts: readonly Done[], weights: ReadonlyMap<string, number>): string {
  const [first] = [...scripts].sort((a, b) => (weights.get(b.script) ?? 0) - (weights.get(a.script) ?? 0))
  return (first?.script ?? '').replace(/^.*[/\\]/s, '').slice(0, longestName)
}
