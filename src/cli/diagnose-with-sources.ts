import {
  type DiagnoseOptions,
  diagnoseRecordings,
  type Need,
  type PackageSource,
  type Recording,
  type Result,
} from '../diagnosis/index.ts'
import { HeadwaterError } from '../errors.ts'
import { readInstalledSource, readServiceSource } from '../intake/index.ts'
import type { Package } from '../ownership/index.ts'
import { createPackageSources, type PackageSourceClient } from '../packages/index.ts'

/** First whoever runs a hot expression, then what that depends on. */
const mostRounds = 2
const mostPackages = 12
/** For all that is fetched over the network. */
const deadlineMs = 20_000
/** What is unpacked at the same time. */
const abreast = 4

/** A diagnosis, and a note for the reader on each package whose code could not be had. */
export interface SourcedResult {
  readonly result: Result
  readonly notes: readonly string[]
}

/**
 * Diagnoses, gathers the code that the diagnosis asks for, and diagnoses again.
 *
 * Own code comes from the service's folder, that of packages from the tree that is installed beside it, else from their published
 * archives; a private package's only from the installed tree.
 *
 * @param folder the service's sources
 * @param offline asks no registry
 */
export async function diagnoseWithSources(
  recordings: readonly Recording[],
  options: DiagnoseOptions,
  folder: string,
  offline: boolean,
): Promise<SourcedResult> {
  const clients = createPackageSources(process.env, offline)
  const signal = AbortSignal.timeout(deadlineMs)
  const sources = new Map<number, PackageSource>()
  const asked = new Set<number>()
  const notes: string[] = []
  let result = diagnoseRecordings(recordings, options)
  for (let round = 0; round < mostRounds; round += 1) {
    const { packages } = result.measures.owned.graph
    const wanted = packagesOf(result.diagnosis.needs, packages)
      .filter((index) => !asked.has(index))
      .slice(0, mostPackages - asked.size)
    if (wanted.length === 0) break
    for (const index of wanted) asked.add(index)
    await forEachOf(wanted, abreast, async (index) => {
      const found = packages[index]
      if (!found) return
      try {
        const files = await readSource(found, folder, clients, signal)
        if (files) sources.set(index, { files })
      } catch (error) {
        if (!(error instanceof HeadwaterError)) throw error
        notes.push(`${found.purl}: ${error.message}`)
      }
    })
    result = diagnoseRecordings(recordings, { ...options, sources })
  }
  return { result, notes: offline ? [] : notes }
}

/** In the order of the needs: the likeliest first. */
function packagesOf(needs: readonly Need[], packages: readonly Package[]): number[] {
  const indices = new Map(packages.map(({ purl }, index) => [purl, index]))
  return needs.flatMap(({ kind, what }) => (kind === 'package-source' ? (indices.get(what) ?? []) : []))
}

async function readSource(
  wanted: Package,
  folder: string,
  clients: readonly PackageSourceClient[],
  signal: AbortSignal,
): Promise<PackageSource['files'] | null> {
  if (wanted.own) return readServiceSource(folder)
  const installed = await readInstalledSource(folder, wanted)
  if (installed !== null || wanted.visibility === 'private') return installed
  for (const client of clients) {
    if (!client.ecosystems.has(wanted.ecosystem) || (await client.claims(wanted))) continue
    return client.sourceOf(wanted, signal)
  }
  return null
}

/** Some at a time, in order. */
async function forEachOf<T>(items: readonly T[], abreast: number, work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values()
  const worker = async (): Promise<void> => {
    for (const item of waiting) await work(item)
  }
  await Promise.all(Array.from({ length: abreast }, worker))
}
