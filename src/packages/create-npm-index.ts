// The registry of npm packages: the manifest of the newest version, from the registry that is its default or that the user's npm
// configuration names.

import { askNpmRegistry } from './ask-npm-registry.ts'
import { badAnswer } from './bad-answer.ts'
import { claimsNpmPackage, createNpmClient } from './npm-client.ts'
import type { NpmConfiguration } from './read-npm-configuration.ts'
import { readNpmManifest } from './read-npm-manifest.ts'
import type { IndexedPackage, PackageIndexClient, StatedRepository } from './types.ts'

const name = 'npm'

/**
 * @param readConfiguration called once, with the first look-up
 * @param deadlineMs for each look-up
 */
export function createNpmIndex(
  readConfiguration: () => Promise<NpmConfiguration>,
  deadlineMs = 5_000,
): PackageIndexClient {
  const client = createNpmClient(readConfiguration)
  return {
    name,
    ecosystems: new Set(['npm']),
    claims: ({ name }) => claimsNpmPackage(client, name),
    async repositoryOf(wanted, signal) {
      const answer = await askNpmRegistry(client, { packageName: wanted.name, version: 'latest', signal, deadlineMs })
      return answer === null ? null : statedIn(answer, wanted)
    },
  }
}

function statedIn(answer: unknown, wanted: IndexedPackage): StatedRepository | null {
  const manifest = readNpmManifest(answer)
  if (manifest === null || manifest.name !== wanted.name) throw badAnswer(name, 'for another package')
  return (
    manifest.repository && {
      ...manifest.repository,
      tracker: manifest.tracker,
      provenance: "npm's metadata of the newest release",
    }
  )
}
