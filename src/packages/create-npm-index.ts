// The registry of npm packages: the manifest of the newest version, by npm's own client library, from the registry that is
// its default or that the user's npm configuration names. Specified by
// https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md#getpackageversion.

import { badAnswer } from './bad-answer.ts'
import { lookUp } from './look-up.ts'
import { comesFromElsewhere, createNpmClient, hostOf, isNpmName, refusal } from './npm-client.ts'
import { readJsonAnswer } from './read-json-answer.ts'
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
    async claims(wanted) {
      const loaded = await client().catch(() => null)
      return loaded === null || comesFromElsewhere(wanted.name, loaded)
    },
    async repositoryOf(wanted, signal) {
      if (!isNpmName(wanted.name)) return null
      const { npmFetch, configuration } = await client()
      const registry = npmFetch.pickRegistry(wanted.name, configuration)
      return lookUp(name, signal, deadlineMs, async (bounded) => {
        const answer = await npmFetch(`/${wanted.name.replace('/', '%2f')}/latest`, {
          ...configuration,
          spec: wanted.name,
          signal: bounded,
          retry: { retries: 0 },
          // The user's npm cache is not ours to write into.
          cache: null,
          userAgent: 'headwater',
          headers: { accept: 'application/json' },
        }).catch((error: unknown) => refusal(error, name))
        if (answer === null) return null
        // The library follows redirects, though without credentials to another host. What comes from there is not believed.
        if (hostOf(answer.url) !== hostOf(registry)) throw badAnswer(name, 'from another host')
        return statedIn(await readJsonAnswer(answer, name), wanted)
      })
    },
  }
}

function statedIn(answer: unknown, wanted: IndexedPackage): StatedRepository | null {
  const manifest = readNpmManifest(answer)
  if (manifest === null || manifest.name !== wanted.name) throw badAnswer(name, 'for another package')
  return (
    manifest.repository && { ...manifest.repository, tracker: null, provenance: "npm's metadata of the newest release" }
  )
}
