import { type ArtifactSeed, artifactSeed, readContent } from './seed.ts'
import type { World } from './types.ts'
import { writeZip } from './zip.ts'

/** Uploads an artifact as a workflow run does. */
export function addArtifact(world: World, value: ArtifactSeed, folder: string): number {
  const seed = artifactSeed.parse(value)
  const id = seed.id ?? 5_000_001 + world.artifacts.length
  const members = new Map(
    Object.entries(seed.files ?? {}).map(([path, content]) => [path, readContent(content, folder)]),
  )
  const zip = seed.zip === undefined ? writeZip(members) : readContent(seed.zip, folder)
  const { repository, runId, name, expired } = seed
  world.artifacts.push({ id, runId, name, repository, expired, createdAt: world.now(), zip })
  return id
}
