import { HeadwaterError } from '../errors.ts'
import type { ServiceFile } from './types.ts'

/** First whoever runs a hot expression, then what that depends on. */
const mostRounds = 2
const mostPackages = 12
/** For all that is read and fetched. */
const deadlineMs = 20_000
/** What is unpacked at the same time. */
const abreast = 4

export interface GatherSourcesOptions<Wanted, Answer> {
  /** Diagnoses with the code that was gathered so far, by the purls of its packages. */
  readonly diagnose: (sources: ReadonlyMap<string, readonly ServiceFile[]>) => Answer | Promise<Answer>
  /** The packages whose code the answer needs, likeliest first. */
  readonly needsOf: (answer: Answer) => readonly Wanted[]
  /** The code of a package; null where there is none to be had. A HeadwaterError becomes a note. */
  readonly read: (wanted: Wanted, signal: AbortSignal) => Promise<readonly ServiceFile[] | null>
}

export interface Sourced<Answer> {
  readonly answer: Answer
  /** One line on each package whose code could not be had. */
  readonly notes: readonly string[]
}

/** Diagnoses, gathers the code that the diagnosis asks for, and diagnoses again: at most twice, and 12 packages in 20 seconds. */
export async function gatherSources<Wanted extends { readonly purl: string }, Answer>({
  diagnose,
  needsOf,
  read,
}: GatherSourcesOptions<Wanted, Answer>): Promise<Sourced<Answer>> {
  const signal = AbortSignal.timeout(deadlineMs)
  const sources = new Map<string, readonly ServiceFile[]>()
  const asked = new Set<string>()
  const notes: string[] = []
  let answer = await diagnose(sources)
  for (let round = 0; round < mostRounds; round += 1) {
    const wanted = needsOf(answer)
      .filter(({ purl }) => !asked.has(purl))
      .slice(0, mostPackages - asked.size)
    for (const { purl } of wanted) asked.add(purl)
    const known = sources.size
    await forEachOf(wanted, abreast, async (one) => {
      try {
        const files = await read(one, signal)
        if (files !== null) sources.set(one.purl, files)
      } catch (error) {
        if (!(error instanceof HeadwaterError)) throw error
        notes.push(`${one.purl}: ${error.message}`)
      }
    })
    if (sources.size === known) break
    answer = await diagnose(sources)
  }
  return { answer, notes }
}

/** Some at a time, in order. */
async function forEachOf<T>(items: readonly T[], abreast: number, work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values()
  const worker = async (): Promise<void> => {
    for (const item of waiting) await work(item)
  }
  await Promise.all(Array.from({ length: abreast }, worker))
}
