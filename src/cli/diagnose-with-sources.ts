import {
  type DiagnoseOptions,
  diagnoseRecordings,
  neededPackages,
  packageSources,
  type Recording,
  type Result,
} from '../diagnosis/index.ts'
import { gatherSources, readInstalledSource, readServiceSource, type ServiceFile } from '../intake/index.ts'
import type { Package } from '../ownership/index.ts'
import { createPackageSources, fetchSource, type PackageSourceClient } from '../packages/index.ts'

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
  const graph = recordings[0]?.owned.graph ?? { packages: [], lockfiles: [] }
  const clients = createPackageSources(process.env, offline)
  const { answer, notes } = await gatherSources({
    diagnose: (sources) => diagnoseRecordings(recordings, { ...options, sources: packageSources(sources, graph) }),
    needsOf: ({ diagnosis }) => neededPackages(diagnosis, graph).flatMap((index) => graph.packages[index] ?? []),
    read: (wanted, signal) => readSource(wanted, folder, clients, signal),
  })
  return { result: answer, notes: offline ? [] : notes }
}

async function readSource(
  wanted: Package,
  folder: string,
  clients: readonly PackageSourceClient[],
  signal: AbortSignal,
): Promise<readonly ServiceFile[] | null> {
  if (wanted.own) return readServiceSource(folder, wanted.ecosystem)
  const installed = await readInstalledSource(folder, wanted)
  if (installed !== null || wanted.visibility === 'private') return installed
  return fetchSource(clients, wanted, signal)
}
