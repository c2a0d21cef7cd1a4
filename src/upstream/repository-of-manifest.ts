import { parse } from 'smol-toml'
import { z } from 'zod'
import type { Package, ServiceFile } from '../ownership/index.ts'
import { type NpmManifest, readNpmManifest, type StatedRepository } from '../packages/index.ts'

/** Specified by https://doc.rust-lang.org/cargo/reference/manifest.html#the-repository-field. */
const cargoManifest = z.object({ package: z.object({ name: z.string(), repository: z.string() }) })

/**
 * What an installed package's own manifest says of its sources.
 *
 * @param manifest a package.json or a Cargo.toml
 * @returns null where it says nothing, cannot be read, or is another package's
 */
export function repositoryOfManifest(manifest: ServiceFile, wanted: Package): StatedRepository | null {
  const read = manifest.path.endsWith('.toml') ? readCargo(manifest.text) : readNpm(manifest.text)
  if (read === null || read.name !== wanted.name || read.repository === null) return null
  return { ...read.repository, tracker: null, provenance: manifest.path }
}

function readNpm(text: string): NpmManifest | null {
  return readNpmManifest(attempt(() => JSON.parse(text)))
}

function readCargo(text: string): NpmManifest | null {
  const { data } = cargoManifest.safeParse(attempt(() => parse(text, { maxDepth: 64 })))
  if (data === undefined) return null
  return { name: data.package.name, repository: { address: data.package.repository, directory: null } }
}

/** A stranger's file that cannot be read is no reason to go without the answer of an index. */
function attempt(read: () => unknown): unknown {
  try {
    return read()
  } catch {
    return null
  }
}
